"""Figure 5: what it draws, and that it is the same bytes every time."""

import numpy as np
import pandas as pd
import pytest

from entente.reporting.figure_style import save
from entente.studies.maoz2011.figures import figure5, npi_column

SWITCHES = {"actual": "pact", "overlap": "coc", "isolates": "keep"}


@pytest.fixture
def series():
    networks = ["actual_any", "actual_pact", "abm_first", "abm_intermediate", "abm_last"]
    rows = [
        {"year": year, "network": network, "npi": index / 10 + year % 7 / 100, "npi_drop": 0.5}
        for year in range(1900, 1911)
        for index, network in enumerate(networks)
        if not (network == "abm_intermediate" and year in (1903, 1904))
    ]
    return pd.DataFrame(rows)


def lines(axis):
    return {line.get_label(): np.asarray(line.get_ydata(), dtype=float) for line in axis.get_lines()}


def test_each_panel_has_the_actual_network_and_one_of_the_model(series):
    axes = figure5(series, **SWITCHES).axes
    assert [axis.get_title(loc="left").split()[0] for axis in axes] == ["First", "Intermediate", "Last"]
    expected = series.pivot(index="year", columns="network", values="npi")
    for axis, network in zip(axes, ("abm_first", "abm_intermediate", "abm_last"), strict=True):
        drawn = lines(axis)
        np.testing.assert_array_equal(drawn["Actual alliances (defence or offence)"], expected["actual_pact"])
        np.testing.assert_array_equal(drawn["Model"], expected[network])
    assert np.isnan(lines(axes[1])["Model"][[3, 4]]).all()


def test_switches_choose_the_column_and_the_actual_network(series):
    drawn = lines(figure5(series, **{**SWITCHES, "actual": "any", "isolates": "drop"}).axes[0])
    assert set(drawn["Actual alliances (any obligation)"]) == {0.5}
    assert [npi_column(o, i) for o in ("coc", "cmoi") for i in ("keep", "drop")] == [
        "npi",
        "npi_drop",
        "npi_cmoi",
        "npi_cmoi_drop",
    ]


def test_a_run_without_intermediate_iterations_leaves_the_panel_to_the_actual_network(series):
    rest = series[series["network"] != "abm_intermediate"]
    assert set(lines(figure5(rest, **SWITCHES).axes[1])) == {"Actual alliances (defence or offence)"}


def test_the_same_figure_is_the_same_bytes(series, tmp_path):
    for name in ("one", "two"):
        save(figure5(series, **SWITCHES), [tmp_path / f"{name}.svg"], "DEMO")
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
