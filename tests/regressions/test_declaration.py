"""Files of regressions: read, and refused with a reason that can be acted upon."""

import pandas as pd
import pytest

from entente.core.checked_yaml import named
from entente.core.errors import ConfigurationError
from entente.regressions.declaration import (
    by_file,
    estimators_not_in,
    read_regression_files,
    read_regressions,
)
from entente.regressions.specification import Term
from entente.studies.maoz2011.units import UNITS

from .tiny import as_file

LOGIT = """\
title: Alliance on distance
unit: dyad_year
estimator: logit
sample: first
outcome: ally_{alliance}
terms:
  abm_predicted_alliance: abm_alliance
  distance: {column: distance, times: 0.001}
  before: {column: "ally_{alliance}", lag: 1, otherwise: 0}
extra_variances: [dyad_clustered]
"""


def term(name, column, **more):
    return named(name, Term(column=column, **more))


@pytest.fixture(scope="module")
def models(root):
    return read_regressions(root / "config/maoz2011/models", UNITS)


def test_a_specification_is_what_its_file_says_for_each_type_of_alliance(declare):
    found = declare(LOGIT)
    assert (found.name, found.unit, found.sample) == ("some_model", UNITS["dyad_year"], "first")
    assert (found.printed_variance, found.extra_variances) == ("standard", ("dyad_clustered",))
    pact = found.for_alliance("pact")
    assert pact.outcome == "ally_pact"
    assert pact.terms == (
        term("abm_predicted_alliance", "abm_alliance"),
        term("distance", "distance", times=0.001),
        term("before", "ally_pact", lag=1, otherwise=0),
    )


def test_a_lag_of_the_model_is_that_of_all_terms_that_name_none(declare):
    found = declare(
        "title: T\nunit: system_year\nestimator: cochrane_orcutt\nsample: baseline\nlag: 1\n"
        "outcome: wars_per_state\nterms:\n  n: n\n  majors: {column: major_power_share, lag: 0}\n"
    )
    assert [term.lag for term in found.terms] == [1, 0]


def test_every_column_of_the_printed_tables_has_its_model(models):
    kinds = {
        "table1": (["degree", "capabilities"], ["baseline", "first", "intermediate", "last"]),
        "table2": ([None], ["baseline", "first", "intermediate", "last"]),
        "table3": (
            ["components", "polarization", "centralization", "density", "transitivity"],
            ["baseline", "first", "last"],
        ),
        "table4": (["wars", "mids", "duration"], ["baseline", "first", "last"]),
        "p4_density": (["wars", "mids", "duration"], ["first", "last"]),
        "p4_centralization": (["wars", "mids", "duration"], ["first", "last"]),
        "p24": (["density", "polarization", "centralization"], ["wars", "mids", "duration"]),
    }
    expected = {
        "_".join(filter(None, (table, dependent, column)))
        for table, (dependents, columns) in kinds.items()
        for dependent in dependents
        for column in columns
    }
    assert set(models) == expected
    assert len(models) == 57
    for name, model in models.items():
        assert model.sample == ("baseline" if name.startswith("p24_") else name.split("_")[-1])


#: Dependent variables of the printed numbers, and what they are called in the names of models.
DEPENDENT = {
    "alliance_degree": "_degree",
    "allies_capabilities": "_capabilities",
    "all_alliance_types": "",
    "defense_offense_pacts": "",
    "proportion_of_components": "_components",
    "network_polarization": "_polarization",
    "group_centralization": "_centralization",
    "proportion_of_wars": "_wars",
    "proportion_of_mids": "_mids",
    "mid_duration": "_duration",
}


def test_every_printed_coefficient_has_its_term(root, models):
    printed = pd.read_csv(root / "config/maoz2011/printed/tables.csv").dropna(subset="std_error")
    printed = printed[~printed["term"].isin(["constant", "rho"])]
    assert len(printed) > 80
    asked = {(f"{row.table}{DEPENDENT[row.dependent]}_{row.model}", row.term) for row in printed.itertuples()}
    assert asked == {
        (name, term)
        for name, model in models.items()
        for term in model.term_names
        if not name.startswith(("table3_density", "table3_transitivity", "p4_", "p24_"))
    }


def test_a_year_of_the_system_has_no_effect_of_its_own(declare):
    with pytest.raises(ConfigurationError, match="a system_year is a year"):
        declare(
            "title: T\nunit: system_year\nestimator: cochrane_orcutt\nsample: baseline\nyear_effects: true\n"
            "outcome: wars_per_state\nterms: {n: n}\n"
        )


