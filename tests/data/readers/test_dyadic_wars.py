HEADER = "warnum,statea,stateb,year,warstrtmnth,warendyr\n"


def test_both_directions_are_one_row_and_the_other_is_counted(read):
    rows = (
        "106,220,255,1914,8,1918\n106,255,220,1914,8,1918\n106,220,255,1915,8,1918\n106,255,220,1915,8,1918\n"
    )
    tidy = read("dyadic_wars", dyadic_wars=HEADER + rows)
    assert tidy.text == "war,year,ccode1,ccode2\n106,1914,220,255\n106,1915,220,255\n"
    assert tidy.log == [
        ("read", "directed dyad-years of inter-state war", 4),
        ("dropped", "other direction of the same dyad-year", 2),
    ]


def test_misprinted_dates_do_not_matter_because_years_have_rows(read):
    tidy = read("dyadic_wars", dyadic_wars=HEADER + "106,2,255,1917,24,19118\n106,255,2,1917,4,1918\n")
    assert tidy.table.values.tolist() == [[106, 1917, 2, 255]]


def test_two_wars_of_a_dyad_in_a_year_are_two_rows(read):
    tidy = read("dyadic_wars", dyadic_wars=HEADER + "22,300,345,1866,1,1866\n23,345,300,1866,1,1866\n")
    assert tidy.table["war"].tolist() == [22, 23]
    assert tidy.rows("dropped") == 0
