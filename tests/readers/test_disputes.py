HEADER = "DISNO,STATEA,STATEB,YEAR,HIHOST,WAR,Duration\n"


def test_disputes_are_sorted_and_typed_with_the_lower_code_first(read):
    rows = "9,200,20,1904,4,0,365\n9,200,20,1903,4,0,10\n8,2,365,1904,5,1,0\n"
    tidy = read("disputes", disputes=HEADER + rows)
    assert tidy.text == (
        "dispute,year,ccode1,ccode2,hostility,war,days\n"
        "8,1904,2,365,5,True,0\n"
        "9,1903,20,200,4,False,10\n"
        "9,1904,20,200,4,False,365\n"
    )
    assert tidy.log == [("read", "dispute-dyad-years", 3)]
    assert tidy.table["war"].dtype == bool


def test_two_disputes_of_a_dyad_in_a_year_are_two_rows(read):
    tidy = read("disputes", disputes=HEADER + "8,2,20,1904,4,0,1\n9,2,20,1904,4,0,1\n")
    assert tidy.table["dispute"].tolist() == [8, 9]
