"""Print, as JSON, what one logit of dyads takes in a process of its own, and what it finds.

Usage: python benchmarks/logit_run.py WAY VARIANCE ROWS

VARIANCE is "ordinary", "dyad_clustered" or, with entente, "dyadic_robust".
"""

import json
import resource
import sys
import time
from importlib import import_module

import numpy as np
import pandas as pd

REGRESSORS = ["predicted", "distance", "status", "nonalliance", "minimum_regime_score"]
FORMULA = f"allied ~ {' + '.join(REGRESSORS)}"
STATES, ITERATIONS = 150, 5
Found = tuple[np.ndarray, np.ndarray]


def dyad_years(rows: int) -> pd.DataFrame:
    """Return random dyad-years, each repeated for every iteration of a prediction, with state effects."""
    rng = np.random.default_rng(rows)
    lower, upper = np.triu_indices(STATES, 1)
    dyad = rng.integers(len(lower), size=-(-rows // ITERATIONS))
    frame = pd.DataFrame({"dyad": dyad, "state_1": lower[dyad], "state_2": upper[dyad]})
    frame["distance"] = rng.gamma(4, 1500, len(lower))[dyad]
    frame["status"] = rng.geometric(0.03, len(dyad)).clip(max=180).astype(float)
    frame["nonalliance"] = 1 - 0.5 ** rng.geometric(0.2, len(dyad))
    frame["minimum_regime_score"] = rng.integers(-100, 101, len(dyad)).astype(float)
    effect = rng.normal(0, 0.5, STATES)
    shared = 2 + effect[frame["state_1"]] + effect[frame["state_2"]] - 0.0004 * frame["distance"]
    shared += 0.04 * frame["status"] - 4 * frame["nonalliance"] + 0.004 * frame["minimum_regime_score"]
    frame["allied"] = (rng.random(len(dyad)) < 1 / (1 + np.exp(-shared))).astype(float)
    frame = frame.loc[frame.index.repeat(ITERATIONS)].reset_index(drop=True).head(rows)
    frame["predicted"] = (rng.random(rows) < 0.05 + 0.1 * frame["allied"]).astype(float)
    return frame


def with_entente(frame: pd.DataFrame, variance: str) -> Found:
    """Check the data, refuse separation, estimate."""
    from entente.models import dyadic_covariance
    from entente.models.data import model_data
    from entente.models.logit import fit_logit

    data = model_data(frame["allied"], frame[REGRESSORS].assign(const=1.0))
    results = fit_logit(data)
    if variance == "ordinary":
        return results.params.to_numpy(), results.bse.to_numpy()
    states = [frame[name].to_numpy()[data.kept] for name in ("state_1", "state_2")]
    covariance = {
        "dyad_clustered": dyadic_covariance.dyad_clustered,
        "dyadic_robust": dyadic_covariance.dyadic_robust,
    }[variance]
    return results.params.to_numpy(), covariance(results, *states).std_errors


def with_statsmodels(frame: pd.DataFrame, variance: str) -> Found:
    """Estimate with statsmodels' classes."""
    from statsmodels.discrete.discrete_model import Logit

    model = Logit(frame["allied"], frame[REGRESSORS].assign(const=1.0))
    results = model.fit(disp=False, **_clusters(frame, variance))
    return results.params.to_numpy(), results.bse.to_numpy()


def with_formula(frame: pd.DataFrame, variance: str) -> Found:
    """Estimate with statsmodels' formula interface."""
    from statsmodels.formula.api import logit

    results = logit(FORMULA, frame).fit(disp=False, **_clusters(frame, variance))
    order = [*REGRESSORS, "Intercept"]
    return results.params[order].to_numpy(), results.bse[order].to_numpy()


def with_pyfixest(frame: pd.DataFrame, variance: str) -> Found:
    """Estimate with pyfixest, which is measured where it is installed and is no dependency."""
    kind = {"CRV1": "dyad"} if variance == "dyad_clustered" else "iid"
    results = import_module("pyfixest").feglm(FORMULA, data=frame, family="logit", vcov=kind)
    order = [*REGRESSORS, "Intercept"]
    return results.coef()[order].to_numpy(), results.se()[order].to_numpy()


def _clusters(frame: pd.DataFrame, variance: str) -> dict[str, object]:
    """Return how statsmodels is told of the clusters."""
    if variance == "ordinary":
        return {}
    return {"cov_type": "cluster", "cov_kwds": {"groups": frame["dyad"].to_numpy()}}


def peak_memory() -> float:
    """Largest resident memory of this process so far, in GiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


WAYS = {
    "entente": with_entente,
    "statsmodels": with_statsmodels,
    "statsmodels formula": with_formula,
    "pyfixest": with_pyfixest,
}


def main(way: str, variance: str, rows: str) -> None:
    """Estimate a small logit, which loads all code, then the one that is timed."""
    WAYS[way](dyad_years(5000), variance)
    frame = dyad_years(int(rows))
    before = peak_memory()
    started = time.perf_counter()
    estimates, std_errors = WAYS[way](frame, variance)
    seconds = time.perf_counter() - started
    found = {"estimates": list(estimates), "std_errors": list(std_errors)}
    print(json.dumps({"seconds": seconds, "memory_before": before, "memory": peak_memory()} | found))


if __name__ == "__main__":
    main(*sys.argv[1:])
