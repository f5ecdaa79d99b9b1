"""Rule sets on a made-up history: situations of years, forecasts, tables of runs, claims and their page."""

import numpy as np
import pandas as pd
import pytest
import yaml

from entente.burden.rule_sets.designs import read_designs
from entente.burden.rule_sets.random_runs import run_batch
from entente.core.data_log import DataLog
from entente.core.errors import CoverageError, SchemaError
from entente.core.schema import load_schema
from entente.core.storage import write_table
from entente.judging.claims.declaration import read_claims
from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import NotTestable
from entente.judging.verdicts import CONTRADICTED, SUPPORTED
from entente.studies.burden_sharing.rule_sets import actors_on_history, needs_on_history, shares_on_history
from entente.studies.burden_sharing.rule_sets.actor_responses import responses as actor_responses
from entente.studies.burden_sharing.rule_sets.claim_functions import FUNCTIONS
from entente.studies.burden_sharing.rule_sets.history import History, Windows
from entente.studies.burden_sharing.rule_sets.models_page import holds, matrix, verdicts
from entente.studies.burden_sharing.rule_sets.random_tables import changes, effects, read_runs, responses

CODES = [2, 20, 200, 210, 220, 255, 365, 710]
YEARS = range(1990, 2001)


def panel():
    generator = np.random.default_rng(3)
    gdp = pd.Series(np.exp(generator.normal(10, 1, len(CODES))), index=CODES)
    rows = []
    for year in YEARS:
        for code in CODES:
            burden = 0.02 + 0.01 * generator.random() + 0.02 * (code in (2, 365))
            rows.append(
                {
                    "year": year,
                    "ccode": code,
                    "gdp": gdp[code] * 1.02 ** (year - 1990),
                    "burden_sipri": np.nan if (code, year) == (710, 1995) else burden,
                    "burden_nmc": burden * 1.1,
                    "expenditure_nmc": gdp[code] * burden,
                    "cinc": gdp[code] / gdp.sum(),
                    "polyarchy": np.nan if code == 710 else 0.8 if code < 300 else 0.3,
                    "nato": code in (2, 20, 200, 210, 220, 255),
                }
            )
    return pd.DataFrame(rows)


def tables():
    nato = [2, 20, 200, 210, 220, 255]
    pairs = [(one, other) for one in nato for other in nato if one < other]
    ties = pd.DataFrame(
        [
            ("defence", year, *pair, True)
            for year in YEARS
            for pair in pairs
            if pair != (2, 255) or year > 1992
        ],
        columns=["layer", "year", "ccode1", "ccode2", "in_system"],
    )
    dca = ties[ties["ccode1"] == 2].assign(layer="dca")
    return {
        "cooperation_year": panel(),
        "ties": pd.concat([ties, dca], ignore_index=True),
        "disputes": pd.DataFrame(
            {"year": [1991, 1985], "ccode1": [2, 200], "ccode2": [710, 365], "war": [False, True]}
        ),
        "rivalries": pd.DataFrame(
            {"ccode1": [2], "ccode2": [365], "first_year": [1948], "last_year": [1995]}
        ),
        "contiguity": pd.DataFrame({"year": [*YEARS], "ccode1": 2, "ccode2": 20, "contiguity": 1}),
        "capitals": pd.DataFrame(
            {
                "ccode": CODES,
                "latitude": np.linspace(20, 60, len(CODES)),
                "longitude": np.linspace(-100, 120, len(CODES)),
                "first_date": pd.Timestamp("1900-01-01"),
                "last_date": pd.Timestamp("2020-12-31"),
            }
        ),
        "religions": pd.DataFrame(
            {
                "ccode": CODES,
                "year": 1990,
                "christian": [0.9, 0.8, 0.7, 0.6, 0.9, 0.7, 0.6, 0.1],
                "other": [0.1, 0.2, 0.3, 0.4, 0.1, 0.3, 0.4, 0.9],
            }
        ),
    }


@pytest.fixture(scope="module")
def history():
    return History(tables(), Windows(5, 10), 0.5, DataLog("tried"))


