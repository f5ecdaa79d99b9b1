import pytest

from entente.core.errors import RawFileError


def test_only_full_memberships_count(read):
    # 1 full member, 2 associate, 3 observer, 0 none, −1 not existing, −9 unknown.
    rows = "2,1950,USA,1,1,1,0,1,-1\n20,1950,CAN,2,3,0,-1,-9,-9\n200,1950,UKG,1,2,-9,-1,1,0\n"
    tidy = read("igo_states", igo_states="ccode,year,state,aaaid,eu,nato,oas,un,wto\n" + rows)
    assert tidy.text == "ccode,year,memberships\n2,1950,4\n20,1950,0\n200,1950,2\n"
    assert tidy.log == [
        ("read", "state-years of IGO memberships", 3),
        ("missing", "single memberships coded −9, not counted as membership", 3),
        ("missing", "single memberships blank, not counted as membership", 0),
    ]


def test_identifiers_are_no_memberships(read):
    # A state whose abbreviation is 1 is no member of itself.
    tidy = read("igo_states", igo_states="un,ccode,state,year\n0,2,1,1950\n")
    assert tidy.table["memberships"].tolist() == [0]


def test_a_blank_membership_is_counted_and_one_with_another_code_refused(read):
    header = "ccode,year,state,aaaid,eu\n"
    tidy = read("igo_states", igo_states=header + "2,1950,USA,,1\n")
    assert tidy.table["memberships"].tolist() == [1]
    assert ("missing", "single memberships blank, not counted as membership", 1) in tidy.log
    for cell in ("4", "1 x"):
        with pytest.raises(RawFileError, match=rf"row 2, column eu: '{cell}' is no"):
            read("igo_states", igo_states=header + f"2,1950,USA,1,{cell}\n")
