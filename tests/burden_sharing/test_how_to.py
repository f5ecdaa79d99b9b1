"""What docs/burden_sharing.md tells to write works: a file of agreements, and the settings that name it."""

import re

import pandas as pd
import pytest
import yaml

from entente.core.checked_yaml import checked
from entente.core.configuration import with_settings
from entente.core.data_log import DataLog
from entente.core.errors import ConfigurationError
from entente.reporting.declared_pages import DeclaredPage
from entente.reporting.table_specification import read_table_specification
from entente.studies.burden_sharing.counterfactuals.declaration import Counterfactual
from entente.studies.burden_sharing.figures.lorenz import LINES
from entente.studies.burden_sharing.repository import read_security_agreements
from entente.studies.burden_sharing.settings import Lorenz, Settings
from entente.systems.declared_counterfactuals import read_counterfactual


@pytest.fixture
def written(root):
    """The blocks of a language, of which there is one each."""
    page = (root / "docs/burden_sharing.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```(csv|yaml)\n(.*?)```", page, re.S)
    return {"counterfactual" if text.startswith("title:") else kind: text for kind, text in blocks}


def test_the_file_of_agreements_is_one_that_is_read(written, tmp_path):
    path = tmp_path / "my_agreements.csv"
    path.write_text(written["csv"], encoding="utf-8")
    states = pd.DataFrame({"ccode": [2, 200, 390], "first_year": 1816, "last_year": 2024})
    read = read_security_agreements(path, states, DataLog("repository"))
    assert read["id"].tolist() == ["usa-denmark", "usa-united-kingdom", "united-kingdom-denmark"]
    assert read["last"].isna().tolist() == [True, True, False]


def test_the_counterfactual_is_one_that_is_read(written, tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(written["counterfactual"], encoding="utf-8")
    read = read_counterfactual(path, Counterfactual, (1945, 2020))
    assert [change.name for change in read.changes] == ["remove_states"] and read.group == "nato"


def test_the_settings_are_settings(written, root, monkeypatch):
    monkeypatch.chdir(root)
    given = yaml.safe_load(written["yaml"])
    assert given["studies"] == ["burden_sharing"]
    settings = with_settings(given, "config")["burden_sharing"]
    assert checked(settings, Settings, "burden_sharing").layers.gsa.file == "my_agreements.csv"


def test_lorenz_curves_are_of_as_many_years_as_the_figure_has_lines():
    for of in ("nato", "un"):
        years = {"nato": [1993], "un": [1995], of: list(range(1990, 1990 + len(LINES)))}
        assert len(getattr(checked(years, Lorenz, "lorenz"), of)) == len(LINES)
        with pytest.raises(ConfigurationError, match=of):
            checked({**years, of: [*years[of], 2000]}, Lorenz, "lorenz")


def test_the_page_of_nato_says_how_many_members_have_data(root, tmp_path):
    about = {"year": 2019, "source": "sipri", "n": 20, "members": 29}
    burdens = pd.DataFrame([about | {"coverage": 20 / 29, "flag": "low", "abbreviation": "USA"}])
    shown = (
        "burden rank burden_share benefit_share relative_burden relative_burden_gdp relative_burden_border "
        "above"
    ).split()
    burdens = burdens.assign(largest="USA", most="USA", least="LUX", **dict.fromkeys(shown, 0.5))
    tables = {}
    for name in ("nato_shares", "nato_burdens"):
        path = tmp_path / f"{name}.csv"
        parts = [burdens.assign(source=source) for source in ("sipri", "nmc", "nato")]
        pd.concat(parts).to_csv(path, index=False)
        tables[f"burden_sharing/tables/{name}.csv"] = path
    text = DeclaredPage(root / "config/burden_sharing/pages/nato.md.j2", tables).marked()
    assert text.count("20 of 29 members have data: the coverage of 69% is low.") == 3
    assert "Every member with data in 2019, by SIPRI" in text


def test_the_switches_are_those_of_the_settings(root):
    page = (root / "docs/burden_sharing.md").read_text(encoding="utf-8")
    settings = yaml.safe_load((root / "config/burden_sharing/settings.yaml").read_text(encoding="utf-8"))
    keys = re.findall(r"^\| `((?:layers|exploitation|recovery)\.[\w.]+)`", page, re.M)
    assert len(keys) >= 7
    for key in keys:
        found = settings["burden_sharing"]
        for part in key.split("."):
            found = found[part]


def test_every_regression_table_says_what_agreements_are_not_public(root):
    paths = sorted((root / "config/burden_sharing/tables").glob("*.yaml"))
    note = "No data on general security agreements are public."
    assert paths
    for path in paths:
        assert read_table_specification(path).notes[-1] == note
