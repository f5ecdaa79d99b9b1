"""Tables are read once, and no column that nobody asked for."""

import pandas as pd
import pytest

from entente.regressions import source as module
from entente.regressions.source import Source
from entente.studies.maoz2011.units import UNITS


@pytest.fixture
def reads(monkeypatch):
    """Columns that were read, by the stem of the file."""
    done = []
    original = module.read_table

    def read(path, columns=None):
        done.append((path.stem, columns))
        return original(path, columns=columns)

    monkeypatch.setattr(module, "read_table", read)
    return done


def test_a_column_of_a_panel_is_read_once(paths, reads):
    source, unit = Source(paths), UNITS["dyad_year"]
    first = source.panel(unit, ["distance", "ally_any"])
    again = source.panel(unit, ["ally_any", "common_enemies"])
    assert reads == [
        ("dyad_year", ["year", "ccode1", "ccode2", "distance", "ally_any"]),
        ("dyad_year", ["common_enemies"]),
    ]
    whole = pd.read_parquet(paths["dyad_year"])
    pd.testing.assert_frame_equal(first, whole[["year", "ccode1", "ccode2", "distance", "ally_any"]])
    pd.testing.assert_frame_equal(again, whole[["year", "ccode1", "ccode2", "ally_any", "common_enemies"]])


def test_rows_of_a_sample_are_put_together_once(paths, reads):
    source, unit = Source(paths), UNITS["state_year"]
    rows = {sample: source.rows(unit, sample) for sample in ("first", "intermediate", "last")}
    assert sorted(name for name, _ in reads) == ["runs", "state_year", "ties"]
    assert source.rows(unit, "last") is rows["last"]
    assert rows["first"].keys["iteration"].eq(1).all()
    assert list(rows["first"].expected) == list(unit.expected)


@pytest.mark.parametrize("unit", UNITS)
def test_the_baseline_has_the_rows_of_the_panel_and_nothing_of_the_model(paths, reads, unit):
    rows = Source(paths).rows(UNITS[unit], "baseline")
    assert [name for name, _ in reads] == [unit]
    panel = pd.read_parquet(paths[unit])
    assert rows.keys.to_numpy().tolist() == panel[UNITS[unit].row].to_numpy().tolist()
    assert rows.expected == {} and len(rows.years_without) == 0


def test_networks_of_years_are_those_of_the_sample(paths):
    source, unit = Source(paths), UNITS["system_year"]
    series = pd.read_csv(paths["series"]).set_index(["network", "year"])
    found = source.networks(unit, "first")
    years = source.panel(unit, [])["year"]
    assert found["abm_npi"].tolist() == series.loc["abm_first"].loc[years, "npi"].tolist()
    assert found["actual_pact_density"].tolist() == series.loc["actual_pact"].loc[years, "density"].tolist()
    assert not source.networks(unit, "baseline").columns.str.startswith("abm_").any()
    # A year without an intermediate network has no measure of it.
    lacking = source.networks(unit, "intermediate")["abm_npi"].isna()
    assert years[lacking].tolist() == [
        year for year in years if ("abm_intermediate", year) not in series.index
    ]
