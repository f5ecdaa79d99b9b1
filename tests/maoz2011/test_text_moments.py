"""Moments of the text, on networks small enough to count by hand."""

import pandas as pd
import pytest

from entente.core.errors import ConfigurationError
from entente.reporting.pages import PAGES, Page
from entente.studies.maoz2011.text_moments import LABELS, read_published, text_moments

PUBLISHED = "config/maoz2011/printed/moments.csv"


@pytest.fixture
def published(root):
    return pd.read_csv(root / PUBLISHED)


@pytest.fixture
def moments(published):
    networks = ["actual_any", "actual_pact", "abm_first", "abm_intermediate", "abm_last"]
    series = pd.DataFrame(
        [
            (year, network, n, edges * (index + 1), 0.2 * (index + 1))
            for year, n, edges in ((1900, 4, 1), (1901, 5, 2))
            for index, network in enumerate(networks)
        ],
        columns=["year", "network", "n", "edges", "transitivity"],
    )
    series = series[~((series["year"] == 1900) & (series["network"] == "abm_intermediate"))]
    states = pd.DataFrame(
        {
            "regime": ["democracy", "democracy", "anocracy", "autocracy", None],
            "allies_any": [6, 2, 2, 1, 0],
            "allies_capability_any": [0.4, 0.4, 0.2, 0.1, 0.9],
        }
    )
    dyads = pd.DataFrame(
        {"ally_any": [True, True, True, True, False], "srg_mutual": [True, False, False, False, True]}
    )
    table = text_moments(published, series, states, dyads)
    return table.set_index(["quantity", "series"])["reproduced"]


def test_network_moments_pool_the_years_that_have_the_network(moments):
    assert moments["mean_alliance_degree", "actual"] == pytest.approx(2 * (1 + 2) / 9)
    assert moments["mean_alliance_degree", "first"] == pytest.approx(2 * (3 + 6) / 9)
    assert moments["mean_alliance_degree", "intermediate"] == pytest.approx(2 * 8 / 5)
    assert moments["alliance_dyad_year_share", "last"] == pytest.approx((5 + 10) / (6 + 10))
    assert moments["mean_transitivity", "first"] == pytest.approx(0.6)
    assert moments["share_open_triads", "actual"] == pytest.approx(0.8)


def test_state_and_dyad_moments(moments):
    assert moments["allies_democracy_over_autocracy", "actual"] == pytest.approx(4)
    assert moments["allies_democracy_over_anocracy", "actual"] == pytest.approx(2)
    assert moments["allies_capability_democracy_over_anocracy", "actual"] == pytest.approx(2)
    assert moments["allies_capability_democracy_over_autocracy", "actual"] == pytest.approx(4)
    assert moments["share_state_years_degree_0_or_1", "actual"] == pytest.approx(2 / 5)
    assert moments["share_of_alliance_dyad_years_within_srg", "actual"] == pytest.approx(1 / 4)


def test_each_printed_moment_has_one_row_and_the_printed_value(published, moments):
    assert len(moments) == len(published) == 19
    assert moments.notna().all()


def test_the_page_says_in_words_what_is_printed_and_ours(published):
    table = pd.DataFrame(
        {
            "moment": ["mean number of allies", "share of open triads"],
            "series": ["actual", "actual"],
            "printed": [9.79, 0.36],
            "reproduced": [9.462, 0.367],
            "difference": [-0.328, 0.007],
            "ratio": [0.966, 1.019],
            "note": ["doubtful", None],
        }
    )
    page = Page(PAGES / "maoz2011/text_moments.md.j2", moments=table, years=(1816, 2014)).marked("DEMO")
    assert "this run, 1816–2014" in page
    assert "| mean number of allies | actual | 9.790 | 9.462 | -0.328 | 0.966 |" in page
    assert "- mean number of allies, actual: doubtful." in page
    assert "share of open triads, actual:" not in page
    assert "**DEMO**" in page
    assert "the intermediate network may be the last one itself" in page


def test_every_printed_quantity_has_words(published):
    assert set(published["quantity"]) == set(LABELS)


def test_the_printed_moments_are_numbers(root):
    published = read_published(root / "config/maoz2011/printed/moments.csv")
    assert published["value"].dtype == "float64" and len(published) > 10
    assert published.set_index(["quantity", "series"])["value"]["mean_alliance_degree", "actual"] == 9.79


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((",value,", ",number,"), "has no column value"),
        (("9.79,", '9.79,"'), "moments.csv"),
        (("5.71", "5,71"), "line 3 ends 5 fields; the first has 4"),
        (("5.71", "5.7l"), "line 3: the value '5.7l' is no number"),
        (("5.71", ""), "line 3: the value '' is no number"),
    ],
)
def test_printed_moments_that_are_wrong_are_named_and_nobody_is_told_to_delete_them(
    root, tmp_path, change, said
):
    text = (root / "config/maoz2011/printed/moments.csv").read_text(encoding="utf-8")
    assert change[0] in text
    (tmp_path / "moments.csv").write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(ConfigurationError, match=said) as caught:
        read_published(tmp_path / "moments.csv")
    assert "elete" not in str(caught.value)
