from hypothesis import given, settings
from hypothesis import strategies as st

HEADER = "state1no,state2no,year,conttype\n"


def test_directed_dyads_become_undirected(read):
    tidy = read(
        "contiguity", contiguity=HEADER + "200,220,1920,4\n220,200,1920,4\n2,20,1921,1\n20,2,1921,1\n"
    )
    assert tidy.text == "year,ccode1,ccode2,contiguity\n1920,200,220,4\n1921,2,20,1\n"
    assert tidy.log == [
        ("read", "directed contiguous dyad-years", 4),
        ("dropped", "repeated rows of one directed dyad-year", 0),
        ("dropped", "other direction of the same dyad-year", 2),
    ]


def test_the_closest_of_repeated_types_is_kept_and_the_repetition_counted(read):
    tidy = read("contiguity", contiguity=HEADER + "2,365,1870,5\n2,365,1870,2\n365,2,1870,5\n")
    assert tidy.table["contiguity"].tolist() == [2]
    assert [rows for _, _, rows in tidy.log] == [3, 1, 1]


def test_a_dyad_that_is_listed_in_one_direction_is_kept(read):
    tidy = read("contiguity", contiguity=HEADER + "220,200,1920,4\n")
    assert tidy.table.values.tolist() == [[1920, 200, 220, 4]]
    assert tidy.rows("dropped") == 0


ROWS = st.tuples(
    st.permutations([2, 20, 200]), st.sampled_from([1920, 1921]), st.integers(min_value=1, max_value=5)
)


def without_third(row):
    """The row, of whose three codes two are written."""
    return (*row[0][:2], *row[1:])


@settings(max_examples=25)
@given(st.lists(ROWS, min_size=1, max_size=15, unique_by=without_third))
def test_rows_read_are_rows_kept_and_rows_dropped(read, rows):
    text = "".join(f"{codes[0]},{codes[1]},{year},{kind}\n" for codes, year, kind in rows)
    tidy = read("contiguity", contiguity=HEADER + text)
    closest = {}
    for codes, year, kind in rows:
        key = (year, *sorted(codes[:2]))
        closest[key] = min(kind, closest.get(key, 5))
    assert tidy.table.values.tolist() == [[*key, kind] for key, kind in sorted(closest.items())]
    assert tidy.rows("read") == len(rows) == len(tidy.table) + tidy.rows("dropped")
