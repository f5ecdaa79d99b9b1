"""Every public door of abm, networks, models and experiments, given inputs that are not as they were.

Whatever is done to one of the inputs, or to all alike – rows in another order, other labels, old row numbers
of a panel, nullable, object or date types, no labels, a missing value –, the numbers are those of the inputs
as they were, by label, or an error of the package is raised; ``NUMBERS`` says where no error will do.  What
is public is found in ``__all__``: a new name, and a new parameter, need an example here.
"""

import inspect
import warnings
from dataclasses import dataclass
from functools import cache

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import entente.abm
import entente.experiments
import entente.models
import entente.networks
from entente.core.errors import EntenteError
from entente.games.burden import solve, thresholds
from entente.games.burden_numeric import solve_points
from entente.models import (
    CochraneOrcutt,
    ConditionalNegativeBinomial,
    EffortProcess,
    FirthLogit,
    PoissonAutoregression,
    PraisWinsten,
    SpatialLag,
)
from entente.models.classification import base_rate, classification
from entente.models.data import model_data
from entente.models.dyadic_covariance import dyad_clustered, dyadic_robust
from entente.models.logit import fit_logit

from .experiments import doors as of_experiments

#: Results and settings, which take no data.
WITHOUT_DATA = {"abm.Rules", "abm.Run", "networks.Polarization"}
SETTINGS = {
    "rules", "keep", "overlap", "isolates", "odd_rule", "max_cliques", "order", "centre", "categories",
    "lags", "isolate_term",
}  # fmt: skip

RNG = np.random.default_rng(9384)
STATES = pd.Index(["AUH", "FRN", "GMY", "ITA", "RUS", "TUR", "UKG", "USA"], name="state")
YEARS = pd.Index(range(1890, 1930), name="year")
ROWS = pd.Index([f"row {i}" for i in range(80)])


def network(density, mutual=True):
    ties = np.triu(RNG.random((len(STATES),) * 2) < density, 1)
    return pd.DataFrame(ties | ties.T if mutual else ties, index=STATES, columns=STATES)


def regressors(index):
    frame = pd.DataFrame(RNG.normal(size=(len(index), 2)), index=index, columns=["threat", "trade"])
    return frame.assign(constant=1.0)