def test_a_situation_has_what_tables_say_of_its_year(history):
    made = history.situation(1994, "defence")
    at = {code: place for place, code in enumerate(made.labels)}
    assert made.labels.tolist() == CODES and made.year == 1994
    enemies = {
        (made.labels[i], made.labels[j]) for i, j in zip(*np.nonzero(made.primary_enemies), strict=True)
    }
    # The dispute of 1991 and the war of 1985 still count, and so does the rivalry.
    assert enemies == {(2, 710), (710, 2), (200, 365), (365, 200), (2, 365), (365, 2)}
    later = history.situation(1996, "defence")
    assert not later.primary_enemies.any()
    # China threatens nobody's ally but its own enemy's: the allies of the United States are secondary.
    assert made.secondary_enemies[at[710], at[220]] and not made.secondary_enemies[at[710], at[2]]
    assert made.culture[at[2], at[710]] == pytest.approx(0.1 + 0.1)
    assert made.neighbours[at[2], at[20]] and made.neighbours.sum() == 2
    assert made.duration[at[2], at[20]] == 5 and made.duration[at[2], at[255]] == 2
    states = panel().set_index(["year", "ccode"])
    spent, gdp = states.loc[1993, "expenditure_nmc"], states.loc[1994, "gdp"]
    assert made.threat[at[2]] == pytest.approx(spent[365] / spent.sum() / (gdp[2] / gdp.sum()))
    assert made.threat[at[20]] == 0 and not later.threat.any()
    assert not made.democracy[at[710]] and made.democracy[at[2]]


def test_spending_of_a_year_does_not_tell_of_threat_in_it():
    changed = tables()
    states = changed["cooperation_year"]
    states.loc[states["year"] == 1994, "expenditure_nmc"] *= np.linspace(1, 5, len(CODES))
    told = [
        History(given, Windows(5, 10), 0.5, DataLog("tried")).situation(year, "defence").threat
        for given in (tables(), changed)
        for year in (1994, 1995)
    ]
    assert (told[0] == told[2]).all() and not (told[1] == told[3]).all()


def test_years_without_ties_are_refused_by_name(history):
    with pytest.raises(CoverageError, match="layer dca in 1989"):
        history.network("dca", 1989)
    with pytest.raises(CoverageError, match="layer sector"):
        history.durations("sector", 1994)


def test_shares_are_forecast_for_members_whose_spending_is_known_in_both_years(history):
    chosen = shares_on_history.fits(history, range(1991, 1996), seed=1, generations=3)
    found = shares_on_history.share_forecasts(history, chosen, range(1991, 2000), 1996)
    load_schema("burden_sharing/share_forecasts").validate(found)
    alliance = found[(found["group"] == "nato") & (found["source"] == "sipri")]
    assert alliance["members"].eq(6).all() and alliance["judged"].tolist() == [False] * 5 + [True] * 4
    everyone = found[(found["group"] == "defence") & (found["source"] == "sipri")].set_index("year")
    assert everyone.loc[1995, "known"] == 7 and everyone.loc[1996, "known"] == 7
    assert everyone.loc[1997, "known"] == 8
    # What is chosen by fit is as near as can be in the years by which it is chosen.
    fitted = alliance[~alliance["judged"]]
    assert fitted["total_variation_commons"].mean() <= fitted["total_variation_threat"].mean() + 1e-3
    scores = shares_on_history.scores_table(found)
    load_schema("burden_sharing/share_scores").validate(scores)
    shown = shares_on_history.forecast_rows(history, chosen, [1995])
    load_schema("burden_sharing/shares_shown").validate(shown)
    assert shown.groupby("source")[["observed", "gdp", "commons"]].sum().to_numpy() == pytest.approx(1)
    table = shares_on_history.parameters_table(chosen, range(1991, 1996))
    load_schema("burden_sharing/commons_parameters").validate(table)


def test_needs_start_from_the_ties_of_the_year_before_or_from_their_own(history):
    found = needs_on_history.tie_forecasts(history, "upper_0", range(1992, 1995))
    load_schema("burden_sharing/needs_years").validate(found)
    observed = found[found["start"] == "observed"].set_index("year")
    # The tie that is new in 1993 is what persistence misses.
    assert observed.loc[1993, "ties"] == 15 and observed.loc[1993, "recall_persistence"] == pytest.approx(
        14 / 15
    )
    assert observed.loc[1994, "recall_persistence"] == 1
    both = found[found["year"] == 1992]
    assert both["forecast_ties"].nunique() == 1  # the first year of either starts from what was observed
    load_schema("burden_sharing/needs_scores").validate(needs_on_history.scores_table(found))


