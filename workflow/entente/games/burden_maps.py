"""Maps of the regions of the burden-sharing game, and what is given along costs of arms: data for figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from entente.core.errors import GameInputError
from entente.games.burden import thresholds
from entente.games.burden_design import solver
from entente.games.burden_game import ALLOWED, VARIANTS, Switches

#: The game that is drawn unless said otherwise (choice).
BASELINE = {"q": 0.35, "c_a": 0.1, "c_b": 0.1}


@dataclass(frozen=True)
class RegionMap:
    """Regions over A's cost of arms and another parameter.

    Attributes
    ----------
    k : ndarray of float64, shape (n,)
        Costs of arms, the columns.
    name : str
        The other parameter.
    values : ndarray of float64, shape (l,)
        Its values, the rows.
    code : ndarray of int8, shape (l, n)
        Regions, as positions in :data:`entente.games.burden.REGIONS`.
    lines : DataFrame
        A row a value of the other parameter, with k_0, k_1 and k_2 (:func:`entente.games.burden.thresholds`),
        and ``safe``, the forces M_D with which A's side deters B.  Those of the default switches with m = 0.
    """

    k: np.ndarray
    name: str
    values: np.ndarray
    code: np.ndarray
    lines: pd.DataFrame


def region_map(
    k: Any,
    name: str,
    values: Any,
    others: Mapping[str, float] = BASELINE,
    switches: Switches = VARIANTS["default"],
) -> RegionMap:
    """Return the regions over costs of arms and another parameter.

    Parameters
    ----------
    k : array_like, shape (n,)
        Costs of arms.
    name : str
        The other parameter, such as "sigma" or "q".
    values : array_like, shape (l,)
        Its values.
    others : mapping of str to float
        The other parameters, by name; ``name`` among them is left out.
    switches : Switches, optional
        Any; thousands of games take a minute where there is no closed form.

    Returns
    -------
    RegionMap

    Raises
    ------
    GameInputError
        If there is no other parameter of that name, or one is outside its range.

    Examples
    --------
    >>> found = region_map([0.2, 0.3, 0.5, 1.4], "sigma", [0.05, 0.2])
    >>> found.code.tolist()
    [[0, 1, 3, 5], [0, 2, 3, 4]]
    """
    if name not in ALLOWED or name == "k":
        raise GameInputError(
            f"{name!r} is no other parameter.", f"Give one of {', '.join(set(ALLOWED) - {'k'})}."
        )
    k, values = np.asarray(k, dtype=float), np.asarray(values, dtype=float)
    games = {**others, name: values[:, None], "k": k[None, :]}
    solved = solver(switches)(**games, switches=switches)
    fixed = {**others, name: values}
    lines = thresholds(**{part: fixed.get(part, 1.0) for part in ("q", "c_a", "c_b", "b")})
    odds = np.maximum(0.0, np.asarray(fixed["q"]) - np.asarray(fixed["c_b"]))
    safe = np.asarray(fixed.get("b", 1.0)) * odds / (1 - odds)
    columns = {"k_0": lines.k_0, "k_1": lines.k_1, "k_2": lines.k_2, "safe": safe}
    index = pd.Index(values, name=name)
    return RegionMap(
        k,
        name,
        values,
        solved.code,
        pd.DataFrame(
            {key: np.broadcast_to(line, values.shape) for key, line in columns.items()}, index=index
        ),
    )


def along_costs(
    k: Any,
    others: Mapping[str, float] = BASELINE,
    switches: Switches = VARIANTS["default"],
) -> pd.DataFrame:
    """Return what is given and armed along costs of arms.

    Parameters
    ----------
    k : array_like, shape (n,)
        Costs of arms.
    others : mapping of str to float
        The other parameters, by name.
    switches : Switches, optional
        Any.

    Returns
    -------
    DataFrame
        A row a cost, with k and the columns of :meth:`entente.games.burden_game.Solution.to_frame`: region, s
        (infinite where nothing keeps the status quo), a, a_alone, share and so on.
    """
    k = np.asarray(k, dtype=float)
    frame = solver(switches)(**others, k=k, switches=switches).to_frame()
    frame.insert(0, "k", k)
    return frame
