"""One switch changed at a time: what is compared, what changes, and how it is laid out."""

from typing import get_args

import numpy as np
import pandas as pd
import pytest
import yaml

from entente.core.checked_yaml import checked
from entente.core.switches import BASELINE
from entente.studies.burden_sharing.sensitivity.changed_rows import (
    layers_that_differ,
    measured_otherwise,
    ties_of,
)
from entente.studies.burden_sharing.sensitivity.grids import SENSITIVITY_GRIDS, without_effect
from entente.studies.burden_sharing.sensitivity.outcomes import nato_rows, tie_rows
from entente.studies.burden_sharing.sensitivity.variants import (
    FIELDS,
    NOT_COMPARED,
    READ_ALONE,
    jobs_of,
    layers_settings,
    read_variants,
)
from entente.studies.burden_sharing.settings import Layers


@pytest.fixture(scope="module")
def settings(root):
    return yaml.safe_load((root / "config/burden_sharing/settings.yaml").read_text("utf-8"))["burden_sharing"]


@pytest.fixture(scope="module")
def variants(root, settings):
    return read_variants(root / "config/burden_sharing/sensitivity.yaml", settings)


def test_every_switch_of_layers_and_measures_is_compared(variants):
    assert {variant.key for variant in variants.values()} - {""} == set(FIELDS) - set(NOT_COMPARED)


def test_every_word_that_a_switch_may_be_is_compared(variants):
    for key, field in FIELDS.items():
        words = [word for word in get_args(field.annotation) if isinstance(word, str)]
        others = {variant.settings[key] for variant in variants.values() if variant.key == key and words}
        assert others == set(words) - ({variants[BASELINE].settings[key]} if words else set()), key


def test_layers_come_back_as_they_stand_in_the_settings(variants, settings):
    assert layers_settings(variants[BASELINE].settings) == settings["layers"]
    for variant in variants.values():
        checked(layers_settings(variant.settings), Layers, "layers")


def test_what_estimates_nothing_is_measured_with_the_baseline(variants):
    jobs = jobs_of(variants.values())
    assert {variants[name].key for name in jobs[BASELINE]} == {"", *READ_ALONE}
    assert sorted(sum(jobs.values(), [])) == sorted(variants)
    assert all(len(names) == 1 for job, names in jobs.items() if job != BASELINE)


def agreement(one, other, first, last, type="dca", both=True):
    return {
        "ccode1": one,
        "ccode2": other,
        "type": type,
        "both": both,
        "confidence": "low" if other == 20 else "high",
        "first_date": pd.Timestamp(first),
        "force_date": pd.NaT,
        "last_date": pd.Timestamp(last),
        "first_year": int(first[:4]),
        "last_year": int(last[:4]),
    }


@pytest.fixture
def tables():
    """A pact that obliges one side, agreements, of low confidence or until June, arms, a conflict."""
    agreements = [
        agreement(2, 20, "1990-01-01", "2005-12-31"),
        agreement(2, 200, "1990-01-01", "2005-06-30"),
        agreement(2, 200, "1990-01-01", "2005-12-31", type="defence", both=False),
    ]
    years = range(1980, 2011)
    states = [(year, code, 366) for year in years for code in (2, 20, 200)]
    conflicts = {
        "source": "ucdp",
        "kind": "conflict",
        "id": "1",
        "side": "a",
        "type": 3,
        "year": 2000,
        "troops": np.nan,
    }
    return {
        "agreements": pd.DataFrame(agreements),
        "memberships": pd.DataFrame([conflicts | {"ccode": code} for code in (2, 20)]),
        "arms_transfers": pd.DataFrame({"supplier": [2, 2], "recipient": [20, 200], "year": [1995, 2000]}),
        "states": pd.DataFrame(states, columns=["year", "ccode", "last_day"]),
    }


COVERED = dict.fromkeys(
    (
        "alliance_members",
        "arms_transfers",
        "conflicts",
        "defence_agreements",
        "mission_contributors",
        "un_mission_contributors",
    ),
    (1980, 2010),
)


@pytest.mark.parametrize(
    ("name", "touched"),
    [
        (BASELINE, []),
        ("layers_counted-31_december", ["dca"]),
        # Both have an agreement in all years of the pact, and the pact in the year in which that ends.
        ("layers_defence_obligation-both", ["defence"]),
        ("layers_dca_confidence-not_low", ["combined", "dca"]),
        ("layers_dca_from-force", ["combined", "dca"]),
        ("layers_dca_to-never", ["combined", "dca"]),
        ("layers_arms_years-1", ["arms"]),
        ("layers_joint_intervention_types-4", ["joint_intervention"]),
        ("layers_codeployment_source-un", []),
        ("democracy-0_6", []),
    ],
)
def test_a_switch_touches_the_layers_that_it_is_about(tables, variants, name, touched):
    configured, _ = ties_of(tables, variants[BASELINE].settings, COVERED, (1980, 2010))
    changed, _ = ties_of(tables, variants[name].settings, COVERED, (1980, 2010))
    assert set(layers_that_differ(changed, configured)) == set(touched)


def test_ties_of_a_year_that_a_layer_does_not_have_are_missing(tables, variants):
    ties, spans = ties_of(tables, variants[BASELINE].settings, COVERED, (1980, 2005))
    found = tie_rows(ties, spans, ["dca", "arms"]).set_index(["layer", "year"])["estimate"]
    assert found["dca", 2000] == 2 and found["arms", 2000] == 1
    assert np.isnan(found["dca", 2010]) and np.isnan(found["arms", 2010])


