HEADER = "RIVALA,RIVALB,RIVALRY,RIVNUMB,RIVTYP2,DISPUTE\n"
DISPUTES = (
    "DISNO,STATEA,STATEB,YEAR,HIHOST,WAR,Duration\n"
    "1,2,20,1900,4,0,9\n1,2,20,1901,4,0,9\n1,2,200,1899,4,0,9\n"
    "2,2,20,1910,4,0,9\n2,2,20,1911,4,0,9\n"
    "3,2,20,1950,4,0,9\n"
    "4,2,200,1960,4,0,9\n"
)
COLUMNS = "rivalry,number,ccode1,ccode2,first_year,last_year\n"


def test_a_rivalry_lasts_from_its_first_to_its_last_dispute(read):
    rivalries = HEADER + "2,20,2020,1,2,2\n2,20,2020,1,2,1\n"
    tidy = read("rivalries", rivalries=rivalries, disputes=DISPUTES)
    # Dispute 1 had begun a year earlier, but for another dyad.
    assert tidy.text == COLUMNS + "2020,1,2,20,1900,1911\n"
    assert tidy.log == [("read", "disputes that belong to a rivalry or an isolated conflict", 2)]


def test_isolated_conflicts_are_dropped_and_counted(read):
    rivalries = HEADER + "2,20,2020,1,1,1\n2,20,2020,1,1,2\n2,20,2020,2,2,3\n"
    tidy = read("rivalries", rivalries=rivalries, disputes=DISPUTES)
    assert tidy.text == COLUMNS + "2020,2,2,20,1950,1950\n"
    assert tidy.log[1:] == [("dropped", "disputes of isolated conflicts", 2)]


def test_disputes_without_a_match_are_dropped_and_counted(read):
    # Dispute 4 is not this dyad's, and there is no dispute 5.
    rivalries = HEADER + "2,20,2020,1,2,1\n2,20,2020,1,2,4\n2,20,2020,1,2,5\n"
    tidy = read("rivalries", rivalries=rivalries, disputes=DISPUTES)
    assert tidy.text == COLUMNS + "2020,1,2,20,1900,1901\n"
    assert tidy.log[1:] == [("dropped", "rivalry disputes without a match in the dispute file", 2)]


def test_two_rivalries_of_a_dyad_are_two_rows(read):
    rivalries = HEADER + "2,20,2020,1,2,1\n2,20,2020,2,2,3\n2,200,2200,1,2,4\n"
    tidy = read("rivalries", rivalries=rivalries, disputes=DISPUTES)
    assert tidy.text == COLUMNS + "2020,1,2,20,1900,1901\n2020,2,2,20,1950,1950\n2200,1,2,200,1960,1960\n"


def test_the_order_of_codes_matters_in_neither_file(read):
    swapped = DISPUTES.replace(",2,20,", ",20,2,")
    assert swapped != DISPUTES
    straight = read("rivalries", rivalries=HEADER + "2,20,2020,1,2,1\n", disputes=DISPUTES)
    for rivalries in ("2,20,2020,1,2,1\n", "20,2,2020,1,2,1\n"):
        assert read("rivalries", rivalries=HEADER + rivalries, disputes=swapped).text == straight.text
