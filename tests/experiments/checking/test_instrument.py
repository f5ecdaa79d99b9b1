"""Effects of what was perceived: rows are never aligned, and what cannot be asked for is named."""

import numpy as np
import pandas as pd
import pytest

from entente.core.errors import ExperimentInputError
from entente.experiments import effect, wald_ratio

RNG = np.random.default_rng(4)
FRAME = pd.DataFrame(
    {"arm": np.tile(["none", "ally"], 40), "y": RNG.normal(size=80)}, index=[f"p{i}" for i in range(80)]
)
SEEN = pd.Series((FRAME["arm"] == "ally") ^ (RNG.random(80) < 0.2), index=FRAME.index)
ASKED = ("arm", "none", "ally")


def test_it_is_the_effect_over_the_first_stage():
    arms = {"arm": "none"}, {"arm": "ally"}
    effects = [
        effect(FRAME.assign(y=values), "y", *arms, estimator="difference").estimate
        for values in (FRAME["y"], SEEN.astype(float))
    ]
    found = wald_ratio(FRAME, "y", SEEN, *ASKED)
    assert found.estimate == pytest.approx(effects[0] / effects[1], rel=1e-12)


def test_the_delta_method_by_hand():
    found, treated = wald_ratio(FRAME, "y", SEEN, *ASKED), FRAME["arm"] == "ally"
    rest, stage = FRAME["y"] - found.estimate * SEEN, SEEN[treated].mean() - SEEN[~treated].mean()
    assert found.se == pytest.approx((rest.groupby(treated).var() / 40).sum() ** 0.5 / stage, rel=1e-12)


@pytest.mark.parametrize(
    "seen", [SEEN.to_numpy(), SEEN.tolist(), SEEN.astype("boolean"), SEEN.astype(int), SEEN.astype(object)]
)
def test_perceived_may_be_of_any_type(seen):
    assert wald_ratio(FRAME, "y", seen, *ASKED) == wald_ratio(FRAME, "y", SEEN, *ASKED)


def test_the_factor_may_be_called_as_it_likes():
    renamed = FRAME.rename(columns={"arm": "value"})
    assert wald_ratio(renamed, "y", SEEN, "value", "none", "ally") == wald_ratio(FRAME, "y", SEEN, *ASKED)


@pytest.mark.parametrize(
    ("seen", "asked"),
    [
        (SEEN[::-1], ASKED),
        (SEEN[1:], ASKED),
        (SEEN.astype("boolean").where(SEEN.index != "p3"), ASKED),
        (SEEN | True, ASKED),
        (SEEN, ("arm", "none", "friend")),
        (SEEN, ("land", "none", "ally")),
    ],
)
def test_what_is_refused(seen, asked):
    with pytest.raises(ExperimentInputError):
        wald_ratio(FRAME, "y", seen, *asked)
