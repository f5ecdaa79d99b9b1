"""Claims on yearly series: networks of years, insecurity, and conflict."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import OWN, NotTestable, Part, Remark, directed, holds, larger, untestable
from entente.judging.claims.registry import Family
from entente.judging.intervals import Error, correlation, difference, over_years, slopes
from entente.regressions.inference import newey_west_lags
from entente.studies.maoz2011.claims.conflict_regressions import (
    COUNTED,
    MEASURES,
    NETWORKS,
    OUTCOMES,
    conflict_regressions,
)
from entente.studies.maoz2011.claims.expected_networks import opportunity_costs

#: A correlation that counts as a close fit: half the variance is shared (choice).
CLOSE = 0.5**0.5

#: The axis of Figure 5.
AXIS = (0.0, 0.3)

EXPECTED = ("abm_first", "abm_last")
_ACTUAL = ("actual_pact",)

CLAIMS = Family()


def yearly_error(years: int) -> Error:
    """Return the error of a yearly series, with the usual number of lags."""
    return over_years(newey_west_lags(years))


def measured(evidence: Evidence, network: str) -> pd.DataFrame:
    """Return the measures of a network, indexed by year."""
    series = evidence["series"]
    return series[series["network"] == network].set_index("year").sort_index()


def _together(*series: pd.Series) -> list[pd.Series]:
    """The years that all series have."""
    both = pd.concat([one.astype("float64").rename(str(k)) for k, one in enumerate(series)], axis=1).dropna()
    if len(both) < 3:
        raise NotTestable("fewer than three years have both values")
    return [both[column] for column in both]


def _correlated(name: str, one: pd.Series, other: pd.Series, sign: int) -> Part:
    one, other = _together(one, other)
    return directed(f"the correlation of {name}", correlation(one, other, yearly_error(len(one))), sign)


@CLAIMS.claim(
    "p09-01",
    "Correlations over years of density, polarization and group centralization (pacts) with the share of "
    "states with an opportunity cost above zero and with the mean cost; Newey–West intervals.",
)
def _worried_states(evidence: Evidence) -> Iterator[Part]:
    states = evidence.once(opportunity_costs)
    costs = states.assign(worried=states["cost"] > 0).groupby("year")[["worried", "cost"]].mean()
    actual = measured(evidence, "actual_pact")
    for measure, words in MEASURES.items():
        for column, told in (("worried", "share of states with a cost"), ("cost", "mean cost")):
            yield _correlated(f"{words} with the {told}", actual[measure], costs[column], 1)


@CLAIMS.claim(
    "p21-01", "Correlation over years of the share of components with density (pacts); Newey–West interval."
)
def _components_and_density(evidence: Evidence) -> Iterator[Part]:
    actual = measured(evidence, "actual_pact")
    yield _correlated("components with density", actual["component_share"], actual["density"], -1)


@CLAIMS.claim(
    "p21-16",
    f"Correlation over years of predicted with actual polarization (pacts), of which {CLOSE:.2f} counts as "
    "close, with the root mean squared error and the lag, within ±5 years, of the largest correlation.",
)
def _figure5_fit(evidence: Evidence) -> Iterator[Part]:
    actual = measured(evidence, "actual_pact")["npi"]
    for network in ("abm_first", "abm_intermediate", "abm_last"):
        predicted = measured(evidence, network)["npi"]
        one, other = _together(predicted, actual)
        if one.nunique() == 1 or other.nunique() == 1:
            yield untestable(f"{network} or actual polarization never changes")
            continue
        fit = float(one.corr(other))
        rmse = float(((one - other) ** 2).mean() ** 0.5)
        lags = {lag: predicted.corr(actual.shift(lag)) for lag in range(-5, 6)}
        best = max(lags, key=lambda lag: lags[lag])
        clause = (
            f"{network.removeprefix('abm_')}: correlation {fit:.3f}, RMSE {rmse:.3f}, best lag {best} years"
        )
        yield holds(fit >= CLOSE, clause, fit)


@CLAIMS.claim(
    "p35-01",
    "Largest and smallest polarization of the series of Figure 5, against its printed axis of 0 to 0.3.",
)
def _figure5_axis(evidence: Evidence) -> Iterator[Part]:
    evidence.require_years(1820, 2000)
    for network in ("actual_pact", "abm_first", "abm_intermediate", "abm_last"):
        npi = measured(evidence, network)["npi"].loc[1820:2000]
        low, high = float(npi.min()), float(npi.max())
        name = network.replace("abm_", "expected, ").replace("_", ", ")
        yield holds(AXIS[0] <= low and high <= AXIS[1], f"{name}: {low:.3f} to {high:.3f}", high)


def _effects(evidence: Evidence, networks: tuple[str, ...], measure: str, sign: int) -> Iterator[Part]:
    table = evidence.once(conflict_regressions)
    for outcome, words in OUTCOMES.items():
        for network in networks:
            name = f"the effect of {MEASURES[measure]} ({NETWORKS[network]}) on {words}"
            if (outcome, network, measure) in table.index:
                yield directed(name, table.at[(outcome, network, measure), "effect"], sign)
            else:
                yield untestable(f"{name} cannot be estimated")


def _conflict(claim_id: str, measure: str, networks: tuple[str, ...], remark: str = "") -> None:
    @CLAIMS.claim(
        claim_id,
        f"Direction, by the 95 % interval, of the effects of {MEASURES[measure]} "
        f"({', '.join(NETWORKS[network] for network in networks)}) on wars, MIDs and days of MIDs, beside "
        "the share of major powers, by Table 4's estimators.",
    )
    def test(evidence: Evidence) -> Iterator[Part | Remark]:
        yield from _effects(evidence, networks, measure, 1)
        if remark:
            yield Remark(remark)


_conflict(
    "p24-11",
    "density",
    (*_ACTUAL, *EXPECTED),
    f"{OWN} Table 4 contradicts it: it prints −0.935* for the density of actual alliances on MIDs.",
)
_conflict("p24-12", "npi", (*_ACTUAL, *EXPECTED))
_conflict("p24-13", "centralization", (*_ACTUAL, *EXPECTED), "Table 4 has no such row.")


@CLAIMS.claim(
    "p22-08",
    "Adjusted R² (of days of MIDs the log-likelihood) of conflict on predicted against actual "
    "polarization, in the same years and beside the share of major powers; in sample only.",
)
def _predicts_better(evidence: Evidence) -> Iterator[Part]:
    yield from _against_actual(evidence, ["npi"], "fit", lambda value: value)


@CLAIMS.claim(
    "p24-14",
    "Sizes of standardised effects of density, polarization and centralization on conflict, predicted "
    "against actual networks, in the same years and beside the share of major powers.",
)
def _stronger_effects(evidence: Evidence) -> Iterator[Part]:
    yield from _against_actual(evidence, list(MEASURES), "standardised", abs)


def _told(column: str, outcome: str) -> str:
    if column == "standardised":
        return "standardised effect"
    return "log-likelihood" if outcome == COUNTED else "adjusted R²"


def _against_actual(
    evidence: Evidence, measures: list[str], column: str, size: Callable[[float], float]
) -> Iterator[Part]:
    table = evidence.once(conflict_regressions)
    for outcome, words in OUTCOMES.items():
        for measure in measures:
            for network in EXPECTED:
                cells = [(outcome, network, measure), (outcome, "actual_pact", measure)]
                name = f"the {_told(column, outcome)} of {MEASURES[measure]} on {words} ({NETWORKS[network]})"
                if all(cell in table.index for cell in cells):
                    own, actual = (size(float(table.at[cell, column])) for cell in cells)
                    yield larger(name, own, "with the actual network", actual)
                else:
                    yield untestable(f"{name} cannot be estimated")


@CLAIMS.claim(
    "p22-09",
    "Mean conflict a year in the third of the years with the highest polarization less that in the lowest "
    "third, actual pacts and both predictions; Newey–West intervals (years of other thirds left out).",
)
def _nearly_bipolar(evidence: Evidence) -> Iterator[Part]:
    system = evidence["system_years"].set_index("year").sort_index()
    for network in (*_ACTUAL, *EXPECTED):
        npi = measured(evidence, network)["npi"].reindex(system.index)
        low, high = npi.quantile([1 / 3, 2 / 3])
        extreme = (npi <= low) | (npi >= high)
        for outcome, words in OUTCOMES.items():
            values, top = system.loc[extreme, outcome], (npi >= high)[extreme]
            gap = difference(values, top, yearly_error(len(values)))
            yield directed(f"the difference of {words} ({NETWORKS[network]})", gap, 1)


@CLAIMS.claim(
    "p24-15",
    "Slope of density (pacts) on last year's MIDs beside last year's density, and of MIDs on last year's "
    "density beside last year's MIDs; both again with last year's mean trade dependence and joint "
    "membership (where known), which should make them smaller; Newey–West intervals.",
)
def _feeding_each_other(evidence: Evidence) -> Iterator[Part]:
    frame = evidence.once(_feedback)
    for response, cause, words in (
        ("density", "mids", "MIDs on density"),
        ("mids", "density", "density on MIDs"),
    ):
        before = frame[["density", "mids", "trade", "igos"]].shift(1).add_prefix("last_")
        rows = pd.concat([frame[response], before], axis=1).dropna()
        if len(rows) < 10:
            raise NotTestable("fewer than ten years have trade and organizations known")
        own = [f"last_{cause}", f"last_{response}"]
        error = yearly_error(len(rows))
        alone = slopes(rows[response], rows[own], error)[0]
        beside = slopes(rows[response], rows[[*own, "last_trade", "last_igos"]], error)[0]
        yield directed(f"the slope of last year's {words}", alone, 1)
        yield larger(
            f"the size of this slope ({words})",
            abs(alone.value),
            "with trade and organizations",
            abs(beside.value),
        )


def _feedback(evidence: Evidence) -> pd.DataFrame:
    """Yearly density of pacts and MIDs a state, mean trade dependence and joint membership."""
    dyads = evidence["dyad_years"]
    ties = dyads.groupby("year")[["trade_dependence", "joint_igo"]].mean()
    system = evidence["system_years"].set_index("year")
    years = np.arange(system.index.min(), system.index.max() + 1)
    return pd.DataFrame(
        {
            "density": measured(evidence, "actual_pact")["density"],
            "mids": system["dispute_dyads_per_state"],
            "trade": ties["trade_dependence"],
            "igos": ties["joint_igo"],
        },
        index=years,
    )
