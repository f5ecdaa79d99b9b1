"""End states of designs: coefficients at a point of a grid, runs by index, and what they end with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from entente.burden.actors.coefficients import EffortCoefficients, Rates, TieCoefficients
from entente.burden.actors.coevolution import ActorRun, simulate
from entente.burden.actors.declared_design import ActorDesign, Point
from entente.networks.description import degree_centralization, density, transitivity_global

#: Keeps the stream of covariates apart from those of runs.
_COVARIATES = 1


@dataclass(frozen=True, eq=False)
class Covariates:
    """Drawn covariates of n states: exponential with mean 1, less the mean of what was drawn.

    Attributes
    ----------
    states : ndarray of float64, shape (n,)
    pairs : ndarray of float64, shape (n, n)
        Symmetric, with a zero diagonal.
    """

    states: np.ndarray
    pairs: np.ndarray


def draw_covariates(n: int, seed: int) -> Covariates:
    """Draw covariates of n states and their pairs, which depend on n and the seed alone."""
    stream = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(_COVARIATES,)))
    states = stream.exponential(size=n)
    drawn = stream.exponential(size=n * (n - 1) // 2)
    pairs = np.zeros((n, n))
    pairs[np.triu_indices(n, 1)] = drawn - drawn.mean()
    return Covariates(states - states.mean(), pairs + pairs.T)


def coefficients_at(
    design: ActorDesign, point: Point, covariates: Covariates
) -> tuple[TieCoefficients, EffortCoefficients, Rates]:
    """Return the coefficients and rates of a design at a point of its grid.

    Worth of pairs is u_ij = ``partner_covariate`` c_j + ``pair_covariate`` w_ij, that of states v_i =
    ``covariate`` c_i, with drawn covariates c and w.
    """
    said = {"ties": design.ties.model_dump(), "efforts": design.efforts.model_dump()}
    rate = point.values.get("rates", design.rates)
    for name, value in point.values.items():
        if name != "rates":
            process, coefficient = name.split(".")
            said[process][coefficient] = value
    ties, efforts = said["ties"], said["efforts"]
    ties["pairs"] = ties.pop("partner_covariate") * covariates.states + (
        ties.pop("pair_covariate") * covariates.pairs
    )
    efforts["states"] = efforts.pop("covariate") * covariates.states
    return TieCoefficients(**ties), EffortCoefficients(**efforts), Rates(ties=rate, efforts=rate)


def end_states(
    design: ActorDesign, network: Any, effort: Any, runs: Iterable[tuple[Point, int]], seed: int
) -> pd.DataFrame:
    """Run a design at points of its grid, and measure how each run ends.

    Each run has the stream (seed, number of the point, index), and all have the same covariates, so that rows
    are the same in any batch.

    Parameters
    ----------
    design : ActorDesign
    network, effort
        Where all runs begin, as for `entente.burden.actors.simulate`.
    runs : iterable of (Point, int)
        Points with indices, e.g. some of ``design.runs(complete=False)``.
    seed : int

    Returns
    -------
    DataFrame
        A row a run: point and index (int64); the value of each coefficient that varies, by its name (a dot
        becomes an underscore); and the measures of :func:`measures`.
    """
    covariates = draw_covariates(len(effort), seed)
    rows = []
    for point, index in runs:
        ties, efforts, rates = coefficients_at(design, point, covariates)
        run = simulate(
            network,
            effort,
            ties=ties,
            efforts=efforts,
            rates=rates,
            rule=design.rule,
            seed=(seed, point.number, index),
        )
        varied = {name.replace(".", "_"): value for name, value in point.values.items()}
        rows.append({"point": point.number, "index": index, **varied, **measures(run)})
    return pd.DataFrame(rows)


def measures(run: ActorRun) -> dict[str, float]:
    """Return what a run ends with.

    Returns
    -------
    dict
        mean_effort (in categories), ties (their number), density, clustering (global: triangles over pairs of
        partners), centralization (of degree), mean_triangles (a state's), degree_effort and triangles_effort
        (correlations over states); NaN where a measure does not exist.
    """
    network, effort = run.network, run.effort
    degree = network.sum(axis=1)
    cubed = network.astype(np.float32) @ network.astype(np.float32) * network
    triangles = cubed.sum(axis=1, dtype=float) / 2
    return {
        "mean_effort": float(effort.mean()),
        "ties": int(degree.sum()) // 2,
        "density": density(network),
        "clustering": transitivity_global(network),
        "centralization": degree_centralization(network),
        "mean_triangles": float(triangles.mean()),
        "degree_effort": _correlation(degree, effort),
        "triangles_effort": _correlation(triangles, effort),
    }


def _correlation(one: np.ndarray, other: np.ndarray) -> float:
    """Return a correlation; NaN where one of both is the same for all."""
    if np.ptp(one) == 0 or np.ptp(other) == 0:
        return float("nan")
    return float(np.corrcoef(one, other)[0, 1])