def change(old, new):
    assert old in LOGIT
    return LOGIT.replace(old, new)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (change("outcome: ally_{alliance}\n", ""), "regressions.some_model lacks outcome"),
        (change("outcome", "outcom"), "regressions.some_model: unknown key 'outcom', did you mean 'outcome'"),
        (change("dyad_year", "dyad_years"), "some_model.unit is dyad_years, .*near it are dyad_year"),
        (change("unit: dyad_year\nestimator: logit", ""), "regressions.some_model lacks unit, estimator"),
        (LOGIT + "clustered: true\n", "clustered"),
        (LOGIT + "title: again\n", "keys occur twice"),
        (
            change("column: distance", "column: distanse"),
            "some_model.terms.distance is distanse.*near it are distance",
        ),
        (change("sample: first", "sample: baseline"), "abm_alliance, which is no column of .* baseline"),
        (change("ally_{alliance}\nterms", "abm_alliance\nterms"), "is the model's and not history's"),
        (change("times: 0.001", "times: 0"), "terms.distance.times is 0: 0 leaves nothing of the column"),
        (
            change("  distance:", "  constant:"),
            "terms.constant has no proper name: constant is the name of something else",
        ),
        (change("abm_alliance", "{column: abm_alliance, lag: 1}"), "lag of what the model expects"),
        (change("distance: {column: distance", "name: {column: ccode1"), "ccode1"),
        (change("logit", "fixed_effects"), "estimated on state_years, not on dyad_years"),
        (change("[dyad_clustered]", "[newey_west]"), "logit has no variance newey_west"),
        (change("[dyad_clustered]", "[dyad_clustered, dyad_clustered]"), "extra_variances"),
        (change("{alliance}\nterms", "{aliance}\nterms"), "outcome"),
        ("title: [", "no valid YAML"),
        (LOGIT + "years: {first: 1950, last: 1946}\n", "years: first .1950. is after last .1946"),
        (LOGIT + "years: {}\n", "years: neither first nor last is given"),
        (LOGIT + "where: {distanse: {above: 1}}\n", "where.distanse is distanse.*near it are distance"),
        (
            LOGIT + "where: {distance: {abov: 1}}\n",
            "where.distance: unknown key 'abov', did you mean 'above'",
        ),
        (LOGIT + "where: {distance: {}}\n", "where.distance: none of equals, at_least.* is given"),
        (
            LOGIT + "where: {distance: far}\n",
            "where.distance is 'far': it should be a number, true or false, a list, or keys",
        ),
        (LOGIT + "where: distance > 1000\n", "where is 'distance > 1000': it should be a mapping"),
        (
            change("times: 0.001", "power: 1"),
            "terms.distance.power is 1: it should be greater than or equal to 2",
        ),
        (change("times: 0.001", "power: 2, polynomial: 3"), "terms.distance: power and polynomial exclude"),
        (change("times: 0.001", "spline: [1, 4]"), "terms.distance.spline is .1, 4.: .* at least 3 items"),
        (
            change("times: 0.001", "spline: [1, 7, 4]"),
            "terms.distance.spline is .1, 7, 4.: knots should ascend",
        ),
        (change("times: 0.001", "interaction: [before, distance]"), "either column or interaction"),
        (change("{column: distance, times: 0.001}", "{}"), "either column or interaction"),
        (change("column: distance, times: 0.001", "interaction: [before]"), "at least 2 items"),
        (
            change("column: distance, times: 0.001", "interaction: [before, befor]"),
            "terms.distance is an interaction of befor, which no term .*near it are before",
        ),
        (
            change(
                "column: distance, times: 0.001", "interaction: [before, abm_predicted_alliance], times: 2"
            ),
            "times is said of the terms that interact",
        ),
        (
            change("times: 0.001}", "polynomial: 2}\n  distance_2: distance"),
            "terms make distance_2 twice",
        ),
        (change("  distance:", "  year_1950:"), "year_1950 is the name of something else"),
        (LOGIT + "where: {distance: {at_least: 5, at_most: 3}}\n", "at_least .5. is above at_most .3."),
        (
            "title: T\nunit: state_year\nestimator: fixed_effects\nsample: intermediate\n"
            "outcome: allies_pact\nterms: {a: abm_allies}\n",
            "fixed_effects takes each state-year once",
        ),
    ],
)
def test_a_wrong_file_is_refused_with_its_name_and_the_reason(declare, text, message):
    with pytest.raises(ConfigurationError, match=f"(?s)some_file.yaml.*{message}"):
        declare(text)


def test_a_variance_is_printed_or_extra_but_not_both(declare):
    text = (
        "title: T\nunit: state_year\nestimator: pooled\nsample: baseline\noutcome: allies_any\n"
        "terms: {status: status_any}\nprinted_variance: state_clustered\nextra_variances: [state_clustered]\n"
    )
    with pytest.raises(ConfigurationError, match="both the printed and an extra variance"):
        declare(text)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ConfigurationError, match="absent.yaml cannot be read"):
        read_regression_files([tmp_path / "absent.yaml"], UNITS)