def test_burdens_of_needs_follow_the_changes_of_the_source_they_are_held_against(monkeypatch):
    monkeypatch.setattr(needs_on_history, "FEWEST", 4)
    given, swapped = tables(), tables()
    states = given["cooperation_year"]
    states["burden_nmc"] = np.random.default_rng(8).random(len(states))
    names = {"burden_nmc": "burden_sipri", "burden_sipri": "burden_nmc"}
    swapped["cooperation_year"] = states.rename(columns=names)
    one, other = (
        needs_on_history.tie_forecasts(
            History(of, Windows(5, 10), 0.5, DataLog("tried")), "v2", range(1994, 1995)
        )
        for of in (given, swapped)
    )
    assert one["next_change_nmc"].notna().all()
    assert one["next_change_nmc"].tolist() == other["next_change_sipri"].tolist()
    assert one["next_change_sipri"].tolist() == other["next_change_nmc"].tolist()


def test_ties_of_a_state_that_leaves_the_system_are_not_ended_by_choice():
    given = tables()
    states, ties = given["cooperation_year"], given["ties"]
    given["cooperation_year"] = states[(states["ccode"] != 220) | (states["year"] < 1995)]
    given["ties"] = ties[(ties["ccode2"] != 220) & (ties["ccode1"] != 220) | (ties["year"] < 1995)]
    history = History(given, Windows(5, 10), 0.5, DataLog("tried"))
    for year, codes in ((1994, CODES), (1995, [code for code in CODES if code != 220])):
        found = actors_on_history.year_of_ties(history, "nmc", year)
        assert found.before.index.tolist() == found.after.columns.tolist() == codes
        assert found.before.loc[2, 20] and found.before.equals(found.after)


@pytest.fixture(scope="module")
def designs(root):
    small = {"states": (5, 8), "degree": (2.0, 3.0), "topologies": ("ring", "random")}
    return {
        name: design.model_copy(update={"draws": design.draws.model_copy(update=small)})
        for name, design in read_designs(root / "config/burden_sharing/random_systems.yaml").items()
        if name in ("bound_by_treaty", "needs")
    }


def test_tables_of_runs_are_means_and_steps_within_systems(designs, tmp_path):
    batches = []
    for name, design in designs.items():
        for first in (0, 3):
            runs = run_batch(design, first, 3, 5)
            write_table(runs, tmp_path / f"{name}{first}.parquet", schema="burden_sharing/system_runs")
            batches.append(tmp_path / f"{name}{first}.parquet")
    runs = read_runs(batches, dict.fromkeys(designs, 6))
    with pytest.raises(SchemaError, match="not 0 to 6"):
        read_runs(batches, dict.fromkeys(designs, 7))
    table = effects(runs, designs)
    load_schema("burden_sharing/system_effects").validate(table)
    one = "design == 'needs' and topology == 'ring'"
    of_one = runs.query(f"{one} and upper == 0.7")
    row = table.query(f"{one} and values == 'upper 0.7'").set_index("measure")
    assert row.loc["density", "mean"] == pytest.approx(of_one["density"].mean())
    steps = changes(runs, designs)
    load_schema("burden_sharing/system_changes").validate(steps)
    wide = runs[(runs["design"] == "bound_by_treaty") & (runs["topology"] == "ring")].pivot(
        index="index", columns="floor", values="total_effort"
    )
    ring = steps[(steps["topology"] == "ring") & (steps["before"] == 0.1)].set_index("index")
    assert ring["total_effort"].to_numpy() == pytest.approx((wide[0.2] - wide[0.1]).to_numpy())
    told = responses(runs, steps)
    load_schema("burden_sharing/system_responses").validate(told)
    assert set(told.loc[told["step"] == 0, "parameter"]) == {"states", "dispersion"}


def end_states():
    generator = np.random.default_rng(2)
    rows = []
    for design, slope in (("figure_6a", 200.0), ("figure_6b", 20.0)):
        for point, value in enumerate((-0.005, 0.0, 0.005)):
            for index in range(5):
                effort = 4 + slope * value + generator.normal(0, 0.05)
                row = {"design": design, "point": point, "index": index, "efforts_indirect": value}
                rows.append({**row, "mean_effort": effort, "density": 0.1})
    return pd.DataFrame(rows)


def judged(function, evidence, **arguments):
    return [part.verdict for part in FUNCTIONS[function](evidence, **arguments)]


