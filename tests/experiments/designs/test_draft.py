"""Skeletons of designs: what is guessed of a file, and that they are designs once they are filled in."""

import re

import numpy as np
import pandas as pd
import pytest
import yaml

from entente.command_line import main
from entente.core.errors import DesignError
from entente.experiments import Design, Experiment
from entente.experiments.designs.column_guesses import guesses
from entente.experiments.designs.draft import MARK, draft, write_draft
from entente.experiments.survey.survey_labels import Labels, read_labels

from ..small_survey import survey


def taken(text, *lines):
    """A skeleton in which guesses that open so count, and the others are gone."""
    kept = []
    for line in text.splitlines():
        if line.startswith(MARK):
            guess = line.removeprefix(MARK)
            if not guess.strip().startswith(lines):
                continue
            line = guess
        kept.append(line)
    return "\n".join(kept)


def filled(skeleton, **blanks):
    """A skeleton with its blanks filled, in turn, by what stands before them."""
    for before, values in blanks.items():
        for value in values if isinstance(values, list) else [values]:
            pattern, new = rf"(?m)^([^#\n]*\b{before}: )___", rf"\g<1>{value}"
            skeleton, n = re.subn(pattern, new, skeleton, count=1)
            assert n, before
    return skeleton


def labelled(path):
    raw = survey(200).assign(q_safe=1 + np.sqrt(np.arange(200) % 25).astype(int))
    support = ["Oppose strongly", "Oppose", "Favour", "Favour strongly", "Refused"]
    raw["q_support"] = pd.Categorical.from_codes(raw["q_support"].replace({9: 5}) - 1, support)
    raw["arm"] = pd.Categorical.from_codes(raw["arm"] - 1, ["Troops stay", "Troops go"])
    raw["IPAddress"] = "10.0.0.1"
    raw.to_stata(path, write_index=False, variable_labels={"arm": "What was shown", "q_safe": "Feels safe"})
    return path


def test_a_skeleton_is_a_design_once_its_blanks_are_filled(tmp_path):
    survey_file = labelled(tmp_path / "wave 1.dta")
    path = write_draft(survey_file, tmp_path / "design.yaml")
    text = path.read_text()
    assert "drop: [IPAddress]" in text
    assert (
        "arm: {column: arm, levels: {0: Troops stay, 1: Troops go}, reference: ___}      # What was shown"
        in text
    )
    assert "#|  q_safe: {kind: ordinal, range: [1, 5], unit: ___, margin: ___}      # Feels safe" in text
    assert "unit: {id: null, country: null}      # id: perhaps who" in text
    text = taken(text, "columns:", "q_support: {from", "arm:", "q_support: {kind", "H1:")
    text = text.replace("{___: ___}", "{arm: Troops go}").replace("covariates: []", "covariates: [hawk1]")
    text = filled(text, title="T", reference="Troops stay", unit="points", margin="0.5", text="Falls",
                  outcome="q_support", direction="negative")  # fmt: skip
    path.write_text(text)
    experiment = Experiment.read(path, data=survey_file)
    raw = survey(200)
    assert experiment.frame["arm"].eq("Troops go").tolist() == raw["arm"].eq(2).tolist()
    answers = experiment.frame["q_support"]
    assert answers.isna().tolist() == raw["q_support"].eq(9).tolist() and answers.max() == 3
    assert experiment.estimate("H1").n == answers.notna().sum()


def test_words_become_numbers_that_are_to_be_filled_in(tmp_path):
    raw = survey(200).assign(q_safe=np.where(np.arange(200) % 3, "very", "not, at all"))
    raw = raw.rename(columns={"q_support": "1st support"})
    raw.to_csv(tmp_path / "wave.csv", index=False)
    path = write_draft(tmp_path / "wave.csv", tmp_path / "design.yaml")
    text = path.read_text()
    assert "#|  q_1st_support: {from: 1st support}" in text
    text = taken(text, "columns:", "q_safe:", "arm:", "H1:")
    text = text.replace("{___: ___}", "{arm: 2}").replace("range: [___, ___]", "range: [0, 1]")
    text = filled(text, title="T", reference="'1'", unit="share", margin="0.1", text="Falls",
                  outcome="q_safe", direction="none")  # fmt: skip
    text = text.replace("not, at all': ___, very: ___", "not, at all': 0, very: 1").replace(
        "arm: 2}", "arm: '2'}"
    )
    path.write_text(text)
    frame = Experiment.read(path, data=tmp_path / "wave.csv").frame
    assert frame["q_safe"].tolist() == (np.arange(200) % 3 > 0).astype(float).tolist()


def test_a_skeleton_with_blanks_is_refused_with_their_places(tmp_path):
    text = draft(survey(), Labels({}, {}), "survey.csv", "design.yaml")
    given = yaml.safe_load(taken(text, "ally:", "H1:", "q_support:"))
    with pytest.raises(DesignError) as error:
        Design.of(given)
    assert (
        "title is left blank" in error.value.what
        and "factors.ally.reference is left blank" in error.value.what
    )
    assert "hypotheses.H1.effect.___ is left blank" in error.value.what
    with pytest.raises(DesignError, match="factors is None: it should be a mapping"):
        Design.of(yaml.safe_load(taken(text)) | {"title": "T"})


