"""Public doors of the library of experiments: what is called, and an example of each input.

Frames have the columns that are used and no other, so that what is missing in any of them matters.
"""

import numpy as np
import pandas as pd

from entente import experiments

RNG = np.random.default_rng(6021)
N = 48
PERSONS = pd.Index([f"person {i}" for i in range(N)], name="person")
ARMS, TREATED = {"arm": "none"}, {"arm": "troops"}


def column(values):
    return pd.Series(values, index=PERSONS)


ANSWERS = pd.DataFrame(
    {
        "arm": np.tile(["none", "troops", "weapons"], N // 3),
        "ally": RNG.permutation(np.repeat(["no", "yes"], N // 2)),
        "age": RNG.normal(size=N),
        "town": np.repeat([11, 12], N // 2),
        "street": np.arange(N) // 3 % 8,
        "weight": RNG.uniform(0.5, 2, N),
        "scale": RNG.integers(1, 6, N).astype(float),
        "safe": RNG.normal(size=N),
        "trust": RNG.normal(size=N),
        "shown": np.arange(N) % 2,
        "high": np.arange(N) // 2 % 2,
        "chosen": RNG.integers(0, 2, N),
    },
    index=PERSONS,
)
ANSWERS["spending"] = ANSWERS["safe"] + ANSWERS["age"] + RNG.normal(size=N)
TWO_ARMS = column(np.arange(N) % 2 > 0)
ANSWERED = column(RNG.random(N) < 0.8)
BLOCKS = column(np.repeat(["A", "B"], N // 2))
CLUSTERS = column(np.arange(N) // 4)
OF_CLUSTERS = column(np.arange(N) // 4 % 2 > 0)
SHARES = {
    arm: pd.DataFrame(values, index=[0, 1], columns=[0, 1])
    for arm, values in {
        "untreated": [[0.3, 0.2], [0.1, 0.4]],
        "treated": [[0.15, 0.1], [0.2, 0.55]],
    }.items()
}
DESIGN = {
    "title": "Forces", "status": "pilot", "data": {"role": "forces"}, "unit": {"id": "who"},
    "factors": {"troops": {"column": "arm", "levels": {arm: arm for arm in ("none", "troops", "weapons")},
                           "reference": "none"}},
    "outcomes": {"scale": {"kind": "ordinal", "range": [1, 5], "unit": "points", "margin": 0.5}},
    "covariates": ["age"],
    "hypotheses": {"H1": {"text": "They matter", "outcome": "scale", "effect": {"troops": "weapons"},
                          "direction": "positive", "family": "main"}},
    "families": {"main": "none"},
}  # fmt: skip


def numbers(found):
    """A result with named numbers as a Series."""
    kept = {name: value for name, value in vars(found).items() if isinstance(value, int | float)}
    return pd.Series(kept, dtype=float)


def by(*keys):
    return lambda table: table.set_index(list(keys)).select_dtypes("number").sort_index()


def on(columns, call, *args, then=numbers, **how):
    """A door that is given a frame of some columns."""
    return lambda frame: then(call(frame, *args, **how)), {"frame": ANSWERS[columns.split()]}


def mediated(frame):
    given = experiments.Pathway(frame, "spending", "safe", "shown", ["age"], ["trust"], "street", 2)
    steps = experiments.linear_mediation, experiments.controlled_direct_effect, experiments.sensitivity
    linear, direct, fragility = (step(given) for step in steps)
    found = [linear.effects, direct, fragility.fragility]
    return pd.concat([one.estimates.droplevel("setting") for one in found], keys=["linear", "direct", "rho"])


def coefficients(fit):
    return pd.DataFrame({"b": fit.params, "se": fit.bse, "df": fit.df})


def estimate_of_answers(data):
    """Estimates that read every column; the difference goes on without a covariate."""
    found = experiments.Experiment.of(experiments.Design.of(DESIGN), data).estimates()
    return by("hypothesis", "estimator")(found[found["estimator"] != "difference"])


def moderated(frame, groups):
    found = experiments.moderated_effects(
        frame, "spending", ARMS, TREATED, "age", form="terciles", groups=groups
    )
    return by("kind", "level")(found)


REGRESSED = "spending arm age weight"
FACTORIAL = "spending arm ally"
DOORS = {
    "effect": on(
        "spending arm ally age town weight", experiments.effect, "spending", ARMS | {"ally": "no"}, TREATED,
        covariates=["age"], block="town", weights="weight",
    ),
    "amce": on(FACTORIAL, experiments.amce, "spending", ARMS | {"ally": "no"}, TREATED),
    "amces": on(FACTORIAL, experiments.amces, "spending", ARMS | {"ally": "no"}, then=by("factor", "level")),
    "cell_means": on("spending arm weight", experiments.cell_means, "spending", ["arm"], "weight",
                     then=by("arm")),
    "factorial_regression": on(
        REGRESSED, experiments.factorial_regression, "spending", ARMS, covariates=["age"], weights="weight",
        then=coefficients,
    ),
    "joint_test": on(FACTORIAL, experiments.joint_test, "spending", ARMS | {"ally": "no"}, ["arm"],
                     then=lambda test: pd.Series(test._asdict())),
    "simple_effects": on(FACTORIAL, experiments.simple_effects, "spending", ARMS | {"ally": "no"}, TREATED,
                         ["ally"], then=by("ally")),
    "conjoint_regression": on("chosen arm street", experiments.conjoint_regression, "chosen", ARMS, "street",
                              then=coefficients),
    "conjoint_amce": on("chosen arm street", experiments.conjoint_amce, "chosen", ARMS, "street",
                        then=by("attribute", "level")),
    "marginal_means": on("chosen arm street", experiments.marginal_means, "chosen", ["arm"], "street",
                         then=by("attribute", "level")),
    "ordered_logit": on(
        "scale arm age", experiments.ordered_logit, "scale", ARMS, TREATED, covariates=["age"],
        then=lambda fit: numbers(fit.coefficient),
    ),
    "acme_bounds": on("chosen high shown", experiments.acme_bounds, "chosen", "high", "shown",
                      then=lambda table: table),
    "Pathway": (mediated, {"frame": ANSWERS["spending safe shown age trust street".split()]}),
    "moderated_effects": (
        moderated,
        {"frame": ANSWERS[["spending", "arm", "age"]],
         "groups": column(np.where(ANSWERS["age"] > 0, "old", "young")).astype("category")},
    ),
    "wald_ratio": (
        lambda frame, perceived: numbers(
            experiments.wald_ratio(frame, "spending", perceived, "arm", "none", "troops")
        ),
        {"frame": ANSWERS[["spending", "arm"]],
         "perceived": column((ANSWERS["arm"] == "troops") ^ ~ANSWERED)},
    ),
    "least_squares": (
        lambda **data: coefficients(experiments.least_squares(cov="CR2", **data)),
        {"y": ANSWERS["spending"], "X": ANSWERS[["safe", "age"]].assign(constant=1.0), "clusters": CLUSTERS,
         "weights": ANSWERS["weight"]},
    ),
    "lee_bounds": (
        lambda **data: numbers(experiments.lee_bounds(replicates=0, **data))[["low", "high", "trimmed"]],
        {"y": ANSWERS["scale"].where(ANSWERED), "treated": OF_CLUSTERS, "answered": ANSWERED,
         "weights": ANSWERS["weight"], "tighten": BLOCKS, "clusters": CLUSTERS},
    ),
    "manski_bounds": (
        lambda **data: numbers(experiments.manski_bounds(range=(1, 5), replicates=0, **data))[:2],
        {"y": ANSWERS["scale"].where(ANSWERED), "treated": OF_CLUSTERS, "answered": ANSWERED,
         "weights": ANSWERS["weight"], "clusters": CLUSTERS},
    ),
    "randomization_test": (
        lambda **data: numbers(experiments.randomization_test(statistic="difference", **data)).dropna(),
        {"y": ANSWERS["safe"], "treated": OF_CLUSTERS, "blocks": BLOCKS, "clusters": CLUSTERS},
    ),
    "omnibus_balance": (
        # Blocks and clusters are read where assignments are drawn again, which hangs on the order of rows.
        lambda **data: pd.Series(experiments.omnibus_balance(draws=1, **data)._asdict())[["d2", "df"]],
        {"covariates": ANSWERS[["age", "safe"]], "arms": OF_CLUSTERS, "blocks": BLOCKS, "clusters": CLUSTERS},
    ),
    "standardized_differences": (
        experiments.standardized_differences,
        {"covariates": ANSWERS[["age", "safe"]], "treated": TWO_ARMS},
    ),
    "adjust": (
        lambda p: experiments.adjust(p, "holm"),
        {"p": pd.Series([0.01, 0.04, 0.03, 0.005], index=["H1", "H2", "H3", "H4"])},
    ),
    "power_of_t_test": (
        lambda effect: pd.Series(experiments.power_of_t_test(effect, 0.1, 50)),
        {"effect": pd.Series([0.1, 0.2, 0.4])},
    ),
    "acme_bounds_of_shares": (experiments.acme_bounds_of_shares, SHARES),
    "Experiment": (estimate_of_answers,
                   {"data": ANSWERS[["arm", "age", "scale"]].assign(who=PERSONS).reset_index(drop=True)}),
}  # fmt: skip

#: Results, settings and errors; what takes a pathway or an experiment; files, simulations, single numbers.
WITHOUT_DATA = {
    "Design", "Estimate", "FewDegreesOfFreedomWarning", "LeastSquares", "LinearMediation", "OrderedLogit",
    "Resampled", "Sensitivity", "Wald", "controlled_direct_effect", "diagnose", "draw_survey",
    "imbens_manski", "linear_mediation", "minimum_detectable_effect", "power_table", "read_world",
    "sensitivity", "simulated_estimates", "tost", "verdict", "write_draft",
}  # fmt: skip