def test_functions_of_claims_judge_by_intervals():
    effort = pd.DataFrame(
        {"column": "fit", "term": ["degree", "triangles"], "estimate": [0.1, -0.02], "se": [0.02, 0.02]}
    )
    evidence = Evidence({"end_states": end_states(), "effort": effort}, FUNCTIONS)
    asked = {"table": "effort", "column": "fit"}
    assert judged("coefficient_of", evidence, **asked, term="degree", sign="positive") == [SUPPORTED]
    assert judged("coefficient_of", evidence, **asked, term="degree", sign="negative") == [CONTRADICTED]
    assert judged("coefficient_of", evidence, **asked, term="triangles", insignificant=0.05) == [SUPPORTED]
    with pytest.raises(NotTestable):
        judged("coefficient_of", evidence, **asked, term="size", sign="positive")
    of = {"coefficient": "efforts_indirect"}
    assert judged("slope_of_end_states", evidence, design="figure_6a", sign="positive", **of) == [SUPPORTED]
    steeper = {"steeper": "figure_6a", "flatter": "figure_6b", **of}
    assert judged("slopes_of_end_states_differ", evidence, **steeper) == [SUPPORTED]
    assert judged(
        "slopes_of_end_states_differ", evidence, steeper="figure_6b", flatter="figure_6a", **of
    ) == [CONTRADICTED]
    with pytest.raises(NotTestable, match="figure_9"):
        judged("slope_of_end_states", evidence, design="figure_9", sign="positive", **of)
    rows = {"rows": "effort", "where": "term != ''", "name": "it is above"}
    assert judged("always", evidence, **rows, holds="estimate > -1") == [SUPPORTED]
    assert judged("always", evidence, **rows, holds="estimate > 0") == [CONTRADICTED]


def test_forecasts_are_held_against_persistence_of_their_source_and_year():
    forecasts = pd.DataFrame(
        {
            "source": ["nmc", "nmc", "sipri", "sipri"],
            "year": 2006,
            "forecast": ["persistence", "actors", "actors", "persistence"],
            "effort_rmse": [0.5, 0.4, 0.7, 0.6],
            "brier": [0.01, 0.03, 0.02, 0.02],
        }
    )
    found = FUNCTIONS["forecast_gaps"](Evidence({"actors_forecasts": forecasts}, FUNCTIONS)).set_index(
        "source"
    )
    assert found["effort_rmse"].to_dict() == pytest.approx({"nmc": -0.1, "sipri": 0.1})
    assert found["brier"].to_dict() == pytest.approx({"nmc": 0.02, "sipri": 0})


def test_steps_of_a_system_count_once():
    steps = pd.DataFrame(
        {"index": [0, 1, 0, 1], "before": [0, 0, 1, 1], "total_effort": [0.1, 0.2, 0.3, np.nan]}
    )
    steps = steps.assign(design="public_good", topology="random", parameter="phi0")
    found = FUNCTIONS["changes_of_systems"](Evidence({"system_changes": steps}, FUNCTIONS))
    assert found["total_effort"].tolist() == pytest.approx([0.2, 0.2])


def test_each_claim_says_where_it_is_looked_for(root):
    claims = read_claims(root / "config/burden_sharing/model_claims.yaml").claims
    assert {name[-1] for name in claims} == {"1", "2", "3"}
    by_construction = {name for name, claim in claims.items() if claim.by_construction}
    assert by_construction == {name for name in claims if name.endswith("1")}
    table = pd.DataFrame({"claim_id": list(claims), "verdict": SUPPORTED})
    assert verdicts(table)["where"].notna().all()
    assert holds(table)["on data"] == (sum(name.endswith("3") for name in claims), 0)
    told = matrix(table.assign(page=[claim.page for claim in claims.values()])).set_index("claim")
    assert told.loc[claims["closure-02"].page].tolist() == ["–", SUPPORTED, SUPPORTED]


def test_responses_of_designs_are_means_by_point():
    from entente.studies.burden_sharing.rule_sets.actor_responses import MEASURES, with_all_columns

    states = with_all_columns(end_states().assign(**dict.fromkeys(MEASURES[2:], 0.5)))
    found = actor_responses(states)
    load_schema("burden_sharing/actor_responses").validate(found)
    row = found[(found["design"] == "figure_6a") & (found["measure"] == "mean_effort")].iloc[0]
    chosen = states[(states["design"] == "figure_6a") & (states["point"] == 0)]["mean_effort"]
    assert row["mean"] == pytest.approx(chosen.mean()) and row["low"] < row["mean"] < row["high"]


def test_the_cluster_profile_makes_complete_designs(root):
    profile = yaml.safe_load((root / "profiles/cluster/config.yaml").read_text())
    (file,) = profile["configfile"]
    asked = yaml.safe_load((root / file).read_text())["burden_sharing"]["rule_sets"]
    assert asked["random"]["runs"] == 2000
    assert asked["random"]["complete"] is asked["end_states"]["complete"] is True
