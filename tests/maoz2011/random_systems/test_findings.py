"""The readings on worlds in which they hold, do not hold, or cannot be told; signs and their changes."""

import sys

import numpy as np
import pandas as pd
import pytest

from entente.judging.verdicts import CONTRADICTED, IN_PART, SUPPORTED, UNDETERMINED
from entente.studies.maoz2011.random_systems.findings import (
    CHANGE_OF_SIGN,
    COLUMNS,
    LARGEST_INFLATION,
    READINGS,
    findings,
    reading_verdict,
    sign_parts,
)
from entente.studies.maoz2011.random_systems.regressions import regressions
from entente.studies.maoz2011.random_systems.runs import STAGES

from .synthetic import AS_READ, OTHERWISE, random_runs

PARTS = {"i": 18, "ii": 3, "iii": 6, "iv": 24, "v": 8}


def findings_of(runs):
    return findings(runs, regressions(runs), seed=2011)


@pytest.fixture(scope="module", autouse=True)
def few_resamples():
    """Intervals of changes from a tenth of the resamples: these worlds leave no doubt."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.modules[findings.__module__], "RESAMPLES", 100)
        yield


@pytest.fixture(scope="module")
def as_read():
    return findings_of(random_runs(AS_READ))


@pytest.fixture(scope="module")
def otherwise():
    return findings_of(random_runs(OTHERWISE))


def test_where_the_readings_hold_every_part_is_supported(as_read):
    assert as_read.groupby("reading", sort=False).size().to_dict() == PARTS
    assert as_read["verdict"].unique().tolist() == [SUPPORTED], as_read[as_read["verdict"] != SUPPORTED]


def test_where_the_opposite_holds_no_part_is_supported(otherwise):
    assert otherwise["verdict"].unique().tolist() == [CONTRADICTED], otherwise[
        otherwise["verdict"] != CONTRADICTED
    ]


def test_the_table_has_its_columns_parts_in_order_and_a_sentence_each(as_read):
    assert as_read.columns.tolist() == COLUMNS
    kinds = as_read.dtypes.astype(str)
    assert kinds[kinds == "int64"].index.tolist() == ["part", "runs", "dropped"]
    numbers = ["first", "last", "estimate", "ci_low", "ci_high", "vif"]
    assert kinds[kinds == "float64"].index.tolist() == numbers and (kinds == "str").sum() == 11
    assert as_read["reading"].unique().tolist() == list(READINGS)
    for reading, parts in as_read.groupby("reading"):
        assert parts["part"].tolist() == list(range(1, PARTS[reading] + 1))
    assert as_read["sentence"].is_unique and as_read["sentence"].str.endswith(".").all()
    judged = as_read[as_read["quantity"] != CHANGE_OF_SIGN]
    assert (judged["ci_low"] < judged["estimate"]).all() and (judged["estimate"] < judged["ci_high"]).all()
    assert (as_read["reason"] == "").all()


def test_sentences_say_what_was_claimed_and_found(as_read, otherwise):
    first, last, _ = as_read.query("reading == 'ii'")["sentence"]
    assert first.startswith("Supported: democracy share raises alliance density in the first iteration; ")
    assert last.startswith("Supported: democracy share lowers alliance density in the last iteration; ")
    assert " goes with −0." in last
    fit = otherwise.query("reading == 'v'").iloc[0]
    assert fit["sentence"].startswith("Contradicted: R² of alliance density on inputs grows; 0.9")
    assert f"{fit['last']:.3f} in the last iteration" in fit["sentence"]


def test_signs_are_the_rows_of_the_regressions():
    runs = random_runs(AS_READ, 300)
    table = regressions(runs)
    row = (
        findings(runs, table, seed=1)
        .query("reading == 'iii' and outcome == 'npi' and stage == 'last'")
        .iloc[0]
    )
    source = table.query(
        "outcome == 'npi' and stage == 'last' and specification == 'inputs' and term == 'cooperation_density'"
    ).iloc[0]
    assert (
        row[["estimate", "ci_low", "ci_high"]].tolist()
        == source[["standardised", "standardised_low", "standardised_high"]].tolist()
    )


def test_the_same_seed_gives_the_same_table_and_only_intervals_of_changes_depend_on_it():
    runs = random_runs(AS_READ, 200)
    table = regressions(runs)
    first, same, other = (findings(runs, table, seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(first, same)
    pd.testing.assert_series_equal(first["estimate"], other["estimate"])
    moved = first["ci_low"].fillna(0) != other["ci_low"].fillna(0)
    assert set(first["reading"][moved]) == {"iv", "v"}


def test_missing_values_are_counted_in_each_part():
    runs = random_runs(AS_READ, 300)
    runs.loc[:9, "last_npi"] = np.nan
    table = findings_of(runs)
    assert (table["runs"] + table["dropped"] == 300).all()
    dropped = table.groupby(["reading", "outcome", "stage"])["dropped"].unique().map(list)
    assert dropped["i", "density", "intermediate"] == [30]
    assert dropped["i", "npi", "last"] == dropped["iii", "npi", "last"] == [10]
    assert dropped["iv", "npi", "last − first"] == [10] and dropped["iv", "density", "last − first"] == [0]


@pytest.mark.parametrize(
    "change, readings, reason",
    [
        (lambda runs: runs.assign(democracy_share=0.2), {"ii", "iv"}, "does not vary"),
        (lambda runs: runs.assign(intermediate_npi=np.nan), {"i"}, "0 complete runs"),
        (
            lambda runs: runs.assign(last_density=0.0),
            {"i", "ii", "iii", "iv", "v"},
            "the outcome does not vary",
        ),
        (lambda runs: runs.head(12), set(READINGS), "complete runs, fewer than"),
    ],
)
def test_what_cannot_be_computed_is_undetermined_and_says_why(change, readings, reason):
    table = findings_of(change(random_runs(AS_READ, 200)))
    nothing = table[table["reason"] != ""]
    assert set(nothing["reading"]) == readings
    assert set(table.loc[table["estimate"].isna() & (table["quantity"] != CHANGE_OF_SIGN)].index) <= set(
        nothing.index
    )
    assert (nothing["verdict"] == UNDETERMINED).all()
    for column in ("reason", "sentence"):
        assert nothing[column].str.contains(f"not computed: .*{reason}").all()


def test_of_a_reading_about_changes_of_sign_only_these_count():
    parts = pd.DataFrame(
        {
            "quantity": ["effect", "effect", CHANGE_OF_SIGN],
            "verdict": [CONTRADICTED, SUPPORTED, CONTRADICTED],
        }
    )
    assert reading_verdict(parts) == CONTRADICTED
    assert reading_verdict(pd.concat([parts, parts.assign(verdict=SUPPORTED)])) == IN_PART
    effects = parts.head(2).assign(verdict=[SUPPORTED, UNDETERMINED])
    assert reading_verdict(effects) == IN_PART


def test_a_table_read_back_from_csv_gives_the_same_verdicts(tmp_path):
    runs = random_runs(OTHERWISE, 200).assign(democracy_share=0.2)
    table = regressions(runs)
    table.to_csv(tmp_path / "regressions.csv", index=False)
    again = findings(runs, pd.read_csv(tmp_path / "regressions.csv"), seed=1)
    pd.testing.assert_frame_equal(again, findings(runs, table, seed=1))


def parts_of(table):
    return pd.DataFrame(sign_parts(table))


@pytest.fixture(scope="module")
def estimated():
    return regressions(random_runs(AS_READ, 300))


def with_effects(table, *effects):
    """The table with other effects of democracy on density, by stage, each with an interval of ± 0.01."""
    table = table.assign(note="a reason")
    term = (table["term"] == "democracy_share") & (table["specification"] == "inputs")
    for stage, effect in zip(STAGES, effects, strict=True):
        row = term & (table["outcome"] == "density") & (table["stage"] == stage)
        limits = ["standardised", "standardised_low", "standardised_high"]
        table.loc[row, limits] = [effect, effect - 0.01, effect + 0.01]
    return table


def reversal(table):
    _, _, joined = parts_of(table).query("reading == 'ii'").iloc
    assert joined["quantity"] == CHANGE_OF_SIGN
    return joined


def test_an_effect_that_keeps_its_sign_is_no_change_though_one_end_agrees(estimated):
    table = with_effects(estimated, -0.3, -0.2, -0.1)
    assert parts_of(table).query("reading == 'ii'")["verdict"].tolist()[:2] == [CONTRADICTED, SUPPORTED]
    row = reversal(table)
    assert row["verdict"] == CONTRADICTED and row["reason"] == ""
    assert (row["first"], row["last"]) == (-0.3, -0.1) and np.isnan(row["estimate"])
    assert row["sentence"] == (
        "Contradicted: the effect of democracy share on alliance density turns from positive to negative; "
        "it is −0.300 in the first, −0.200 in the intermediate (drawn) and −0.100 in the last iteration: "
        "negative throughout, and ever smaller; that one end agrees is no support."
    )


@pytest.mark.parametrize(
    "effects, judged, end",
    [
        ((0.3, 0.1, -0.2), SUPPORTED, "−0.200 in the last iteration."),
        ((-0.3, 0.1, 0.2), CONTRADICTED, "+0.200 in the last iteration."),
        (
            (0.1, 0.2, 0.3),
            CONTRADICTED,
            ": positive throughout, and ever larger; that one end agrees is no support.",
        ),
        ((0.1, 0.3, 0.2), CONTRADICTED, ": positive throughout; that one end agrees is no support."),
        ((0.3, 0.1, 0.005), UNDETERMINED, "+0.005 in the last iteration."),
        ((np.nan, -0.1, -0.2), UNDETERMINED, "turns from positive to negative; not computed: a reason."),
        ((np.nan, 0.1, 0.2), CONTRADICTED, "+0.200 in the last iteration."),
    ],
)
def test_the_course_of_an_effect(estimated, effects, judged, end):
    # An interval of ± 0.01 about 0.005 is all nearer to zero than what is negligible: wider here.
    table = with_effects(estimated, *effects)
    wide = table["standardised"] == 0.005
    table.loc[wide, ["standardised_low", "standardised_high"]] = [-0.1, 0.1]
    row = reversal(table)
    assert row["verdict"] == judged
    assert row["sentence"].endswith(end)


def test_an_effect_that_other_terms_account_for_is_undetermined_however_narrow_its_interval():
    runs = random_runs(AS_READ, 600)
    generator = np.random.default_rng(5)
    entangled = 0.3 - runs["n"] / 1000 + 0.01 * generator.standard_normal(len(runs))
    table = regressions(runs.assign(srn_npi=entangled, last_npi=entangled * 5 + runs["last_npi"] / 1000))
    rows = parts_of(table).query("reading == 'i' and outcome == 'npi' and stage == 'last'")
    rows = rows.set_index("specification")
    alone, beside = rows.loc["srn_alone"], rows.loc["srn_measures"]
    assert beside["vif"] > LARGEST_INFLATION and beside["ci_low"] > 0
    assert beside["verdict"] == UNDETERMINED
    reason = (
        "not separable from the other terms, system size and density above all: its variance inflation "
        f"factor is {beside['vif']:.1f}"
    )
    assert beside["reason"] == reason and beside["sentence"].endswith(f"; {reason}.")
    assert alone["vif"] == 1 and alone["verdict"] == SUPPORTED and alone["reason"] == ""


def test_inflation_counts_from_the_threshold_on(estimated):
    table = estimated.copy()
    rows = (table["term"] == "srn_density") & (table["specification"] == "srn_measures")
    expected = {LARGEST_INFLATION: SUPPORTED, LARGEST_INFLATION + 0.01: UNDETERMINED}
    for vif, judged in expected.items():
        table.loc[rows, "vif"] = vif
        found = parts_of(table).query("term == 'srn_density' and specification == 'srn_measures'")
        assert found["verdict"].tolist() == [judged] * 3
