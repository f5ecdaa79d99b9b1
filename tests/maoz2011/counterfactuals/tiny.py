"""Systems of a few states, small enough to follow by hand."""

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from entente.core.configuration import Span
from entente.studies.maoz2011.counterfactuals.actions import ChangeGiven
from entente.studies.maoz2011.counterfactuals.declaration import Counterfactual
from entente.studies.maoz2011.counterfactuals.year_inputs import YearInputs
from entente.systems.state_names import StateNames


def tiny(year=1950, codes=(2, 20, 200, 365), capability=(0.4, 0.3, 0.2, 0.1), **relations):
    """States with these shares; relations are lists of pairs of codes, democracy a list of codes."""
    codes = np.array(codes, dtype=np.int16)

    def matrix(pairs, mutual):
        network = np.zeros((len(codes), len(codes)), dtype=bool)
        for pair in pairs:
            i, j = (int(np.flatnonzero(codes == code)[0]) for code in pair)
            network[i, j] = True
            network[j, i] |= mutual
        return network

    return YearInputs(
        year=year,
        codes=codes,
        capability=np.array(capability, dtype=float),
        srg=matrix(relations.get("srg", []), mutual=False),
        mid=matrix(relations.get("mid", []), mutual=True),
        democracy=np.isin(codes, relations.get("democracy", [])),
        cooperation=matrix(relations.get("cooperation", []), mutual=True),
    )


def called(names, years=(1950, 1951, 1952, 1953)):
    """States by code, with these names in all of the years."""
    rows = [(year, code, name, f"S{code}") for year in years for code, name in names.items()]
    return StateNames(pd.DataFrame(rows, columns=["year", "ccode", "name", "abbreviation"]))


def action(name, **settings):
    """The action that a change makes."""
    return ChangeGiven.model_validate({name: settings}).action


def counterfactual(*changes, first=1816, last=2000):
    """Changes, a name and settings each, in all of the years unless they say in which."""
    span = {"first": first, "last": last}
    actions = tuple(action(name, **{"years": span, **settings}) for name, settings in changes)
    form = {"title": "Title", "question": "Question?", "years": Span(**span), "changes": actions}
    return Counterfactual.model_construct(**form)


def pairs(inputs, network):
    """Ordered pairs of codes that a network relates."""
    codes = inputs.codes.tolist()
    return {(codes[i], codes[j]) for i, j in np.argwhere(getattr(inputs, network))}


def both(*unordered):
    return {pair for i, j in unordered for pair in ((i, j), (j, i))}


@st.composite
def systems(draw, year=1950, least=2):
    """Random inputs of 2 to 9 states with distinct capabilities."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n = draw(st.integers(least, 9))
    density = draw(st.sampled_from([0.1, 0.3, 0.6]))

    def network(mutual):
        chosen = rng.random((n, n)) < density
        chosen = np.triu(chosen, 1) | np.triu(chosen, 1).T if mutual else chosen & ~np.eye(n, dtype=bool)
        return chosen

    capability = rng.permutation(np.arange(1.0, n + 1))
    return YearInputs(
        year=year,
        codes=np.sort(rng.choice(np.arange(2, 991), n, replace=False)).astype(np.int16),
        capability=capability / capability.sum(),
        srg=network(mutual=False),
        mid=network(mutual=True),
        democracy=rng.random(n) < 0.5,
        cooperation=network(mutual=True),
    )
