import pytest

from entente.core.errors import SchemaError

HEADER = "ccode1,ccode2,year,dyadigos\n"


@pytest.mark.parametrize("code", [-1, -9])
def test_negative_codes_are_missing_and_counted_but_zero_is_not(read, code):
    tidy = read("igo_dyads", igo_dyads=HEADER + f"20,2,1920,{code}\n2,20,1921,0\n2,20,1922,106\n")
    assert tidy.text == "year,ccode1,ccode2,shared_memberships\n1920,2,20,\n1921,2,20,0\n1922,2,20,106\n"
    assert tidy.log == [
        ("read", "dyad-years of shared IGO memberships", 3),
        ("missing", "shared memberships coded −9", int(code == -9)),
        ("missing", "shared memberships coded −1", int(code == -1)),
    ]


def test_a_dyad_in_both_directions_is_refused(read):
    with pytest.raises(SchemaError, match="2 rows share a key"):
        read("igo_dyads", igo_dyads=HEADER + "20,2,1920,3\n2,20,1920,3\n")
