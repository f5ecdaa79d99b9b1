"""Signs and their changes: the course of an effect, and effects that cannot be told from others."""

import numpy as np
import pandas as pd
import pytest

from entente.judging.verdicts import CONTRADICTED, SUPPORTED, UNDETERMINED
from entente.studies.maoz2011.random_systems.regressions import regressions
from entente.studies.maoz2011.random_systems.runs import STAGES
from entente.studies.maoz2011.random_systems.sign_readings import (
    CHANGE_OF_SIGN,
    LARGEST_INFLATION,
    sign_parts,
)

from .synthetic import AS_READ, random_runs


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