MID = network(0.4)
CAPABILITY = pd.Series([0.12, 0.10, 0.21, 0.05, 0.16, 0.03, 0.22, 0.11], index=STATES, name="capability")
ATTRIBUTES = pd.DataFrame({"capability": CAPABILITY, "democracy": [0, 1, 0, 0, 0, 0, 1, 1]}).astype(
    {"democracy": bool}
)
DYADS = pd.DataFrame(
    [(a, b, (i + j) % 2 > 0, (i + j) % 3 == 0, (i * j) % 5 == 1)
     for i, a in enumerate(STATES) for j, b in enumerate(STATES) if i < j],
    columns=["state", "partner", "srg", "mid", "cooperation"],
)  # fmt: skip
SERIES, PANEL = regressors(YEARS), regressors(ROWS)
OUTCOME = (SERIES @ [0.5, -1.0, 2.0] + RNG.normal(size=len(YEARS))).rename("outcome")
EVENTS = pd.Series(RNG.poisson(np.exp(1 + 0.4 * SERIES["threat"])), index=YEARS, name="events")
GROUPS = pd.Series(np.repeat(["AUH", "FRN", "GMY", "ITA", "RUS"], 16), index=ROWS, name="group")
COUNTS = pd.Series(RNG.poisson(RNG.gamma(np.exp(1 + 0.3 * PANEL["threat"])) * 0.8), index=ROWS, name="count")
PAIRS = [(a, b) for a in STATES for b in STATES if a < b][:27]
STATE_1, STATE_2 = (
    pd.Series([(PAIRS * 3)[i][side] for i in range(len(ROWS))], index=ROWS) for side in (0, 1)
)
HAPPENED = (PANEL["threat"] + RNG.logistic(size=len(ROWS)) > 0).rename("war")
PROBABILITY = (1 / (1 + np.exp(-PANEL["threat"]))).rename("probability")
CLUSTERS = pd.Series(np.arange(len(YEARS)) // 6, index=YEARS, name="decade")
PERIODS = pd.Series(np.tile(np.repeat([1990, 1991], 8), 5), index=ROWS, name="year")
STATE_IN_PERIOD = pd.Series([f"state {i // 16} {i % 8}" for i in range(80)], index=ROWS, name="state")
PREVIOUS = pd.Series(np.arange(80) % 9 + 2, index=ROWS, name="before")
EFFORT = (PREVIOUS + np.arange(80) * 7 % 11 % 3 - 1).rename("effort")
POSITIONS = np.arange(80)
TIES = np.triu(
    np.equal.outer(*[PERIODS.to_numpy()] * 2) & (np.add.outer(POSITIONS, POSITIONS**2) % 13 == 1), 1
)
WEIGHTS = pd.DataFrame(TIES | TIES.T, index=ROWS, columns=ROWS)
GROUPS_OF_GROUPS = GROUPS.map({"AUH": 1, "FRN": 1, "GMY": 2, "ITA": 3, "RUS": 3})


def ties(run):
    return run.to_frame().set_index(["iteration", "state", "partner"]).sort_index().astype(float)


def coefficients(results):
    return results.tidy().set_index("term").sort_index()


def fitted(estimator):
    return lambda **data: coefficients(estimator(**data).fit())


@cache
def model(estimator):
    data = {
        ConditionalNegativeBinomial: (COUNTS, PANEL, GROUPS),
        PoissonAutoregression: (EVENTS, SERIES, 1),
    }
    return estimator(*data.get(estimator, (OUTCOME, SERIES)))


@cache
def fit_of(estimator):
    return model(estimator).fit()


@cache
def logit():
    return fit_logit(model_data(HAPPENED, PANEL))


def forecast(estimator):
    return lambda exog: pd.Series(fit_of(estimator).predict(exog))


def clustered(estimator):
    return lambda groups: coefficients(model(estimator).fit(cov_type="cluster", cov_kwds={"groups": groups}))


def started(estimator):
    return lambda start_params: coefficients(model(estimator).fit(start_params=start_params))


def dyadic(covariance):
    return lambda state_1, state_2: pd.Series(covariance(logit(), state_1, state_2).std_errors)


def measured(measure):
    return lambda **data: pd.Series(vars(found) if hasattr(found := measure(**data), "npi") else found)


def games(**columns):
    return {name: pd.Series(values, index=STATES[:3], name=name) for name, values in columns.items()}


GAMES = games(q=[0.35, 0.35, 0.6], c_a=[0.1, 0.2, 0.1], c_b=[0.1, 0.1, 0.05], k=[0.3, 3.0, 0.5])
GAMES |= games(sigma=[1.0, 2.0, 0.1], b=[1.0, 2.0, 1.0], m=[0.0, 0.1, 0.0])


def solved(solver):
    return lambda **data: solver(**data).to_frame()[["s", "a_alone", "prize", "payoff", "margin"]]


NEXT = regressors(pd.Index(range(1930, 1936), name="year"))
PARAMETERS = pd.Series({"rho_1": 0.3, "threat": 0.4, "trade": 0.1, "constant": 1.0})
COVARIANCE = pd.DataFrame(
    [[0.3, 0.1, 0.0], [0.1, 0.4, 0.2], [0.0, 0.2, 0.5]], index=SERIES.columns, columns=SERIES.columns
)
RESTRICTIONS = pd.DataFrame([[1.0, -1.0, 0.5]], columns=SERIES.columns)


@dataclass(frozen=True)
class Door:
    """What is called, and an example of each input."""

    call: object
    inputs: dict


def with_its_index(found):
    columns = {name: values for name, values in vars(found).items() if name != "index"}
    return pd.DataFrame(columns, index=found.index)


DOORS = {
    "abm.simulate": Door(
        lambda **data: ties(entente.abm.simulate(**data)),
        {
            "capability": CAPABILITY,
            "srg": network(0.4, mutual=False),
            "mid": MID,
            "democracy": ATTRIBUTES["democracy"],
            "cooperation": network(0.3),
        },
    ),
    "abm.simulate_frame": Door(
        lambda **data: ties(entente.abm.simulate_frame(**data)), {"states": ATTRIBUTES, "dyads": DYADS}
    ),
    **{
        f"networks.{name}": Door(
            measured(getattr(entente.networks, name)),
            {"adjacency": MID} | ({"capability": CAPABILITY} if name in ("describe", "polarization") else {}),
        )
        for name in entente.networks.__all__
        if name not in ("Polarization", "capability_concentration")
    },
    "networks.capability_concentration": Door(
        measured(entente.networks.capability_concentration), {"capability": CAPABILITY}
    ),
    "models.CochraneOrcutt": Door(fitted(CochraneOrcutt), {"endog": OUTCOME, "exog": SERIES}),
    "models.PraisWinsten": Door(fitted(PraisWinsten), {"endog": OUTCOME, "exog": SERIES}),
    "models.ConditionalNegativeBinomial": Door(
        fitted(ConditionalNegativeBinomial), {"endog": COUNTS, "exog": PANEL, "groups": GROUPS}
    ),
    "models.PoissonAutoregression": Door(
        # From one start, which takes a tenth of the time.
        lambda endog, exog: coefficients(PoissonAutoregression(endog, exog, 1).fit(PARAMETERS.to_numpy())),
        {"endog": EVENTS, "exog": SERIES},
    ),
    "models.EffortProcess": Door(
        fitted(EffortProcess),
        {
            "effort": EFFORT,
            "previous": PREVIOUS,
            "period": PERIODS,
            "exog": PANEL[["threat", "trade"]],
            "groups": STATE_IN_PERIOD,
        },
    ),
    "models.FirthLogit": Door(fitted(FirthLogit), {"endog": HAPPENED, "exog": PANEL}),
    "models.SpatialLag": Door(
        fitted(SpatialLag),
        {
            "endog": (PANEL @ [0.5, -1.0, 2.0] + WEIGHTS @ PANEL["threat"] * 0.2 + COUNTS / 9).rename(
                "burden"
            ),
            "exog": PANEL[["threat", "trade"]],
            "weights": WEIGHTS,
            "entity": GROUPS,
            "time": PERIODS,
        },
    ),
    **{
        f"{estimator.__name__}.predict": Door(forecast(estimator), {"exog": NEXT})
        for estimator in (CochraneOrcutt, PraisWinsten, ConditionalNegativeBinomial, PoissonAutoregression)
    },
    "CochraneOrcutt.fit": Door(clustered(CochraneOrcutt), {"groups": CLUSTERS[1:]}),
    "PraisWinsten.fit": Door(clustered(PraisWinsten), {"groups": CLUSTERS}),
    "ConditionalNegativeBinomial.fit": Door(
        clustered(ConditionalNegativeBinomial), {"groups": GROUPS_OF_GROUPS}
    ),
    "CochraneOrcutt.get_robustcov_results": Door(
        lambda groups: coefficients(fit_of(CochraneOrcutt).get_robustcov_results("cluster", groups=groups)),
        {"groups": CLUSTERS[1:]},
    ),
    "ConditionalNegativeBinomial.fit from": Door(
        started(ConditionalNegativeBinomial),
        {"start_params": pd.Series({"threat": 0.1, "trade": 0.2, "constant": 0.5})},
    ),
    "PoissonAutoregression.fit from": Door(started(PoissonAutoregression), {"start_params": PARAMETERS}),
    "PoissonAutoregression.predict at": Door(
        lambda params: pd.Series(model(PoissonAutoregression).predict(params)), {"params": PARAMETERS}
    ),
    "PoissonAutoregression.multipliers": Door(
        lambda at: fit_of(PoissonAutoregression).multipliers(at).set_index("term"), {"at": SERIES.iloc[3]}
    ),
    "results.wald_test": Door(
        lambda r_matrix, cov_p: pd.Series(
            fit_of(CochraneOrcutt).wald_test(r_matrix, cov_p, scalar=True).statistic
        ),
        {"r_matrix": RESTRICTIONS, "cov_p": COVARIANCE},
    ),
    "games.solve": Door(solved(solve), GAMES),
    "games.solve_points": Door(solved(solve_points), GAMES),
    "games.thresholds": Door(
        lambda **data: with_its_index(thresholds(**data)),
        {name: GAMES[name] for name in ("q", "c_a", "c_b", "b")},
    ),
    "dyad_clustered": Door(dyadic(dyad_clustered), {"state_1": STATE_1, "state_2": STATE_2}),
    "dyadic_robust": Door(dyadic(dyadic_robust), {"state_1": STATE_1, "state_2": STATE_2}),
    "classification": Door(measured(classification), {"outcome": HAPPENED, "probability": PROBABILITY}),
    "base_rate": Door(measured(base_rate), {"outcome": HAPPENED}),
    **{f"experiments.{name}": Door(*door) for name, door in of_experiments.DOORS.items()},
}


def test_every_public_name_and_parameter_has_an_example():
    rooms = {"abm": entente.abm, "networks": entente.networks, "models": entente.models}
    public = {
        f"{room}.{name}": getattr(module, name) for room, module in rooms.items() for name in module.__all__
    }
    assert set(public) - WITHOUT_DATA == {name for name in DOORS if name.split(".")[0] in rooms}
    for name in set(public) - WITHOUT_DATA:
        parameters = set(inspect.signature(public[name]).parameters)
        assert parameters - SETTINGS == set(DOORS[name].inputs), name


def test_every_name_of_experiments_has_an_example_of_all_data_that_it_takes():
    public = {name: getattr(entente.experiments, name) for name in entente.experiments.__all__}
    assert set(public) - of_experiments.WITHOUT_DATA == set(of_experiments.DOORS)
    data = ("Any", "pd.DataFrame", "pd.Series", "np.ndarray")
    for name, (_, inputs) in of_experiments.DOORS.items():
        parameters = inspect.signature(public[name]).parameters.values()
        taken = {one.name for one in parameters if str(one.annotation).split(" | ")[0] in data}
        assert name == "Experiment" or taken <= set(inputs), name


# What is done to an input -----------------------------------------------------------------------------------


def is_square(values):
    return values.ndim == 2 and values.index.equals(values.columns)


def rows_shuffled(values, rng):
    return values.iloc[rng.permutation(len(values))]


def columns_shuffled(values, rng):
    return values.iloc[:, rng.permutation(values.shape[1])] if values.ndim == 2 else values


def without_row(values, row):
    left = values.drop(index=values.index[row])
    return left.drop(columns=values.index[row]) if is_square(values) else left


def both_shuffled(values, rng):
    if not is_square(values):
        return rows_shuffled(values, rng)
    order = rng.permutation(len(values))
    return values.iloc[order, order]


def relabelled(values, labels):
    found = values.set_axis(labels)
    return found.set_axis(labels, axis=1) if is_square(values) else found


def other_labels(values, rng):
    return relabelled(values, [f"other {i}" for i in range(len(values))])


def old_row_numbers(values, rng):
    return relabelled(values, np.sort(rng.choice(10_000, len(values), replace=False)))


def other_row_numbers(values, rng):
    return relabelled(values, rng.choice(10_000, len(values), replace=False))


def labels_as_text(values, rng):
    return relabelled(values, values.index.astype(str))


def nullable(values, rng):
    return values.convert_dtypes()


def objects(values, rng):
    return values.astype(object)


def text(values, rng):
    return values.astype(str)


def dates(values, rng):
    def as_dates(column):
        numbers = pd.factorize(column)[0] if column.dtype.kind not in "biuf" else column.astype(float) * 1e15
        return pd.Series(pd.to_datetime(numbers), index=column.index, name=column.name)

    if values.ndim == 1:
        return as_dates(values)
    column = values.columns[rng.integers(values.shape[1])]
    found = values.copy()
    found[column] = as_dates(values[column])
    return found


def unlabelled(values, rng):
    return values.to_numpy()


CHANGES = [
    rows_shuffled, columns_shuffled, both_shuffled, other_labels, old_row_numbers, other_row_numbers,
    labels_as_text, nullable, objects, text, dates, unlabelled,
]  # fmt: skip

GRAPHS = {
    "srg": lambda ties: nx.from_pandas_adjacency(ties.astype(int), create_using=nx.DiGraph),
    **dict.fromkeys(
        ("mid", "cooperation", "adjacency"), lambda ties: nx.from_pandas_adjacency(ties.astype(int))
    ),
}

#: Doors at which the order of the rows of one input says nothing, and inputs whose rows have names.
WITHOUT_ORDER = {
    "abm.simulate_frame", "networks.capability_concentration", "base_rate", "CochraneOrcutt.predict",
    "PraisWinsten.predict", "ConditionalNegativeBinomial.predict",
}  # fmt: skip
BY_NAME = {"params", "start_params", "at", "cov_p", "untreated", "p"}
WITHOUT_ORDER |= {
    f"experiments.{name}" for name, (_, inputs) in of_experiments.DOORS.items() if len(inputs) == 1
}
#: Inputs whose columns are found by name, which an array does not have.
FRAMES = {"states", "dyads", "frame", "data"}

#: Changes of one input that leave its meaning, and at which doors they must give numbers.
NUMBERS = {
    nullable: lambda name, argument: True,
    objects: lambda name, argument: True,
    columns_shuffled: lambda name, argument: argument not in {*GRAPHS, "weights"},
    rows_shuffled: lambda name, argument: name in WITHOUT_ORDER or argument in BY_NAME,
    unlabelled: lambda name, argument: argument not in FRAMES,
}


def outcome(door, inputs):
    """Return what a door gives, or the named error that it raises."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return door.call(**inputs)
        except EntenteError as error:
            assert error.what and error.remedy
            return error


#: Doors that are less exact than others: statsmodels' ordered logit takes differences for derivatives.
RELATIVE_ERRORS = {"experiments.ordered_logit": 1e-4}


def same(found, expected, name=""):
    """Whether numbers are the same, by label where these are the same ones, else in order."""
    if set(found.index) == set(expected.index):
        found = found.reindex(expected.index)
    found, expected = np.asarray(found, dtype=float), np.asarray(expected, dtype=float)
    return np.allclose(found, expected, rtol=RELATIVE_ERRORS.get(name, 1e-6), atol=1e-9)


EXPECTED = {}


def expected(name):
    if name not in EXPECTED:
        EXPECTED[name] = outcome(DOORS[name], DOORS[name].inputs)
        assert not isinstance(EXPECTED[name], EntenteError), EXPECTED[name]
    return EXPECTED[name]


ARGUMENTS = [(name, argument) for name, door in DOORS.items() for argument in door.inputs]
seeds = st.integers(0, 2**32 - 1)


# hypothesis keeps the settings of each case of a test for the next: a thousand are too many for it.
@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize(("name", "argument"), ARGUMENTS)
def test_one_input_that_is_not_as_it_was(name, argument, change, seed):
    door = DOORS[name]
    changed = change(door.inputs[argument], np.random.default_rng(seed))
    found = outcome(door, door.inputs | {argument: changed})
    if isinstance(found, EntenteError):
        assert not NUMBERS.get(change, lambda *_: False)(name, argument), found
    else:
        assert same(found, expected(name), name)


@pytest.mark.parametrize("name", DOORS)
@settings(max_examples=3)
@given(seed=seeds)
def test_labels_taken_off_some_of_the_inputs(name, seed):
    """The others are in the same order, which is what arrays go by; but a graph has none."""
    door, rng = DOORS[name], np.random.default_rng(seed)
    off = {key: value.to_numpy() for key, value in door.inputs.items() if rng.random() < 0.6}
    found = outcome(door, door.inputs | off)
    if FRAMES & set(off):
        assert isinstance(found, EntenteError)
    else:
        assert not isinstance(found, EntenteError) and same(found, expected(name), name)


@pytest.mark.parametrize("change", [both_shuffled, old_row_numbers, other_labels, nullable, objects])
@pytest.mark.parametrize("name", DOORS)
@settings(max_examples=2)
@given(seed=seeds)
def test_all_inputs_alike(name, change, seed):
    door = DOORS[name]
    changed = {key: change(value, np.random.default_rng(seed)) for key, value in door.inputs.items()}
    found = outcome(door, changed)
    # Order says something of time series only, and of rows that belong to what was fitted before.
    ordered = not name.startswith(("abm", "networks", "models.Cond", "class", "base", "experiments"))
    if isinstance(found, EntenteError):
        assert change not in (nullable, objects) and (ordered or change is not both_shuffled), found
    else:
        assert same(found, expected(name), name)


@pytest.mark.parametrize(("name", "argument"), ARGUMENTS)
@settings(max_examples=3)
@given(seed=seeds)
def test_a_missing_value_is_refused_or_its_row_is_left_out(name, argument, seed):
    door, rng = DOORS[name], np.random.default_rng(seed)
    values = door.inputs[argument].convert_dtypes()
    # Where nobody answered, an outcome is missing as it is.
    row = rng.choice(np.flatnonzero(values.notna().to_numpy().reshape(len(values), -1).all(axis=1)))
    if values.ndim == 1:
        values = values.copy()
        values.iloc[row] = pd.NA
    else:
        column = rng.integers(values.shape[1])
        values = values.astype({values.columns[column]: object}).convert_dtypes()
        values.iloc[row, column] = pd.NA
    found = outcome(door, door.inputs | {argument: values})
    if isinstance(found, EntenteError):
        return
    # What would be predicted from a missing value is missing.
    if found.isna().any(axis=None) and same(
        found.dropna(), expected(name).reindex(found.dropna().index), name
    ):
        return
    left = {key: without_row(value, row) for key, value in door.inputs.items()}
    without = outcome(door, left)
    assert not isinstance(without, EntenteError) and same(found, without, name)


@pytest.mark.parametrize(("name", "argument"), [pair for pair in ARGUMENTS if pair[1] in GRAPHS])
def test_a_network_may_be_a_graph_with_its_nodes_in_any_order_but_not_sparse(name, argument):
    door = DOORS[name]
    order = np.random.default_rng(1).permutation(len(STATES))
    graph = GRAPHS[argument](door.inputs[argument].iloc[order, order])
    found = outcome(door, door.inputs | {argument: graph})
    assert not isinstance(found, EntenteError) and same(found, expected(name), name)
    graph.add_node("JPN")
    others = {key: value for key, value in door.inputs.items() if key != argument}
    if others:
        refused = outcome(door, others | {argument: graph})
        assert isinstance(refused, EntenteError) and "'JPN' is a node of" in refused.what
        arrays = {key: value.to_numpy() for key, value in others.items()}
        refused = outcome(door, arrays | {argument: graph})
        assert isinstance(refused, EntenteError) and "labelled by the nodes" in refused.remedy
    from scipy import sparse

    refused = outcome(door, door.inputs | {argument: sparse.csr_array(door.inputs[argument].to_numpy())})
    assert isinstance(refused, EntenteError) and ".toarray()" in refused.remedy
