"""Experiments as they are read: their frames, and answers that are refused."""

import json

import numpy as np
import pandas as pd
import pytest

from entente.core.errors import ExperimentInputError, RegistryError, SurveyDataError
from entente.experiments import Design, Experiment

from .small_survey import DESIGN, declared, survey


def experiment(answers=None, **changes):
    return Experiment.of(Design.of(declared(**changes)), survey() if answers is None else answers, "small")


def changed(**columns):
    """The survey with other values in some rows: {row: value} by column."""
    answers = survey().astype({"weight": float})
    for column, values in columns.items():
        answers[column] = answers[column].astype(object)
        for row, value in values.items():
            answers.loc[row, column] = value
        answers[column] = answers[column].infer_objects()
    return answers


def refused(match, answers=None, **changes):
    with pytest.raises(SurveyDataError, match=match):
        experiment(answers, **changes)


def test_the_frame_has_the_names_of_the_design():
    raw, found = survey(), experiment()
    frame = found.frame
    assert frame.index.tolist() == raw["who"].tolist() and frame.index.name == "who"
    assert frame["troops"].tolist() == ["stationed", "withdrawn"] * 40
    answered = (raw["q_support"] != 9).to_numpy()
    assert 0 < (~answered).sum() < 20 and (frame["support"].isna() == ~answered).all()
    assert (frame["support"][answered] == 100.0 * (raw["q_support"] > 2).to_numpy()[answered]).all()
    assert np.allclose(frame["hawk"], ((raw["hawk1"] + raw["hawk2"]) / 2 - 1).to_numpy() / 4)
    assert (frame["woman"] == (raw["gender"] == "female").to_numpy()).all()
    assert (frame["weight"].to_numpy() == raw["weight"]).all() and (
        frame["town"].to_numpy() == raw["town"]
    ).all()
    assert (found.right["troops"].to_numpy() == (raw["recalled"] == raw["arm"])).all()
    assert found.perceived["troops"].isna().sum() == (raw["recalled"] == 8).sum() > 0
    assert found.countries == [None] and found.of_country(None) is found


def test_a_mean_is_of_those_who_answered_all():
    raw = changed(hawk1={3: np.nan})
    assert experiment(raw).frame["hawk"].isna().to_numpy().nonzero()[0].tolist() == [3]


@pytest.mark.parametrize("ending", ["csv", "dta", "parquet"])
def test_files_of_any_format_give_the_same_frame(tmp_path, ending):
    file, raw = tmp_path / f"survey.{ending}", survey()
    if ending == "csv":
        raw.to_csv(file, index=False)
    elif ending == "dta":
        raw.to_stata(file, write_index=False)
    else:
        raw.to_parquet(file)
    design = tmp_path / "small.yaml"
    design.write_text(json.dumps(DESIGN))
    read = Experiment.read(design, data=file)
    assert read.name == "small"
    pd.testing.assert_frame_equal(read.frame, experiment().frame, check_exact=False, rtol=1e-15)


def test_codes_of_labelled_answers_stay_codes(tmp_path):
    raw = survey()
    raw["arm"] = pd.Categorical.from_codes(raw["arm"] - 1, ["one", "two"])
    raw.to_stata(tmp_path / "survey.dta", write_index=False)
    (tmp_path / "small.yaml").write_text(
        json.dumps(declared(factors__troops__levels={0: "stationed", 1: "withdrawn"},
                            factors__troops__check=None))
    )  # fmt: skip
    read = Experiment.read(tmp_path / "small.yaml", data=tmp_path / "survey.dta")
    assert (read.frame["troops"] == experiment().frame["troops"]).all()


def test_a_file_that_cannot_be_read_is_refused(tmp_path):
    (tmp_path / "small.yaml").write_text(json.dumps(DESIGN))
    for name, match in {
        "survey.xlsx": "answers are read from .dta, .csv",
        "survey.dta": "cannot be read: ",
        "survey.sav": "Save it as CSV",
    }.items():
        (tmp_path / name).write_bytes(b"nothing of the kind")
        with pytest.raises(SurveyDataError, match=match):
            Experiment.read(tmp_path / "small.yaml", data=tmp_path / name)


