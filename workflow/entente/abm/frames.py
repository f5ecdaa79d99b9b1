"""The model on frames: a row a state and a row a pair of states; the run knows what the states are called."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.abm.inputs import read_boolean
from entente.abm.rules import Rules
from entente.abm.simulation import Run, simulate
from entente.core.errors import ModelInputError
from entente.core.given import as_array, check_unique

#: Columns with the two states of a pair, and its relations; those of the last two go both ways.
PAIR, RELATIONS = ["state", "partner"], ["srg", "mid", "cooperation"]
MUTUAL = ("mid", "cooperation")

_PAPER = Rules.named("paper")


def simulate_frame(
    states: pd.DataFrame, dyads: pd.DataFrame, rules: Rules = _PAPER, keep: str = "all"
) -> Run:
    """Let states search for allies, as :func:`entente.abm.simulate`, given tables with their codes or names.

    Parameters
    ----------
    states : DataFrame, n rows
        One row a state: ``capability`` (numbers of at least 0) and ``democracy`` (bool).  What the states are
        called stands in a column ``state``, or else in the index.
    dyads : DataFrame
        One row a pair of states, named in the columns ``state`` and ``partner``, with the columns (bool)

        - srg: the partner is in the strategic reference group of the state; one way, so that a mutual place
          takes two rows, (a, b) and (b, a);
        - mid, cooperation: militarized dispute, and history of cooperation; both ways, so that one row of
          the two will do.

        Pairs without a row have none of the three.
    rules, keep
        As in :func:`entente.abm.simulate`.

    Returns
    -------
    Run
        With the labels of the states, in the order of ``states``.

    Raises
    ------
    ModelInputError
        If a column is missing; a value is missing or no bool or number; a state has no label, two rows or one
        in ``dyads`` only; a pair has two rows, is of a state with itself, or its two directions differ in mid
        or cooperation.  The row is named.
    ConfigurationError
        As in :func:`entente.abm.simulate`.
    """
    _check_columns(states, ["capability", "democracy"], "states")
    _check_columns(dyads, [*PAIR, *RELATIONS], "dyads")
    labels = states.index
    if "state" in states:
        _check_columns(states, ["state"], "states")
        labels = pd.Index(states["state"])
    check_unique(labels, "states", ModelInputError)
    positions = _positions(dyads, labels)
    networks = {name: _network(dyads, name, positions, len(labels)) for name in RELATIONS}
    labelled = {
        "capability": states["capability"].set_axis(labels),
        "democracy": states["democracy"].set_axis(labels),
        **{name: pd.DataFrame(ties, index=labels, columns=labels) for name, ties in networks.items()},
    }
    return simulate(**labelled, rules=rules, keep=keep)


def _check_columns(frame: pd.DataFrame, needed: list[str], name: str) -> None:
    found = list(getattr(frame, "columns", []))
    wrong = [column for column in needed if found.count(column) != 1]
    if wrong:
        raise ModelInputError(
            f"{name} has {'two columns' if wrong[0] in found else 'no column'} {', '.join(wrong)}.",
            f"Give a DataFrame with each of {', '.join(needed)} once.",
        )


def _positions(dyads: pd.DataFrame, labels: pd.Index) -> np.ndarray:
    """Return where among the states each pair's two stand, int (m, 2)."""
    positions = np.column_stack([labels.get_indexer(pd.Index(dyads[column])) for column in PAIR])
    for column, found in zip(PAIR, positions.T, strict=True):
        _refuse(
            dyads, found < 0, f"the {column} is not among the states", "Add it to states, or drop the row."
        )
    itself = positions[:, 0] == positions[:, 1]
    _refuse(dyads, itself, "a state is paired with itself", "Drop the row.")
    again = pd.DataFrame(positions).duplicated().to_numpy()
    _refuse(dyads, again, "the pair has a row already", "Give each pair once, or once in each direction.")
    return positions


def _network(dyads: pd.DataFrame, name: str, positions: np.ndarray, n: int) -> np.ndarray:
    """Return a relation of the pairs as a matrix, bool (n, n)."""
    called = f"dyads.{name}"
    ties = read_boolean(called, as_array(dyads[name], called, ModelInputError), dyads.index)
    network = np.zeros((n, n), dtype=bool)
    network[tuple(positions[ties].T)] = True
    if name in MUTUAL:
        first, second = positions.T
        listed = np.zeros((n, n), dtype=bool)
        listed[first, second] = True
        differs = listed[second, first] & (network[first, second] != network[second, first])
        _refuse(dyads, differs, f"{name} differs from that of the pair's other row", "Both ways are one.")
        network |= network.T
    return network


def _refuse(dyads: pd.DataFrame, wrong: np.ndarray, reason: str, remedy: str) -> None:
    """Name the first pair for which something is wrong."""
    if wrong.any():
        row = int(np.argmax(wrong))
        state, partner = (dyads[column].iloc[row] for column in PAIR)
        raise ModelInputError(
            f"dyads, row {dyads.index[row]}, {state!r} and {partner!r}: {reason} "
            f"({int(wrong.sum())} such rows).",
            remedy,
        )