def test_measures_change_their_columns_alone():
    key = {"year": [2000, 2001], "ccode": [2, 2]}
    rows = pd.DataFrame(
        key | {"log_burden_nmc": [0.0, 0.0], "effort_nmc": [1.0, 2.0], "effort_nmc_real": [3.0, 4.0]}
    )
    rows = rows.assign(polyarchy=0.9, nato=False)
    states = pd.DataFrame(key | {"burden_nmc_real": [np.e, 0.0], "polity2": [10.0, -10.0], "polyarchy": 0.9})
    members = pd.DataFrame({"group": ["3180", "NATO"], "year": [2001, 2000], "ccode": [2, 2]})
    plain = {"measures.gdp": "fariss", "measures.regime": "polyarchy", "measures.nato": "deposit"}

    def measured(**changes):
        settings = plain | {f"measures.{name}": value for name, value in changes.items()}
        found = measured_otherwise(rows, states, members, settings)
        return {name: found[name].tolist() for name in rows if not found[name].equals(rows[name])}

    assert measured() == {}
    [log, zero] = measured(gdp="gleditsch")["log_burden_nmc"]
    assert log == pytest.approx(1) and np.isnan(zero)
    assert measured(gdp="gleditsch")["effort_nmc"] == [3, 4]
    assert measured(regime="polity") == {"polyarchy": [1.0, 0.0]}
    assert measured(nato="atop") == {"nato": [False, True]}


@pytest.fixture
def of_nato():
    tests = pd.DataFrame(
        [
            (group, year, source, variant, 14, value, 0.03)
            for group, shift in (("NATO", 0.0), ("3180", 0.5))
            for year in (1998, 2010)
            for source, level in (("sipri", 0.1), ("nmc", 0.2), ("nmc_real", 0.3))
            for variant, more in (("spearman", 0.0), ("kendall", -0.05))
            for value in [shift + level + more]
        ],
        columns=["group", "year", "source", "variant", "n", "statistic", "p"],
    )
    burdens = pd.DataFrame({"year": [1998, 1998], "source": "nmc", "gdp": [9.0, 1.0], "n": 2})
    burdens = burdens.assign(
        relative_burden=[1.4, 0.2], relative_burden_gdp=[1.2, 0.4], relative_burden_border=[1.7, 0.1]
    )
    return {"exploitation_variants": tests, "nato_burdens": burdens}


def test_nato_is_told_by_what_a_measure_can_touch(of_nato, variants):
    def told(name, sources=("sipri", "nmc")):
        key = variants[name].key.partition(".")[2]
        found = nato_rows(of_nato, variants[name].settings, key, sources)
        return {
            tuple(row): round(value, 6)
            for *row, value in found[["quantity", "year", "source", "estimate"]].to_numpy()
        }

    baseline = told(BASELINE)
    assert baseline["rho", 1998, "sipri"] == 0.1 and baseline["relative_burden", 1998, "nmc"] == 1.4
    assert told("measures_benefits-border") == {("relative_burden", 1998, "nmc"): 1.7}
    assert told("measures_correlation-kendall")["rho", 2010, "nmc"] == 0.15
    assert told("measures_nato-atop")["rho", 1998, "sipri"] == 0.6
    gdp = told("measures_gdp-gleditsch", ("nmc",))
    assert gdp == {("rho", 1998, "nmc"): 0.3, ("rho", 2010, "nmc"): 0.3}


def test_a_year_without_rank_tests_has_no_row(of_nato, variants):
    tests = of_nato["exploitation_variants"]
    fewer = of_nato | {"exploitation_variants": tests[tests["year"] == 1998]}
    found = nato_rows(fewer, variants[BASELINE].settings, "correlation", ("sipri", "nmc"))
    assert found[["year", "source", "estimate"]].to_numpy().tolist() == [
        [1998, "sipri", 0.1],
        [1998, "nmc", 0.2],
    ]


def test_differences_stand_below_variants_and_idle_ones_are_named():
    rows = [
        ("baseline", "", "", "ties", "dca", 2000, None, 470, np.nan, 0),
        ("baseline", "", "", "degree_process", "dca", np.nan, "nmc", 0.05, 0.005, 0),
        ("a", "type", "DCA", "ties", "dca", 2000, None, 373, np.nan, -97),
        ("a", "type", "DCA", "degree_process", "dca", np.nan, "nmc", -0.01, 0.5, -0.06),
    ]
    columns = [
        "variant",
        "switch",
        "value",
        "quantity",
        "layer",
        "year",
        "source",
        "estimate",
        "p",
        "difference",
    ]
    table = pd.DataFrame(rows, columns=columns)
    listed = pd.DataFrame(
        {
            "variant": ["baseline", "a", "b"],
            "switch": ["", "type", "way"],
            "value": ["", "DCA", "4"],
            "note": ["", "", "so"],
        }
    )
    assert without_effect(listed, table) == ["way: 4 (so)"]
    grid = SENSITIVITY_GRIDS["sensitivity"](table, without_effect(listed, table))
    lines = {
        line.label: [cell.text + cell.raised for cell in line.cells if cell.text] for line in grid.sections[0]
    }
    assert lines["As configured"] == ["470", "0.050**"] and lines["type: DCA"] == ["373", "−0.010"]
    assert lines[""] == ["(−97)", "(−0.060)"]
    assert any("way: 4 (so)" in note for note in grid.notes)
