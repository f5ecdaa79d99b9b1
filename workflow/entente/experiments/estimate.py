"""An estimate with its standard error and degrees of freedom, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from math import copysign, inf, nan

from scipy import stats


@dataclass(frozen=True)
class Estimate:
    """A point estimate whose error is t-distributed, or normal where the degrees of freedom are infinite.

    Attributes
    ----------
    estimate, se : float
        In the unit of the outcome.
    df : float
        Degrees of freedom of the standard error; ``inf`` for a normal reference.
    """

    estimate: float
    se: float
    df: float

    @property
    def statistic(self) -> float:
        """Estimate over standard error; infinite without error, and NaN if there is no effect either."""
        if self.se == 0:
            return copysign(inf, self.estimate) if self.estimate else nan
        return self.estimate / self.se

    @property
    def p(self) -> float:
        """Two-sided p of no effect."""
        return float(2 * stats.t.sf(abs(self.statistic), self.df))

    def limits(self, level: float = 0.95) -> tuple[float, float]:
        """Return the limits of the two-sided interval of a level."""
        reach = float(stats.t.ppf((1 + level) / 2, self.df)) * self.se
        return self.estimate - reach, self.estimate + reach

    def row(self, level: float = 0.95) -> dict[str, float]:
        """Return the columns of a table: estimate, se, df, low, high and p."""
        low, high = self.limits(level)
        return {
            "estimate": self.estimate,
            "se": self.se,
            "df": self.df,
            "low": low,
            "high": high,
            "p": self.p,
        }
