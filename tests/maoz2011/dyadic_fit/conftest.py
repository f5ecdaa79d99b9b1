import pytest

from entente.regressions.declaration import read_regressions
from entente.regressions.source import Source
from entente.studies.maoz2011.dyadic_fit.declaration import read_comparison
from entente.studies.maoz2011.units import UNITS

from ...regressions.tiny import as_file, write_tables

HEAD = "title: T\nunit: dyad_year\nestimator: logit\nsample: {}\noutcome: ally_{{alliance}}\nterms:\n"
DISTANCE = "  distance: distance\n  status: status_{alliance}\n"
COLUMNS = {
    "table2_baseline": HEAD.format("baseline") + "  trade: trade_dependence\n" + DISTANCE,
    **{
        f"table2_{iteration}": HEAD.format(iteration) + "  expected: abm_alliance\n" + DISTANCE
        for iteration in ("first", "intermediate", "last")
    },
    "other_first": HEAD.format("first")
    .replace("dyad_year", "state_year")
    .replace("logit", "fixed_effects")
    .replace("ally_", "allies_")
    + "  allies: abm_allies\n",
}

COMPARISON = """\
columns: [table2_baseline, table2_first, table2_intermediate, table2_last]
blocks:
  lagged_outcome: {label: before, terms: [lagged_outcome]}
  durations: {label: durations, terms: [status]}
  distance: {label: distance, terms: [distance]}
  trade: {label: trade, terms: [trade]}
  first: {label: first iteration, terms: [expected_first]}
  intermediate: {label: intermediate iterations, terms: [expected_intermediate]}
  last: {label: last iteration, terms: [expected_last]}
samples:
  all:
    title: every dyad-year
    rows_of: table2_last
    models: [[], [lagged_outcome], [durations], [lagged_outcome, durations], [distance, durations, first],
      [distance, durations, last], [last]]
  complete:
    title: complete dyad-years
    rows_of: table2_baseline
    models: [[], [trade, distance, durations], [distance, durations, last]]
  stacked:
    title: stacked dyad-years
    rows_of: table2_intermediate
    models: [[], [distance, durations, intermediate]]
"""


@pytest.fixture(scope="session")
def paths(tmp_path_factory):
    """Tables of a small system."""
    return write_tables(tmp_path_factory.mktemp("tables"))


@pytest.fixture(scope="session")
def source(paths):
    """What models of dyads are put together from."""
    return Source({name: paths[name] for name in ("dyad_year", "ties", "runs")})


@pytest.fixture(scope="session")
def regressions(tmp_path_factory):
    """Columns of a small Table 2, and another regression."""
    folder = tmp_path_factory.mktemp("models")
    (folder / "columns.yaml").write_text(as_file(**COLUMNS), encoding="utf-8")
    return read_regressions(folder, UNITS)


@pytest.fixture
def declare(tmp_path, regressions):
    """Read a comparison from the text of its file."""

    def read(text=COMPARISON):
        path = tmp_path / "comparison.yaml"
        path.write_text(text, encoding="utf-8")
        return read_comparison(path, regressions)

    return read
