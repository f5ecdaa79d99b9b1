"""Effects in published surveys: reference values of other programs."""

import numpy as np
import pandas as pd
import pytest
import rdata

from entente.experiments import amce, cell_means, effect, least_squares

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.filterwarnings("ignore:Missing constructor for R class:UserWarning"),
]

FACTORS = {
    "alliance": "none",
    "regime": "autocracy",
    "stakes": "high",
    "costs": "high",
    "region": "South America",
}
COVARIATES = ["hawk", "intl", "pid7", "nat", "male", "white", "age", "ed4"]
ALLY = {"alliance": "ally"}


@pytest.fixture(scope="module")
def survey(real_data):
    """Support for war with and without an alliance, 1,200 persons."""
    path = real_data / "tomz_weeks_survey/tomz_weeks_2017-04-YouGov-extracted.dta"
    raw = pd.read_stata(path, convert_categoricals=False)
    party = raw["pid7"].replace(8, 4) - 1
    return pd.DataFrame(
        {
            "alliance": raw["alliance"].map({1: "none", 2: "ally"}),
            "regime": raw["regime"].map({1: "autocracy", 2: "democracy"}),
            "stakes": raw["stakes"].map({1: "high", 2: "low"}),
            "costs": raw["costs"].map({1: "high", 2: "low"}),
            "region": raw["region"].map({1: "Africa", 2: "Asia", 3: "Eastern Europe", 4: "South America"}),
            "strike2": 100.0 * (raw["pref"] >= 4),
            "obligation": 25.0 * (raw["m_oblig"] - 1),
            "hawk": (5 - raw["hawk"]) / 4,
            "intl": (raw["intl"] - 1) / 4,
            "pid7": party / 6,
            "nat": ((raw["nat1"] + raw["nat2"]) / 2 - 1) / 4,
            "male": (raw["gender"] == 1) * 1.0,
            "white": (raw["race"] == 1) * 1.0,
            "age": (2016 - raw["birthyr"]) / 100,
            "ed4": (raw["educ"].map({1: 1, 2: 1, 3: 2, 4: 2, 5: 3, 6: 4}) - 1) / 3,
            "weight": raw["weight"].astype(float),
            "right": (raw["mck_alliance"] == raw["alliance"]) * 1.0,
        }
    )


def close(estimate, *values):
    found = (estimate.estimate, estimate.se, estimate.df)[: len(values)]
    assert found == pytest.approx(values, rel=1e-8)


def test_alliances_and_support_for_war(survey):
    difference = effect(survey, "strike2", FACTORS, ALLY, estimator="difference")
    close(difference, 33.079812, 2.621447062, 1144.562199)
    assert difference.limits() == pytest.approx((27.93643119, 38.22319281), rel=1e-8)
    close(effect(survey, "strike2", FACTORS, ALLY, covariates=COVARIATES), 33.47366096, 2.505596495, 1182)
    means = cell_means(survey, "strike2", ["alliance"]).set_index("alliance")
    assert means.loc["none", "mean"] == pytest.approx(46.48829, abs=5e-6)
    assert means.loc["ally", "mean"] == pytest.approx(79.56811, abs=5e-6)
    assert means.loc[["none", "ally"], "n"].tolist() == [598, 602]


def test_the_published_specification(survey):
    adjusted = {"estimator": "adjusted", "covariates": COVARIATES}
    close(effect(survey, "strike2", FACTORS, ALLY, **adjusted), 33.71349461, 2.460619332, 1184)
    democracy = effect(survey, "strike2", FACTORS, {"regime": "democracy"}, **adjusted)
    close(democracy, 11.10295342, 2.429518915)
    close(effect(survey, "strike2", FACTORS, {"costs": "low"}, **adjusted), 10.03383751, 2.451180106)
    weighted = effect(survey, "strike2", FACTORS, ALLY, weights="weight", **adjusted)
    close(weighted, 30.59295366, 4.066753902)
    close(effect(survey, "obligation", FACTORS, ALLY, **adjusted), 27.12135833, 1.547934129)


def test_other_covariances_of_the_published_specification(survey):
    X = pd.DataFrame({"one": 1.0, **survey[COVARIATES]})
    for factor, reference in FACTORS.items():
        for level in set(survey[factor]) - {reference}:
            X[f"{factor} {level}"] = (survey[factor] == level) * 1.0
    for cov, se in {"HC1": 2.460569544, "HC3": 2.47724853}.items():
        assert least_squares(survey["strike2"], X, cov).bse["alliance ally"] == pytest.approx(se, rel=1e-8)


def test_share_of_right_checks_and_cells_of_the_others(survey):
    right = cell_means(survey, "right", ["alliance"]).set_index("alliance")["mean"]
    assert right["none"] == pytest.approx(0.8829431, abs=5e-8)
    assert right["ally"] == pytest.approx(0.9617940, abs=5e-8)
    # Assignment is independent: the averages over 32 cells differ little from the difference of means.
    for cells in ("uniform", "realised"):
        found = amce(survey, "strike2", FACTORS, ALLY, cells=cells)
        assert found.estimate == pytest.approx(33.08, abs=1) and found.df == 1200 - 64


def test_four_arms(real_data):
    """Bonilla & Tillery: support against the arm ``general``."""
    (frame,) = rdata.read_rda(real_data / "survey_experiments/rdss_bonilla_tillery.rda").values()
    frame = frame.astype({"Z": str})
    arms = pd.DataFrame(
        {arm: (frame["Z"] == arm) * 1.0 for arm in ("nationalism", "feminism", "intersectional")}
    )
    fit = least_squares(frame["blm_support"], arms.assign(one=1.0))
    close(fit.contrast({"nationalism": 1}), -0.01181467733, 0.02125832763, 845)
    close(fit.contrast({"feminism": 1}), -0.03623490881, 0.02203460407, 845)
    difference = effect(frame, "blm_support", {"Z": "general"}, {"Z": "feminism"}, estimator="difference")
    close(difference, -0.03623490881, 0.02203460407)


def test_streets(real_data):
    """Foos et al.: turnout, with the treatment assigned to 613 streets."""
    (frame,) = rdata.read_rda(real_data / "survey_experiments/rdss_foos_etal.rda").values()
    X = pd.DataFrame({"one": 1.0, "treat": frame["treat"].astype(float)})
    fit = least_squares(frame["marked_register_2014"].astype(float), X, "CR2", frame["street"])
    close(fit.contrast({"treat": 1}), 0.03407399584, 0.01842628324, 128.1558427)
    frame = frame.assign(arm=np.where(frame["treat"] == 1, "visited", "control"))
    found = effect(frame, "marked_register_2014", {"arm": "control"}, {"arm": "visited"}, cluster="street")
    close(found, 0.03407399584, 0.01842628324, 128.1558427)