def test_the_words_none_and_na_of_a_csv(tmp_path):
    raw = survey().assign(ally=np.where(np.arange(80) // 2 % 2, "y", "None"))
    raw.loc[5, "hawk1"] = np.nan
    raw.to_csv(tmp_path / "survey.csv", index=False, na_rep="NA")
    (tmp_path / "small.yaml").write_text(
        json.dumps(declared(factors__ally__levels={"None": "none", "y": "allied"}))
    )
    frame = Experiment.read(tmp_path / "small.yaml", data=tmp_path / "survey.csv").frame
    assert (frame["ally"] == "none").sum() == 40 and frame["hawk"].isna().sum() == 1


def test_a_role_is_found_in_the_registry_above_the_design(tmp_path, monkeypatch):
    import hashlib

    survey().to_csv(tmp_path / "answers.csv", index=False)
    content = (tmp_path / "answers.csv").read_bytes()
    config = tmp_path / "here/config"
    (config / "wing").mkdir(parents=True)
    (config / "wing/small.yaml").write_text(json.dumps(DESIGN))
    with pytest.raises(RegistryError, match="no datasets.yaml"):
        Experiment.read(config / "wing/small.yaml")
    entry = {
        "title": "A survey", "dataset": "surveys", "role": "small_survey", "file": "surveys/answers.csv",
        "version": "1", "vintages": ["optional"], "years": "2017", "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(), "landing_page": "none", "citation": "none",
        "terms": "none", "quirks": "none known",
    }  # fmt: skip
    (config / "datasets.yaml").write_text(json.dumps({"answers_1": entry}))
    (config / "config.yaml").write_text("data: {raw: kept, mirrors: [../mirror]}\n")
    mirror = tmp_path / "mirror/surveys"
    mirror.mkdir(parents=True)
    (mirror / "answers.csv").write_bytes(content + b"\n")
    monkeypatch.delenv("ENTENTE_MIRRORS", raising=False)
    monkeypatch.chdir("/")
    from entente.core.errors import EntenteError

    with pytest.raises(EntenteError, match="too long"):
        Experiment.read(config / "wing/small.yaml")
    (mirror / "answers.csv").write_bytes(content)
    assert len(Experiment.read(config / "wing/small.yaml").frame) == 80
    # The study's own registry may call a shared file by another role.
    (config / "wing/datasets.yaml").write_text("answers_1: {role: other, vintages: [optional]}\n")
    with pytest.raises(RegistryError, match="0 files play the role 'small_survey'"):
        Experiment.read(config / "wing/small.yaml")


def test_values_that_are_not_mapped_are_refused_with_their_rows():
    refused(
        r"columns.support.map: values of the column 'q_support' are not mapped: 5 in 2 rows, 7 in 1 row; "
        r"the first is who p001\.",
        changed(q_support={1: 5, 4: 7, 9: 5}),
    )
    refused("factors.ally.levels: values of the column 'ally' are not mapped: 'm' in 1 row",
            changed(ally={0: "m"}))  # fmt: skip
    refused("the column 'arm' is missing in 1 row", changed(arm={2: np.nan}))


def test_a_level_that_nobody_has_is_refused():
    refused(r"nobody has the level 'gone' \(value 3 of the column 'arm'\)",
            factors__troops__levels={1: "stationed", 2: "withdrawn", 3: "gone"},
            factors__troops__check=None)  # fmt: skip


def test_columns_that_are_absent_or_hold_no_numbers_are_refused():
    refused("covariates: the answers have no column 'hwak'; near it are hawk", covariates=["hwak"])
    refused(r"covariates: values of the column 'gender' are no numbers: 'female' in \d+ rows",
            covariates=["gender"])  # fmt: skip
    dates = survey().assign(day=pd.Timestamp("2024-01-01"))
    refused("covariates: the column 'day' holds neither numbers nor words", dates, covariates=["day"])
    lists = survey().assign(hawk1=[[1]] * 80)
    refused("columns.hawk: the column 'hawk1' holds neither numbers nor words", lists)
    refused("several columns 'arm'", pd.concat([survey(), survey()[["arm"]]], axis=1))


def test_types_of_columns_do_not_matter():
    raw, expected = survey(), experiment().frame
    categories = raw.assign(**{name: raw[name].astype("category") for name in ("arm", "ally", "q_safe")})
    for other in (raw.convert_dtypes(), raw.astype(object), categories):
        found = experiment(other).frame
        pd.testing.assert_frame_equal(found, expected, check_dtype=False, check_index_type=False)
    raw = raw.convert_dtypes()
    raw.loc[3, "hawk1"] = pd.NA
    assert experiment(raw).frame["hawk"].isna().sum() == 1


def test_answers_outside_their_range_are_refused():
    refused(r"mediators.safe: values of 'safe' lie outside the range from 0 to 100: 125.0 in 1 row",
            changed(q_safe={7: 6}))  # fmt: skip
    refused(r"outcomes.support: values of 'support' lie outside the range from 0 to 50: 100.0 in",
            outcomes__support__range=[0, 50])  # fmt: skip
    refused(r"is binary, but has values that are neither 0 nor 100: 50.0 in",
            columns__support__map={1: 0, 2: 50, 3: 100, 4: 100})  # fmt: skip


@pytest.mark.parametrize(
    ("value", "said"), [(0, "not above 0"), (-1, "not above 0"), (np.nan, "missing"), (np.inf, "infinite")]
)
def test_weights_that_are_none_are_refused(value, said):
    refused(f"The weight 'weight' is {said} in 2 rows, the first of which is who p004",
            changed(weight={4: value, 6: value}))  # fmt: skip


def test_ids_that_stand_twice_or_are_missing_are_refused():
    refused(r"Ids \(who\) stand several times: 1 of them, in 3 rows, the first being p001",
            changed(who={5: "p001", 6: "p001"}))  # fmt: skip
    refused(r"The id \(who\) is missing in 1 row", changed(who={5: None}))


def test_a_block_with_an_arm_below_two_is_refused():
    raw = survey()
    raw.loc[:2, "town"] = "C"
    refused(
        r"3 arms of \w+ in blocks \('town'\) have fewer than 2 persons|the first is '\w+' in block C", raw
    )


def clustered(**changes):
    assignment = {"kind": "clustered", "block": None, "cluster": "street"}
    design = declared(assignment=assignment, **changes)
    del design["factors"]["ally"], design["hypotheses"]["H2"]
    return Design.of(design)


def test_clusters_are_whole_and_several_in_an_arm():
    raw = survey().assign(street=lambda answers: answers["arm"] * 10 + np.arange(80) // 2 % 4)
    assert len(Experiment.of(clustered(), raw).frame) == 80
    with pytest.raises(SurveyDataError, match="not constant within 1 of the clusters .* which is 13"):
        Experiment.of(clustered(), raw.assign(street=raw["street"].replace({23: 13})))
    with pytest.raises(SurveyDataError, match="the arm 'withdrawn' has one cluster"):
        Experiment.of(clustered(), raw.assign(street=raw["street"].where(raw["arm"] == 1, 20)))


def test_a_hypothesis_with_an_empty_cell_is_refused():
    raw = survey()
    cell = (raw["arm"] == 2) & (raw["ally"] == "y")
    raw.loc[cell, "q_support"] = 9
    refused("hypotheses.H2: nobody who answered 'support' is in the cell troops withdrawn, ally allied", raw)
    held = {"troops": "withdrawn"}
    refused("hypotheses.H2: nobody who answered .* troops withdrawn", raw,
            hypotheses__H2__effect={"ally": "allied"}, hypotheses__H2__within=held)  # fmt: skip


def test_a_mediator_that_does_not_vary_in_an_arm_is_refused():
    raw = survey()
    raw.loc[raw["arm"] == 2, "q_safe"] = 3
    refused("mediators.safe does not vary in the arm 'withdrawn' of troops", raw)


def test_countries_are_checked_and_taken_apart():
    raw = survey().assign(land=np.where(np.arange(80) < 40, "DE", "CZ"), who=np.arange(80))
    changes = {"unit__country": "land", "assignment": {"kind": "complete"}}
    found = experiment(raw, **changes)
    assert found.countries == ["CZ", "DE"] and found.of_country("CZ").frame.index.tolist() == list(
        range(40, 80)
    )
    assert found.of_country("DE").right.index.equals(found.of_country("DE").frame.index)
    with pytest.raises(ExperimentInputError, match="frame and the choice have different labels"):
        found.of_rows((found.frame["troops"] == "withdrawn")[::-1])
    with pytest.raises(ExperimentInputError, match="no country 'FR'"):
        found.of_country("FR")
    raw.loc[raw["land"] == "DE", "arm"] = 1
    refused("factors.troops: nobody in DE is in the arm 'withdrawn'", raw, **changes)


def test_attention_is_read_from_its_answers():
    raw = survey().assign(read=np.where(np.arange(80) % 4, 3, 1))
    found = experiment(raw, attention={"column": "read", "right": [3], "asked": "before"})
    assert found.attentive.sum() == 60


def test_one_of_several_answers_may_be_text_or_number():
    raw = survey()
    raw["q_support"] = raw["q_support"].astype(str).replace("9", "refused")
    frame = experiment(raw, columns__support__missing=["refused"]).frame
    pd.testing.assert_series_equal(frame["support"], experiment().frame["support"])


def test_an_index_with_a_name_is_a_column():
    found = experiment(survey().set_index("who")).frame
    pd.testing.assert_frame_equal(found, experiment().frame)
    refused("personal data. 'email' looks like e-mail addresses", survey().rename_axis("email"))


def test_columns_of_a_csv_with_the_same_name_are_refused(tmp_path):
    (tmp_path / "small.yaml").write_text(json.dumps(DESIGN))
    text = survey().to_csv(index=False).replace("hawk2", "hawk1", 1)
    (tmp_path / "survey.csv").write_text(text)
    with pytest.raises(SurveyDataError, match="several columns 'hawk1'"):
        Experiment.read(tmp_path / "small.yaml", data=tmp_path / "survey.csv")


def test_covariates_are_finite_and_known_in_every_arm():
    refused(r"covariate 'hawk' is infinite in 1 row", changed(hawk1={3: np.inf}))
    raw = survey().astype({"hawk1": float})
    raw.loc[raw["arm"] == 2, "hawk1"] = np.nan
    refused(r"0 of 40 persons in the arm 'withdrawn' of troops have all of them; missing: hawk \(40\)", raw)


def in_blocks_and_clusters():
    design = declared(
        assignment={"kind": "blocked_clustered", "block": "town", "cluster": "street"}, unit={"id": "who"}
    )
    del design["factors"]["ally"], design["hypotheses"]["H2"]
    return Design.of(design)


def test_blocks_of_clusters_have_two_of_these_in_an_arm_and_all_of_each():
    raw = survey(160)
    raw["street"] = raw["town"] + (raw["arm"] * 10 + np.arange(160) // 2 % 2).astype(str)
    assert len(Experiment.of(in_blocks_and_clusters(), raw).frame) == 160
    with pytest.raises(SurveyDataError, match="fewer than 2 clusters; the first is 'withdrawn' in block B"):
        Experiment.of(in_blocks_and_clusters(), raw.assign(street=raw["street"].replace("B21", "B20")))
    with pytest.raises(SurveyDataError, match="4 clusters .* are in several blocks"):
        Experiment.of(in_blocks_and_clusters(), raw.assign(street=raw["street"].str[1:]))


def test_countries_may_be_numbers_and_are_not_called_as_their_contrasts():
    raw = survey().assign(land=np.where(np.arange(80) < 40, 255, 316))
    changes = {"unit__country": "land", "assignment": {"kind": "complete"}}
    found = experiment(raw, **changes)
    assert found.countries == ["255", "316"]
    assert found.estimate("H1", 316) == found.estimate("H1", "316")
    assert found.of_country(255).frame.equals(found.of_country("255").frame)
    words = raw.assign(land=raw["land"].replace({255: "255 ", 316: "316.0"}).astype(object))
    assert experiment(words, **changes).countries == ["255", "316"]
    raw["land"] = raw["land"].replace({255: "difference", 316: "sum"}).astype(object)
    refused("a country is called 'difference'", raw, **changes)
