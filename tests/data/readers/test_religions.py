import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.data.readers.religions import FAMILIES


def raw(*rows):
    """Rows of code, year and the shares of some families, the others 0."""
    return pd.DataFrame(
        [{"state": code, "year": year, **dict.fromkeys(FAMILIES, 0), **shares} for code, year, shares in rows]
    )


def test_shares_are_normalised_to_sum_to_one(read):
    tidy = read("religions", religions=raw((2, 1945, {"chrstgenpct": 0.6, "judgenpct": 0.2})))
    assert tidy.table.loc[0, ["christian", "jewish", "muslim"]].tolist() == pytest.approx([0.75, 0.25, 0])


def test_every_family_and_the_nonreligious_count(read):
    shares = {name: (place + 1) / 136 for place, name in enumerate(FAMILIES)}
    tidy = read("religions", religions=raw((2, 1945, shares)))
    assert len(FAMILIES) == 16
    assert tidy.table.iloc[0, 2:].tolist() == pytest.approx([(place + 1) / 136 for place in range(16)])
    assert tidy.rows("normalised") == 0


def test_branches_and_totals_do_not_count(read):
    frame = raw((2, 1945, {"chrstgenpct": 0.5, "islmgenpct": 0.5}))
    frame = frame.assign(chrstprotpct=0.3, chrstcatpct=0.2, islmsunpct=0.5, sumreligpct=1)
    tidy = read("religions", religions=frame)
    assert tidy.table.loc[0, ["christian", "muslim"]].tolist() == [0.5, 0.5]
    assert set(tidy.table.columns) == {"ccode", "year", *FAMILIES.values()}


@pytest.mark.parametrize(("total", "counted"), [(0.98, 1), (0.992, 0), (1, 0), (1.008, 0), (1.02, 1)])
def test_sums_off_by_more_than_a_hundredth_are_counted(read, total, counted):
    tidy = read("religions", religions=raw((2, 1945, {"hindgenpct": total})))
    assert tidy.table["hindu"].tolist() == [1]
    assert tidy.rows("normalised") == counted


def test_a_state_without_any_share_is_dropped_and_counted(read):
    tidy = read("religions", religions=raw((2, 1945, {}), (20, 1945, {"taogenpct": 1}), (200, 1945, {})))
    assert tidy.table["ccode"].tolist() == [20]
    assert ("dropped", "no share of any family known", 2) in tidy.log


@settings(max_examples=20)
@given(st.lists(st.lists(st.integers(0, 9), min_size=16, max_size=16), min_size=1, max_size=6))
def test_any_shares_keep_their_proportions(read, table):
    if not any(map(any, table)):
        return
    rows = [(2, 1945 + place, dict(zip(FAMILIES, values, strict=True))) for place, values in enumerate(table)]
    tidy = read("religions", religions=raw(*rows))
    kept = [values for values in table if any(values)]
    assert tidy.rows("read") == len(table) == len(tidy.table) + tidy.rows("dropped")
    for found, values in zip(tidy.table.iloc[:, 2:].values, kept, strict=True):
        assert found * sum(values) == pytest.approx(values)
