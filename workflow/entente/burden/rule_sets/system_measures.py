"""What a run comes to in a few numbers: total effort, exploitation, how burdens go with places."""

from __future__ import annotations

import math

import numpy as np

from entente.burden.network_terms import place_in_network
from entente.burden.rank_tests import rank_correlation
from entente.burden.rule_sets.outcome import Outcome
from entente.networks.description import density, transitivity_global

#: Parts of a place in the network, and size, by whose effects on burdens rule sets are told apart.
EFFECTS = ("degree", "triangles", "size")

#: Burdens that differ by less than this part of the largest are equal: a solver leaves so much.
ROUNDING = 1e-9


def measures(outcome: Outcome) -> dict[str, float]:
    """Return what a run comes to.

    Returns
    -------
    dict of str to float
        - density, transitivity: of the network at the end;
        - total_effort: Σm / Σw; no_effort: share of states with m = 0; both NaN of a rule set without effort;
        - mean_burden;
        - exploitation: Spearman's ρ of resources and burdens; NaN where either is level;
        - correlation_degree, correlation_triangles: Spearman's, with burdens; NaN where either is level;
        - effect_degree, effect_triangles, effect_size: coefficients of the least-squares regression of
          burdens on degree, triangles and log resources, all in standard deviations of the run: of each
          given the others.  NaN where one of them is level, or they are collinear.
    """
    burden, resources = outcome.burden, outcome.situation.resources
    places = place_in_network(outcome.network.astype(float))
    size = np.log(resources)
    known = np.isfinite(outcome.effort).all()
    columns = {"degree": places["degree"], "triangles": places["triangles"], "size": size}
    columns = {name: np.asarray(values, dtype=float) for name, values in columns.items()}
    return {
        "density": density(outcome.network),
        "transitivity": transitivity_global(outcome.network),
        "total_effort": float(outcome.effort.sum() / resources.sum()) if known else math.nan,
        "no_effort": float((outcome.effort <= 0).mean()) if known else math.nan,
        "mean_burden": float(burden.mean()),
        "exploitation": correlation(resources, burden),
        **{f"correlation_{name}": correlation(columns[name], burden) for name in ("degree", "triangles")},
        **effects(burden, columns),
    }


def effects(burden: np.ndarray, columns: dict[str, np.ndarray]) -> dict[str, float]:
    """Return the effect of each column on burdens given the others, in standard deviations.

    ``burden`` is (n,), as is each column.  All are NaN if the burdens are level, or columns are collinear; a
    level column has none, and is left out of the regression of the others.
    """
    found = dict.fromkeys((f"effect_{name}" for name in columns), math.nan)
    varying = [name for name, values in columns.items() if not _level(values)]
    if _level(burden) or not varying:
        return found
    design = np.column_stack([_standardised(columns[name]) for name in varying])
    if len(burden) <= design.shape[1] + 1 or np.linalg.matrix_rank(design, tol=1e-6) < design.shape[1]:
        return found
    slopes = np.linalg.lstsq(design, _standardised(burden), rcond=None)[0]
    return found | {f"effect_{name}": float(slope) for name, slope in zip(varying, slopes, strict=True)}


def _standardised(values: np.ndarray) -> np.ndarray:
    return (values - values.mean()) / values.std()


def _level(values: np.ndarray) -> bool:
    return bool(np.ptp(values) <= ROUNDING * max(np.abs(values).max(), 1e-300))


def correlation(one: np.ndarray, other: np.ndarray) -> float:
    """Return Spearman's rank correlation of two (n,), NaN where either is level.

    Numbers that differ by rounding alone are taken as equal.
    """
    if _level(one) or _level(other):
        return math.nan
    rounded = (np.round(values / (ROUNDING * np.abs(values).max())) for values in (one, other))
    return rank_correlation(*rounded)
