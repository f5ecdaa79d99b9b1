"""Regressions of a file together: as each would be alone, read once, and compared as they are kept."""

import pandas as pd
import pytest

from entente.core.storage import as_written
from entente.regressions import estimation
from entente.regressions.declaration import read_regression_files
from entente.regressions.estimation import compare_errors, estimate, estimate_all, reasons
from entente.regressions.samples import assemble
from entente.regressions.source import Source
from entente.regressions.store import StoredRegression, rows_of, statistic_table, term_table
from entente.studies.maoz2011.units import UNITS
from entente.systems.alliance_types import ALLIANCES

from .tiny import as_file

SHARED = "all:\n  title: T\n  unit: state_year\n  estimator: pooled\n  outcome: allies_{alliance}\n"
REGRESSIONS = {
    # The first is compared with the last.
    "allies_first": "sample: first\nterms: {a: abm_allies, s: status_any}\ncompared_with: baseline",
    "allies_intermediate": "sample: intermediate\nterms: {a: abm_allies, c: abm_allies_capability}",
    "baseline": "sample: baseline\nterms: {c: capability}",
    "conflict": "sample: last\nunit: system_year\nestimator: cochrane_orcutt\noutcome: wars_per_state\n"
    "terms: {m: major_power_share, a: abm_npi}",
    "dyads": "sample: last\nunit: dyad_year\nestimator: logit\noutcome: ally_{alliance}\n"
    "terms: {a: abm_alliance, d: distance}\nextra_variances: [dyad_clustered]",
}
FIRST = "allies_first"


@pytest.fixture
def declared(tmp_path):
    path = tmp_path / "file.yaml"
    path.write_text(as_file(SHARED, **REGRESSIONS), encoding="utf-8")
    return read_regression_files([path], UNITS)


def test_each_is_what_it_would_be_alone(declared, paths):
    terms, statistics = estimate_all(declared, Source(paths), {})
    for name, regression in declared.items():
        for alliance in ALLIANCES:
            key, specification = (name, alliance), regression.for_alliance(alliance)
            sample = assemble(specification, Source(paths))
            alone = {key: estimate(specification, sample)}
            assert_same(rows_of(terms, *key), term_table(alone))
            own = rows_of(statistics, *key).query("statistic != 'rmse_difference_t'")
            assert_same(own, statistic_table(alone, {key: reasons(specification, sample)}))


def test_what_is_compared_is_taken_from_the_file_or_the_store_alike(declared, paths):
    _, together = estimate_all(declared, Source(paths), {})
    stored = {}
    for alliance in ALLIANCES:
        kept = as_written(rows_of(together, "baseline", alliance)).dropna(subset="value")
        statistics = dict(zip(kept["statistic"], kept["value"], strict=True))
        stored["baseline", alliance] = StoredRegression(pd.DataFrame(), statistics, {})
    _, apart = estimate_all({FIRST: declared[FIRST]}, Source(paths), stored)
    for alliance in ALLIANCES:
        told = rows_of(apart, FIRST, alliance)
        assert_same(told, rows_of(together, FIRST, alliance))
        specification = declared[FIRST].for_alliance(alliance)
        alone = estimate(specification, assemble(specification, Source(paths)))
        direct = compare_errors(alone, stored["baseline", alliance].statistics)
        value = told.set_index("statistic").at["rmse_difference_t", "value"]
        assert value == direct.statistics["rmse_difference_t"]


def test_what_does_not_differ_between_the_types_of_alliance_is_estimated_once(declared, paths, monkeypatch):
    estimated = []

    def counted(specification, sample):
        estimated.append(specification.name)
        return estimate(specification, sample)

    monkeypatch.setattr(estimation, "estimate", counted)
    terms, statistics = estimate_all(declared, Source(paths), {})
    assert estimated.count("conflict") == 1
    assert estimated.count("dyads") == estimated.count("baseline") == 2
    for table in (terms, statistics):
        of_any, of_pacts = (rows_of(table, "conflict", alliance) for alliance in ALLIANCES)
        assert len(of_any)
        assert_same(of_any.drop(columns="alliance"), of_pacts.drop(columns="alliance"))


def assert_same(one, other):
    pd.testing.assert_frame_equal(one.reset_index(drop=True), other.reset_index(drop=True))