def test_columns_are_guessed_by_their_names_and_values():
    rng = np.random.default_rng(0)
    raw = survey(200).assign(
        country="DE", birth_year=rng.integers(1930, 2005, 200), income=rng.random(200),
        says=[f"this is {x}" for x in rng.random(200)],
        day=pd.Timestamp("2024-01-01"), mck_arm=1, rapid=np.where(np.arange(200) < 30, 1, 2), email="x",
        treated=np.where(np.arange(200) < 30, 0, 1), row=np.arange(200) + 1,
    )  # fmt: skip
    found = {guess.column: guess.role for guess in guesses(raw, {}, {})}
    assert found == {
        "who": "id", "town": "factor", "arm": "factor", "ally": "factor", "recalled": "check",
        "q_support": "scale", "q_safe": found["q_safe"], "hawk1": found["hawk1"], "hawk2": found["hawk2"],
        "gender": "covariate", "weight": "weight", "country": "country", "birth_year": "covariate",
        "income": "covariate", "says": "text", "day": "dates", "mck_arm": "check", "rapid": "scale",
        "email": "personal", "treated": "factor", "row": "id",
    }  # fmt: skip
    # Answers on a scale may be as even as arms are.
    assert {found[name] for name in ("q_safe", "hawk1", "hawk2")} <= {"scale", "factor"}


def test_checks_go_to_the_factor_that_they_are_named_after():
    raw = survey().rename(columns={"recalled": "mck_arm"})
    text = draft(raw, Labels({}, {}), "survey.csv", "design.yaml")
    assert "check: {column: mck_arm, right: {1: ___, 2: ___}}" in text


def test_values_of_persons_are_never_shown():
    raw = survey().assign(email=["a@b.org", "c@d.org"] * 40)
    text = draft(raw, Labels({}, {}), "survey.csv", "design.yaml")
    assert "b.org" not in text and "p001" not in text and "drop: [email]" in text


def test_labels_of_codes_that_nobody_gave_are_known(tmp_path):
    raw = survey()
    raw["q_support"] = pd.Categorical.from_codes(
        raw["q_support"] % 3, ["no", "perhaps", "yes", "never", "refused"]
    )
    raw["q_safe"] = pd.Categorical.from_codes(raw["q_safe"] % 2, ["left", "right"])
    raw.to_stata(tmp_path / "survey.dta", write_index=False)
    labels = read_labels(tmp_path / "survey.dta")
    assert labels.codes["q_support"] == {0: "no", 1: "perhaps", 2: "yes", 3: "never", 4: "refused"}
    assert labels.codes["q_safe"] == {0: "left", 1: "right"} and "arm" not in labels.codes
    text = write_draft(tmp_path / "survey.dta", tmp_path / "design.yaml").read_text()
    line = next(line for line in text.splitlines() if line.startswith("#|  q_support: {"))
    assert "range: [0, 3]" in line or "levels: {0: 'no'" in line


def test_a_file_that_is_there_is_overwritten_only_if_that_is_asked(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    survey().to_csv("My survey-2.csv", index=False)
    assert main(["draft", "My survey-2.csv"]) == 0
    assert "my_survey_2.yaml: guesses begin with #|" in capsys.readouterr().out
    (tmp_path / "my_survey_2.yaml").write_text("mine")
    assert main(["draft", "My survey-2.csv"]) == 2
    assert "is there already" in capsys.readouterr().err
    assert (tmp_path / "my_survey_2.yaml").read_text() == "mine"
    assert main(["draft", "My survey-2.csv", "--to", "my_survey_2.yaml", "--overwrite"]) == 0
    assert (
        (tmp_path / "my_survey_2.yaml")
        .read_text()
        .startswith("# A design drafted from My survey-2.csv: 80 rows")
    )
    assert main(["draft", "absent.csv"]) == 2
    with pytest.raises(SystemExit):
        main(["paint"])


@pytest.mark.real_data
def test_a_design_of_a_published_survey(real_data, tmp_path):
    answers = real_data / "tomz_weeks_survey/tomz_weeks_2017-04-YouGov-extracted.dta"
    path = write_draft(answers, tmp_path / "design.yaml")
    text = taken(path.read_text(), "regime:", "region:", "pref: {kind", "H1:", "columns:", "pid7:")
    text = text.replace("{___: ___}", "{regime: Democracy}").replace(
        "right: {1: ___, 2: ___}", "right: {1: 2, 2: 1}"
    )
    text = text.replace("{1: ___, 2: ___, 3: ___, 4: ___}", "{1: 1, 2: 2, 3: 3, 4: 4}")
    text = filled(text, title="T", reference=["Not a democracy", "Africa"], unit="points", margin="0.2",
                  text="Less", outcome="pref", direction="negative")  # fmt: skip
    path.write_text(text.replace("covariates: []", "covariates: [pid7, birthyr]"))
    found = Experiment.read(path, data=answers)
    assert (found.estimate("H1", estimator="difference").n, found.design.factor("region").base) == (
        1200,
        "Africa",
    )
    assert found.frame["pid7"].max() == 7 and found.estimate("H1").n < 1200
