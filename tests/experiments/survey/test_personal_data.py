"""Personal data in files of answers: known by the names and the values of columns."""

import numpy as np
import pandas as pd
import pytest

from entente.core.errors import DesignError, SurveyDataError
from entente.experiments import Design, Experiment
from entente.experiments.survey.personal_data import personal_columns

from ..small_survey import declared, survey


@pytest.mark.parametrize(
    "name",
    "IPAddress ip_address ip LocationLatitude LocationLongitude lat lng gps RecipientEmail e-mail "
    "e_mail email_address Latitude IPv4".split(),
)
def test_columns_are_known_by_their_names(name):
    assert personal_columns(pd.DataFrame({name: [1, 2], "x": [1, 2]})) == [name]


def test_words_within_words_are_no_names():
    names = "ship relation lately flat tip latent zip_region platform Ipsos plongitude".split()
    assert personal_columns(pd.DataFrame({name: [1, 2] for name in names})) == []


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("192.168.10.7", "IP addresses"),
        ("2001:db8:85a3::8a2e:370:7334", "IP addresses"),
        ("write to jane.doe@example.org", "e-mail addresses"),
        ("52.5200, 13.4050", "coordinates"),
        ("POINT (13.4 52.5)", "coordinates"),
        ("52°31'N 13°24'E", "coordinates"),
    ],
)
def test_columns_are_known_by_their_values(value, why):
    raw = survey().assign(note="")
    raw.loc[17, "note"] = value
    with pytest.raises(
        SurveyDataError, match=rf"'note' looks like {why} \(by its values, first in row 17\)"
    ) as e:
        Experiment.of(Design.of(declared()), raw)
    assert value not in str(e.value) and "drop: [note]" in str(e.value)
    assert len(Experiment.of(Design.of(declared(drop=["note"])), raw).frame) == 80


def test_what_only_resembles_them_is_none():
    raw = pd.DataFrame(
        {
            "version": ["10.15.7", "91.0.4472.124"],
            "time": ["12:30", "09:15"],
            "weight": [13.40512, -52.52001],
            "says": ["at @home, 50.5, 13", "1.5 to 2.5"],
            "day": pd.to_datetime(["2024-01-01", "2024-01-02"]),
            "missing": [np.nan, np.nan],
        }
    )
    assert personal_columns(raw) == []


def test_a_dropped_column_is_asked_for_in_vain():
    with pytest.raises(DesignError, match="covariates is the column 'ip', which `drop` drops"):
        Design.of(declared(drop=["ip"], covariates=["ip"]))
