import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.core.errors import RawFileError, SchemaError

HEADER = "ccode1,ccode2,year,flow1,flow2\n"


def test_the_row_of_the_lower_code_is_kept_with_its_flows(read):
    tidy = read("trade_dyads", trade_dyads=HEADER + "20,2,1920,735,612\n2,20,1920,612,735\n")
    assert tidy.text == "year,ccode1,ccode2,imports1,imports2\n1920,2,20,612.0,735.0\n"
    assert tidy.log == [
        ("read", "directed dyad-years of trade", 2),
        ("dropped", "other direction of the same dyad-year", 1),
        ("missing", "imports1 coded −9", 0),
        ("missing", "imports2 coded −9", 0),
        ("compared", "state-years whose sums over partners are nearer to their own totals", 0),
        ("compared", "state-years whose imports are nearer to total exports, and so back", 0),
    ]


def test_coded_and_blank_flows_are_missing_and_counted_by_kind_but_zero_is_not(read):
    rows = "2,20,1920,-9,0\n2,20,1921,,5\n2,20,1922,0,-9\n2,20,1923,1,1\n"
    tidy = read("trade_dyads", trade_dyads=HEADER + rows)
    assert tidy.text.splitlines()[1:] == [
        "1920,2,20,,0.0",
        "1921,2,20,,5.0",
        "1922,2,20,0.0,",
        "1923,2,20,1.0,1.0",
    ]
    assert [entry for entry in tidy.log if entry[0] == "missing"] == [
        ("missing", "imports1 coded −9", 1),
        ("missing", "imports1 blank", 1),
        ("missing", "imports2 coded −9", 1),
    ]


FLOW = st.sampled_from([None, -9, 0, 12.5])
DYADS = st.dictionaries(
    st.tuples(st.sampled_from([(2, 20), (2, 200), (20, 200)]), st.integers(1870, 1873)),
    st.tuples(FLOW, FLOW),
    min_size=1,
    max_size=12,
)


@settings(max_examples=25)
@given(DYADS)
def test_rows_read_are_rows_kept_and_rows_dropped(read, dyads):
    written = {key: ["" if flow is None else flow for flow in flows] for key, flows in dyads.items()}
    rows = [f"{a},{b},{year},{x},{y}\n{b},{a},{year},{y},{x}\n" for ((a, b), year), (x, y) in written.items()]
    tidy = read("trade_dyads", trade_dyads=HEADER + "".join(rows))
    assert tidy.rows("read") == 2 * len(dyads) == len(tidy.table) + tidy.rows("dropped")
    assert tidy.rows("missing") == tidy.table.isna().sum().sum()
    known = {key: [flow if flow is not None and flow >= 0 else None for flow in dyads[key]] for key in dyads}
    for row in tidy.table.astype(object).where(tidy.table.notna(), None).itertuples(index=False):
        assert [row.imports1, row.imports2] == known[(row.ccode1, row.ccode2), row.year]


def test_a_dyad_listed_in_one_direction_only_is_kept_whichever_it_is(read):
    tidy = read("trade_dyads", trade_dyads=HEADER + "20,2,1920,735,612\n20,200,1920,1,2\n")
    assert tidy.text.splitlines()[1:] == ["1920,2,20,612.0,735.0", "1920,20,200,1.0,2.0"]
    assert ("dropped", "other direction of the same dyad-year", 0) in tidy.log


def test_directions_that_disagree_are_refused(read):
    with pytest.raises(SchemaError, match="share a key"):
        read("trade_dyads", trade_dyads=HEADER + "2,20,1920,612,735\n20,2,1920,735,999\n")


TOTALS = "ccode,year,imports,exports\n2,1920,90,40\n20,1920,50,100\n200,1920,10,10\n"
FLOWS = "2,20,1920,80,30\n20,2,1920,30,80\n2,200,1920,5,5\n200,2,1920,5,5\n"


def test_flows_are_held_against_the_totals_of_the_same_source(read):
    # 2 buys 85 and sells 35, 20 buys 30 and sells 80; of 200 both are the same.
    tidy = read("trade_dyads", trade_dyads=HEADER + FLOWS, trade_national=TOTALS)
    assert [rows for action, _, rows in tidy.log if action == "compared"] == [2, 0]


def test_codes_that_are_exchanged_in_all_rows_are_refused(read):
    rows = [line.split(",") for line in FLOWS.splitlines()]
    exchanged = "".join(",".join([b, a, *rest]) + "\n" for a, b, *rest in rows)
    with pytest.raises(RawFileError, match=r"trade_dyads\.csv: in 2 of 2 state-years .*trade_national\.csv"):
        read("trade_dyads", trade_dyads=HEADER + exchanged, trade_national=TOTALS)


def test_years_and_states_without_totals_are_not_held_against_any(read):
    totals = "ccode,year,imports,exports\n2,1920,,40\n20,1921,50,100\n"
    tidy = read("trade_dyads", trade_dyads=HEADER + FLOWS, trade_national=totals)
    assert [rows for action, _, rows in tidy.log if action == "compared"] == [0, 0]
