from hypothesis import given, settings
from hypothesis import strategies as st

HEADER = "ccode,year,milex,milper\n"


def test_minus_nine_is_missing_and_zero_is_not(read):
    rows = "200,1914,-9,5\n2,1914,100,-9\n2,1913,0,-9\n20,1914,-9,0\n"
    tidy = read("capabilities", capabilities=HEADER + rows)
    assert tidy.text == (
        "ccode,year,expenditure,personnel\n2,1913,0.0,\n2,1914,100.0,\n20,1914,,0.0\n200,1914,,5.0\n"
    )
    assert tidy.log == [
        ("read", "state-years of material capabilities", 4),
        ("missing", "military expenditure coded −9", 2),
        ("missing", "military personnel coded −9", 2),
    ]


@settings(max_examples=25)
@given(st.lists(st.tuples(*2 * [st.sampled_from([-9, 0, 1, 250])]), min_size=1, max_size=20))
def test_no_row_is_lost_and_every_blank_is_counted(read, values):
    rows = [f"2,{1816 + place},{milex},{milper}\n" for place, (milex, milper) in enumerate(values)]
    tidy = read("capabilities", capabilities=HEADER + "".join(rows))
    assert len(tidy.table) == tidy.rows("read") == len(values)
    assert tidy.rows("missing") == tidy.table.isna().sum().sum()
    expected = [[None if value == -9 else value for value in pair] for pair in values]
    found = tidy.table[["expenditure", "personnel"]].astype(object)
    assert found.where(found.notna(), None).values.tolist() == expected


def test_blank_cells_are_missing_and_counted_beside_codes(read):
    tidy = read("capabilities", capabilities="ccode,year,milex,milper\n2,1914,,50\n20,1914,-9,\n")
    assert [entry for entry in tidy.log if entry[0] == "missing"] == [
        ("missing", "military expenditure coded −9", 1),
        ("missing", "military expenditure blank", 1),
        ("missing", "military personnel coded −9", 0),
        ("missing", "military personnel blank", 1),
    ]
