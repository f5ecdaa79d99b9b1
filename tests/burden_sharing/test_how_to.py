"""What docs/burden_sharing.md tells to write works: a file of agreements, and the settings that name it."""

import re

import pandas as pd
import pytest
import yaml

from entente.core.checked_yaml import checked
from entente.core.configuration import with_settings
from entente.core.data_log import DataLog
from entente.studies.burden_sharing.repository import read_security_agreements
from entente.studies.burden_sharing.settings import Settings


@pytest.fixture
def written(root):
    """The blocks of a language, of which there is one each."""
    page = (root / "docs/burden_sharing.md").read_text(encoding="utf-8")
    return dict(re.findall(r"```(csv|yaml)\n(.*?)```", page, re.S))


def test_the_file_of_agreements_is_one_that_is_read(written, tmp_path):
    path = tmp_path / "my_agreements.csv"
    path.write_text(written["csv"], encoding="utf-8")
    states = pd.DataFrame({"ccode": [2, 200, 390], "first_year": 1816, "last_year": 2024})
    read = read_security_agreements(path, states, DataLog("repository"))
    assert read["id"].tolist() == ["usa-denmark", "usa-united-kingdom", "united-kingdom-denmark"]
    assert read["last"].isna().tolist() == [True, True, False]


def test_the_settings_are_settings(written, root, monkeypatch):
    monkeypatch.chdir(root)
    given = yaml.safe_load(written["yaml"])
    assert given["studies"] == ["burden_sharing"]
    settings = with_settings(given, "config")["burden_sharing"]
    assert checked(settings, Settings, "burden_sharing").layers.gsa.file == "my_agreements.csv"


def test_the_switches_are_those_of_the_settings(root):
    page = (root / "docs/burden_sharing.md").read_text(encoding="utf-8")
    settings = yaml.safe_load((root / "config/burden_sharing/settings.yaml").read_text(encoding="utf-8"))
    keys = re.findall(r"^\| `((?:layers|exploitation|recovery)\.[\w.]+)`", page, re.M)
    assert len(keys) >= 7
    for key in keys:
        found = settings["burden_sharing"]
        for part in key.split("."):
            found = found[part]
