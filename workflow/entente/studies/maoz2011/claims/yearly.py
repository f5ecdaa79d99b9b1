"""Claims on yearly series: networks of years, insecurity, and conflict."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import product

import pandas as pd

from entente.judging.claims.evidence import Evidence
from entente.judging.claims.forms import printed_moment
from entente.judging.claims.parts import OWN, NotTestable, Part, Remark, above, holds, larger, untestable
from entente.judging.intervals import Estimate, difference, error_of, slopes
from entente.studies.maoz2011.claims.actual_networks import require_years
from entente.studies.maoz2011.random_systems.runs import STAGES

#: Outcomes of Table 4: the name in models, column of the system-years, and words.
OUTCOMES = {
    "wars": ("wars_per_state", "wars"),
    "mids": ("dispute_dyads_per_state", "MIDs"),
    "duration": ("dispute_days", "days of MIDs"),
}
NETWORKS = {
    "actual_pact": "actual pacts",
    "abm_first": "the first iteration",
    "abm_last": "the last iteration",
}
MEASURES = {"density": "density", "polarization": "npi", "centralization": "centralization"}


def network_years(evidence: Evidence) -> pd.DataFrame:
    """Return the years with the measures of their networks, and how worried their states are.

    A measure is named with its network, such as density_actual_pact; worried is the share of the states with
    an opportunity cost above 0, cost the mean of it.
    """
    wide = evidence["series"].pivot(index="year", columns="network")
    states = evidence["costs"]
    costs = states.assign(worried=states["cost"] > 0).groupby("year")[["worried", "cost"]].mean()
    return wide.set_axis(wide.columns.map("_".join), axis=1).join(costs).reset_index()


def module_fits_of_pacts(evidence: Evidence) -> pd.DataFrame:
    """Return the years with the correlation of actual and predicted pacts under each set of modules."""
    rows = evidence["module_fits"].query('alliance == "pact"')
    return rows.pivot(index="year", columns="modules", values="correlation").reset_index()


def _series(evidence: Evidence, measure: str, network: str) -> pd.Series:
    return evidence["network_years"].set_index("year")[f"{measure}_{network}"]


def printed_transitivity(evidence: Evidence) -> Iterator[Remark]:
    """Whether the text prints more transitivity of predicted than of actual networks."""
    actual, *predicted = (
        printed_moment(evidence, "mean_transitivity", series).printed for series in ("actual", *STAGES)
    )
    if min(predicted) > actual:
        told = f"page 25 prints {', '.join(f'{value:g}' for value in predicted)} (predicted)"
        yield Remark(f"{OWN} numbers contradict it: {told} and {actual:g} (actual).")


def figure5_fit(evidence: Evidence, least: float) -> Iterator[Part]:
    """Whether predicted polarization follows the actual one, with the error and the lag."""
    actual = _series(evidence, "npi", "actual_pact")
    for stage in STAGES:
        predicted = _series(evidence, "npi", f"abm_{stage}")
        both = pd.concat([predicted, actual], axis=1).dropna()
        if len(both) < 3:
            raise NotTestable("fewer than three years have both values")
        if both.nunique().min() == 1:
            yield untestable(f"abm_{stage} or actual polarization never changes")
            continue
        fit, rmse = predicted.corr(actual), (predicted - actual).pow(2).mean() ** 0.5
        lag = max(range(-5, 6), key=lambda lag: predicted.corr(actual.shift(lag)))
        clause = f"{stage}: correlation {fit:.3f}, RMSE {rmse:.3f}, best lag {lag} years"
        yield holds(fit >= least, clause, fit)


def figure5_axis(evidence: Evidence, low: float, high: float) -> Iterator[Part]:
    """Largest and smallest polarization of the series of Figure 5, against its printed axis."""
    require_years(evidence, 1820, 2000)
    for network in ("actual_pact", *(f"abm_{stage}" for stage in STAGES)):
        npi = _series(evidence, "npi", network).loc[1820:2000]
        name = network.replace("abm_", "expected, ").replace("_", ", ")
        right = low <= npi.min() and npi.max() <= high
        yield holds(right, f"{name}: {npi.min():.3f} to {npi.max():.3f}", npi.max())


def effects_on_conflict(evidence: Evidence, measure: str) -> Iterator[Part]:
    """Direction of the effects of a measure of actual and predicted networks on conflict."""
    for outcome, (_, words) in OUTCOMES.items():
        for network, told in NETWORKS.items():
            name = f"the effect of {measure} ({told}) on {words}"
            effect, _ = _on_conflict(evidence, outcome, measure, network)
            yield above(name, effect) if effect else untestable(f"{name} cannot be estimated")


def printed_effect_of_density(evidence: Evidence) -> Iterator[Remark]:
    """What Table 4 prints of the density of actual alliances."""
    number = evidence.printed.numbers["table4_mids_baseline", "pact", "actual_alliance_density"]
    told = f"{number.estimate:.3f}{number.stars} for the density of actual alliances on MIDs"
    yield Remark(f"{OWN} Table 4 contradicts it: it prints {told.replace('-', '−')}.")


def fits_to_conflict(evidence: Evidence) -> Iterator[Part]:
    """Fit of conflict on predicted polarization against that on actual polarization."""
    for outcome, (_, words) in OUTCOMES.items():
        told = "log-likelihood" if outcome == "duration" else "adjusted R²"
        fits = {network: _on_conflict(evidence, outcome, "polarization", network)[1] for network in NETWORKS}
        yield from _against_actual(f"the {told} of polarization on {words}", fits)


def sizes_of_effects(evidence: Evidence) -> Iterator[Part]:
    """Sizes of standardised effects of predicted networks on conflict against those of actual ones."""
    years = evidence["system_years"]["year"]
    for (outcome, (_, words)), (measure, column) in product(OUTCOMES.items(), MEASURES.items()):
        sizes = {}
        for network in NETWORKS:
            effect, _ = _on_conflict(evidence, outcome, measure, network)
            spread = _series(evidence, column, network).reindex(years).std()
            sizes[network] = abs(effect.value * spread) if effect else math.nan
        yield from _against_actual(f"the standardised effect of {measure} on {words}", sizes)


def _against_actual(told: str, sizes: dict[str, float]) -> Iterator[Part]:
    """Which networks have a larger size than the actual one."""
    for network in ("abm_first", "abm_last"):
        name = f"{told} ({NETWORKS[network]})"
        part = larger(name, sizes[network], "with the actual network", sizes["actual_pact"])
        yield untestable(f"{name} cannot be estimated") if math.isnan(part.value) else part


def _on_conflict(
    evidence: Evidence, outcome: str, measure: str, network: str
) -> tuple[Estimate | None, float]:
    """Effect of a measure of a network on conflict, and how well it fits: None and NaN if there is none."""
    model, term = f"p24_{measure}_{outcome}", f"actual_alliance_{measure}"
    if network != "actual_pact":
        family = "table4" if measure == "polarization" else f"p4_{measure}"
        model, term = f"{family}_{outcome}_{network.removeprefix('abm_')}", f"abm_predicted_{measure}"
    fit = "log_likelihood" if outcome == "duration" else "adjusted_r2"
    effect = evidence.regressions.coefficient((model, "", term))
    return effect, evidence.regressions.statistic((model, "", fit)) if effect else math.nan


def nearly_bipolar(evidence: Evidence) -> Iterator[Part]:
    """Mean conflict of the years of the highest third of polarization less that of the lowest third."""
    system = evidence["system_years"].set_index("year").sort_index()
    for network, told in NETWORKS.items():
        npi = _series(evidence, "npi", network).reindex(system.index)
        low, high = npi.quantile([1 / 3, 2 / 3])
        extreme = system[(npi <= low) | (npi >= high)]
        for column, words in OUTCOMES.values():
            gap = difference(extreme[column], (npi >= high)[extreme.index], error_of(extreme))
            yield above(f"the difference of {words} ({told})", gap)


def feeding_each_other(evidence: Evidence) -> Iterator[Part]:
    """Slopes of density on last year's MIDs and the reverse, alone and beside trade and organizations."""
    ties = evidence["dyad_years"].groupby("year")[["trade_dependence", "joint_igo"]].mean()
    system = evidence["system_years"].set_index("year")
    mids = system["dispute_dyads_per_state"]
    frame = ties.assign(density=_series(evidence, "density", "actual_pact"), mids=mids)
    frame = frame.reindex(range(ties.index.min(), ties.index.max() + 1))
    before = frame.shift(1).add_prefix("last_")
    for words, now, *own in (
        ("MIDs on density", "density", "last_mids", "last_density"),
        ("density on MIDs", "mids", "last_density", "last_mids"),
    ):
        rows = before.assign(now=frame[now]).dropna()
        if len(rows) < 10:
            raise NotTestable("fewer than ten years have trade and organizations known")
        error, others = error_of(rows), ["last_trade_dependence", "last_joint_igo"]
        alone, beside = (slopes(rows["now"], rows[terms], error)[0] for terms in (own, [*own, *others]))
        yield above(f"the slope of last year's {words}", alone)
        name, sizes = f"the size of this slope ({words})", (abs(alone.value), abs(beside.value))
        yield larger(name, sizes[0], "with trade and organizations", sizes[1])