POOLED = (
    "title: T\nunit: state_year\nestimator: pooled\nsample: {sample}\noutcome: {outcome}\n"
    "terms: {{status: status_any}}\n"
)


def pooled(outcome="allies_any", sample="baseline"):
    return POOLED.format(outcome=outcome, sample=sample)


@pytest.fixture
def write(tmp_path):
    """Write files of regressions into a folder, and return it."""

    def make(**files):
        for name, text in files.items():
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return make


@pytest.mark.parametrize("other", ["absent", "of_capabilities"])
@pytest.mark.parametrize("together", [True, False])
def test_models_are_compared_only_with_one_of_the_same_outcome(write, other, together):
    regressions = {
        "of_capabilities": pooled("allies_capability_any"),
        "of_degree": pooled() + f"compared_with: {other}\n",
    }
    files = (
        {"both": as_file(**regressions)}
        if together
        else {f"file_{name}": as_file(**{name: text}) for name, text in regressions.items()}
    )
    with pytest.raises(ConfigurationError, match=f"regressions.of_degree.compared_with is {other}"):
        read_regressions(write(**files), UNITS)


def test_what_is_shared_is_said_once_and_gives_way_to_what_is_said_of_a_sample_and_of_one(write):
    shared = (
        "all:\n  unit: state_year\n  estimator: fixed_effects\n  outcome: allies_any\n"
        "  terms: {status: status_any}\n  extra_variances: [state_clustered]\n"
        "intermediate:\n  estimator: pooled\n  extra_variances: []\n"
    )
    text = as_file(
        shared,
        plain="title: A\nsample: first\n",
        stacked="title: B\nsample: intermediate\n",
        odd="title: C\nsample: intermediate\nestimator: conditional_negative_binomial\n"
        "terms: {allies: abm_allies}\n",
    )
    found = read_regressions(write(some=text), UNITS)
    assert {name: model.estimator for name, model in found.items()} == {
        "odd": "conditional_negative_binomial",
        "plain": "fixed_effects",
        "stacked": "pooled",
    }
    assert {name: model.extra_variances for name, model in found.items()} == {
        "odd": (),
        "plain": ("state_clustered",),
        "stacked": (),
    }
    assert found["plain"].terms == found["stacked"].terms == (term("status", "status_any"),)
    assert found["odd"].terms == (term("allies", "abm_allies"),)


def test_regressions_of_all_files_are_found_by_name_and_by_file(write):
    folder = write(one=as_file(b=pooled(), a=pooled()), other=as_file(c=pooled()))
    found = read_regressions(folder, UNITS)
    assert list(found) == ["a", "b", "c"]
    assert {name: list(models) for name, models in by_file(found).items()} == {
        "one": ["a", "b"],
        "other": ["c"],
    }
    unused = {path.stem for path in estimators_not_in(found)}
    assert "pooled" not in unused and {"logit", "cochrane_orcutt"} <= unused
    assert all(path.is_file() for path in estimators_not_in(found))


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"one": as_file(a=pooled()), "two": as_file(a=pooled())}, "two.yaml: .*a is declared in .*one.yaml"),
        ({"One": as_file(a=pooled())}, "One.yaml is no name for a file"),
        ({"one": as_file(A=pooled())}, "one.yaml: regressions.A has no proper name: it should match"),
        ({"one": as_file(a=pooled()) + "  a: {}\n"}, "one.yaml.*keys occur twice"),
        (
            {"one": as_file("al: {unit: dyad_year}", a=pooled())},
            "shared: unknown key 'al', did you mean 'all'",
        ),
        ({"one": as_file("all: {unti: dyad_year}", a=pooled())}, "shared.all: .*'unti', did you mean 'unit'"),
        ({"one": pooled()}, "one.yaml.*regressions is missing"),
        ({"one": "regressions: {}\n"}, "one.yaml"),
        ({"one": "regressions:\n  a:\n"}, "regressions.a is None: it should be a mapping"),
    ],
)
def test_a_wrong_folder_is_refused_with_the_file_and_the_reason(write, files, message):
    with pytest.raises(ConfigurationError, match=f"(?s){message}"):
        read_regressions(write(**files), UNITS)


def test_the_regression_that_the_documentation_shows_is_one(root, tmp_path):
    text = (root / "docs/contributing.md").read_text(encoding="utf-8")
    shown = text[text.index("```yaml\nregressions:") :].removeprefix("```yaml\n").partition("```")[0]
    path = tmp_path / "shown.yaml"
    path.write_text(shown, encoding="utf-8")
    found = read_regression_files([path], UNITS)["disputes_of_neighbours"]
    assert found.term_names == [
        *("democracy", "trade", "both", "distance", "status", "status_2", "status_3"),
        *("no_alliance", "no_alliance_2", "before"),
    ]
