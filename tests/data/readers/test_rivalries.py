import pytest

from entente.core.errors import RawFileError, SchemaError, UnknownStateError

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


@pytest.mark.parametrize(("cell", "why"), [("2?", "no number"), ("3", "none of 1, 2")])
def test_a_type_that_is_none_is_refused_instead_of_all_rivalries(read, cell, why):
    rivalries = HEADER + f"2,20,2020,1,2,1\n2,20,2020,1,{cell},2\n"
    with pytest.raises(RawFileError, match=rf"rivalries\.csv: row 3, column RIVTYP2: '{cell[0]}.*' is {why}"):
        read("rivalries", rivalries=rivalries, disputes=DISPUTES)


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


DATED = "tssr_id,ccode1,ccode2,start,end\n"


def test_rivalries_with_years_keep_them(read):
    tidy = read("rivalries", rivalries=DATED + "7,20,2,1900,1911\n8,2,20,1920,2020\n")
    assert tidy.text == COLUMNS + "7,1,2,20,1900,1911\n8,1,2,20,1920,2020\n"
    assert tidy.log == [
        ("read", "rivalries", 2),
        ("clipped", "first years before the state system begins", 0),
    ]


def test_rivalries_from_before_the_state_system_are_dropped_or_cut(read):
    # The state system of these tests begins in 1816; 324 is none of its codes.
    rivalries = DATED + "4,324,2,1494,1717\n5,2,20,1700,1815\n6,2,20,1494,1816\n"
    tidy = read("rivalries", rivalries=rivalries)
    assert tidy.text == COLUMNS + "6,1,2,20,1816,1816\n"
    assert tidy.log[1:] == [
        ("dropped", "rivalries that ended before the state system begins", 2),
        ("clipped", "first years before the state system begins", 1),
    ]


def test_an_unknown_code_of_a_rivalry_within_the_system_is_refused(read):
    with pytest.raises(UnknownStateError, match=r"rivalries\.csv: .*: 324 \(1 rows\)"):
        read("rivalries", rivalries=DATED + "4,2,324,1494,1816\n")


def test_the_first_year_chooses_the_recode_line(read, make_recodes):
    recodes = make_recodes(("rivalries", 305, 1494, 1918, 300))
    rivalries = DATED + "7,255,305,1740,1870\n8,365,305,1768,1918\n"
    tidy = read("rivalries", recodes, rivalries=rivalries)
    assert tidy.table[["ccode1", "ccode2"]].values.tolist() == [[255, 300], [300, 365]]
    assert tidy.rows("recoded") == 2
    with pytest.raises(UnknownStateError, match="305"):
        read("rivalries", recodes, rivalries=DATED + "7,255,305,1919,1930\n")


@pytest.mark.parametrize(("start", "end"), [("", 1911), (1900, "")])
def test_a_rivalry_without_a_year_is_refused(read, start, end):
    with pytest.raises(SchemaError, match="Table rivalries, column (first|last)_year"):
        read("rivalries", rivalries=DATED + f"7,2,20,1900,1911\n8,2,20,{start},{end}\n")
