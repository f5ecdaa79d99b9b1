"""Conjoint experiments: effects by another way, restricted pairs of attributes, and what is refused."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from entente.core.errors import DesignError, ExperimentInputError
from entente.experiments import least_squares
from entente.experiments.estimation.conjoint import conjoint_amce, conjoint_regression, marginal_means

ATTRIBUTES = {"regime": "autocracy", "size": "small", "treaty": "none"}
RESTRICTED = [["regime", "treaty"]]


def profiles(allowed):
    """300 respondents with 6 profiles each; profiles that are not allowed are drawn again."""
    rng = np.random.default_rng(4)
    n = 1800
    frame = pd.DataFrame({"person": np.repeat(np.arange(n // 6), 6), "w": rng.uniform(0.5, 2, n)})
    draw = {
        "regime": ["autocracy", "democracy", "junta"],
        "size": ["large", "small"],
        "treaty": ["defence", "entente", "none"],
    }
    for name, levels in draw.items():
        frame[name] = rng.choice(levels, n)
    while (bad := ~allowed(frame)).any():
        for name, levels in draw.items():
            frame.loc[bad, name] = rng.choice(levels, bad.sum())
    person = rng.normal(size=n // 6)[frame["person"]]
    democracy, defence = frame["regime"] == "democracy", frame["treaty"] == "defence"
    return frame.assign(
        y=person + rng.normal(size=n) + democracy * (1 + 2 * defence) - (frame["size"] == "small")
    )


@pytest.fixture(scope="module")
def free():
    return profiles(lambda frame: frame["size"] != "")


@pytest.fixture(scope="module")
def restricted():
    """Juntas have no defence treaty."""
    return profiles(lambda frame: (frame["regime"] != "junta") | (frame["treaty"] != "defence"))


def of(table, level):
    return table.set_index("level").loc[level]


def test_without_restrictions_effects_are_coefficients(free):
    X = pd.DataFrame({"constant": 1.0}, free.index)
    for attribute, reference in ATTRIBUTES.items():
        for level in sorted(set(free[attribute]) - {reference}):
            X[f"{attribute}: {level}"] = (free[attribute] == level) * 1.0
    grouped = {"cov_type": "cluster", "cov_kwds": {"groups": free["person"], "use_correction": True}}
    expected = sm.WLS(free["y"], X, weights=free["w"]).fit(**grouped)
    fit = conjoint_regression(free, "y", ATTRIBUTES, "person", cov="CR1", weights="w")
    pd.testing.assert_series_equal(fit.params, expected.params)
    pd.testing.assert_series_equal(fit.bse, expected.bse)
    table = conjoint_amce(free, "y", ATTRIBUTES, "person", weights="w")
    plain = conjoint_regression(free, "y", ATTRIBUTES, "person", weights="w")
    row = of(table, "democracy")
    assert (row["estimate"], row["se"]) == (plain.params["regime: democracy"], plain.bse["regime: democracy"])
    assert row["df"] == plain.df["regime: democracy"] and row["partners"] == "none"
    assert row["n"] == (free["regime"] == "democracy").sum()
    assert list(table["level"]) == ["democracy", "junta", "large", "defence", "entente"]


def cell_differences(frame, level, treaties):
    """Differences of a regime from autocracies, by treaty, at the coefficient of size that all share."""
    cells = pd.get_dummies(frame["regime"] + "/" + frame["treaty"]).astype(float)
    X = cells.assign(large=(frame["size"] == "large") * 1.0)
    params = sm.OLS(frame["y"], X).fit().params
    return np.array([params[f"{level}/{treaty}"] - params[f"autocracy/{treaty}"] for treaty in treaties])


def test_a_restricted_attribute_is_averaged_over_allowed_partners(restricted):
    table = conjoint_amce(restricted, "y", ATTRIBUTES, "person", restrictions=RESTRICTED)
    junta = of(table, "junta")
    expected = cell_differences(restricted, "junta", ["entente", "none"])
    assert junta["estimate"] == pytest.approx(expected.mean(), rel=1e-9)
    assert (junta["partners"], junta["cells"]) == ("treaty", 2)
    democracy = of(table, "democracy")
    expected = cell_differences(restricted, "democracy", ["defence", "entente", "none"])
    assert democracy["estimate"] == pytest.approx(expected.mean(), rel=1e-9)
    # 1 without a defence treaty, 3 with: over three treaties 5/3.
    assert abs(democracy["estimate"] - 5 / 3) < 3 * democracy["se"]
    assert of(table, "large")["partners"] == "none" and of(table, "large")["cells"] == 0


def test_allowed_partners_as_they_are(restricted):
    table = conjoint_amce(restricted, "y", ATTRIBUTES, "person", restrictions=RESTRICTED, partners="realised")
    treaties = ["defence", "entente", "none"]
    shares = restricted["treaty"].value_counts(normalize=True)[treaties]
    expected = cell_differences(restricted, "democracy", treaties) @ shares
    assert of(table, "democracy")["estimate"] == pytest.approx(expected, rel=1e-9)


def test_a_chain_of_pairs_is_averaged_over_cells_of_all(restricted):
    chain = [["treaty", "regime"], ["regime", "size"]]
    table = conjoint_amce(restricted, "y", ATTRIBUTES, "person", restrictions=chain)
    means = restricted.groupby(["regime", "size", "treaty"])["y"].mean()
    allowed = [(s, t) for s in ("large", "small") for t in ("entente", "none")]
    expected = np.mean([means["junta", s, t] - means["autocracy", s, t] for s, t in allowed])
    junta = of(table, "junta")
    assert junta["estimate"] == pytest.approx(expected, rel=1e-9)
    assert (junta["partners"], junta["cells"]) == ("size, treaty", 4)


def test_marginal_means(free):
    table = marginal_means(free, "y", ATTRIBUTES, "person")
    assert list(table["attribute"]) == ["regime"] * 3 + ["size"] * 2 + ["treaty"] * 3
    for (attribute, level), mean in table.set_index(["attribute", "level"])["mean"].items():
        assert mean == pytest.approx(free.loc[free[attribute] == level, "y"].mean())
    # The error is that of the regression on all levels, whose respondents judge several.
    X = pd.get_dummies(free["size"]).astype(float)
    fit = least_squares(free["y"], X, "CR2", free["person"])
    small = of(table, "small")
    assert (small["se"], small["df"]) == pytest.approx((fit.bse["small"], fit.df["small"]), rel=1e-9)


def test_plain_coefficients_of_restricted_pairs_are_refused(restricted):
    with pytest.raises(DesignError, match="regime and treaty .* no effects"):
        conjoint_regression(restricted, "y", ATTRIBUTES, "person", restrictions=RESTRICTED)
    for function in (conjoint_regression, conjoint_amce):
        with pytest.raises(
            DesignError, match=r"regime junta, treaty defence never occur .*\n.*\[regime, treaty\]"
        ):
            function(restricted, "y", ATTRIBUTES, "person")


def test_what_cannot_be_compared_is_refused(restricted):
    given = (restricted, "y", ATTRIBUTES, "person")
    with pytest.raises(ExperimentInputError, match="wealth is no factor"):
        conjoint_amce(*given, restrictions=[["regime", "wealth"]])
    with pytest.raises(DesignError, match="is no pair"):
        conjoint_amce(*given, restrictions=[["regime", "regime"]])
    with pytest.raises(ExperimentInputError, match="Partners cannot count 'evenly'"):
        conjoint_amce(*given, restrictions=RESTRICTED, partners="evenly")
    with pytest.raises(ExperimentInputError, match="HC2 is no covariance with clusters"):
        conjoint_amce(*given, restrictions=RESTRICTED, cov="HC2")
    apart = restricted[(restricted["regime"] == "junta") == (restricted["treaty"] == "none")]
    with pytest.raises(
        DesignError, match="regime junta and regime autocracy never occur with the same treaty"
    ):
        conjoint_amce(apart, "y", ATTRIBUTES, "person", restrictions=RESTRICTED)


def test_rounding_of_sums_that_cancel_in_every_respondent_is_no_error():
    """Each likes every regime once in two profiles: there is no effect, and nothing to judge it by."""
    frame = pd.DataFrame({"regime": list("abc") * 16, "person": np.arange(48) // 6})
    frame["y"] = np.arange(48) // 3 % 2 + 0.1
    with pytest.raises(ExperimentInputError, match="standard error is 0"):
        conjoint_amce(frame, "y", {"regime": "a"}, "person")
