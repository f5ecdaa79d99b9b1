"""Tables of who carries what, as they are laid out: rank tests by period, NATO."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from entente.reporting.grid import Grid
from entente.reporting.laid_out import Shown, table_grid
from entente.studies.burden_sharing.repository_grids import span_text
from entente.studies.burden_sharing.source_agreement import ALL
from entente.studies.burden_sharing.who_carries_what import NATO, SOURCE_NAMES

#: Groups of rank tests, and what they are called.
GROUPS = {NATO: "NATO, by deposit of accession", ALL: "All alliances with five members with data"}


def exploitation_periods_grid(periods: pd.DataFrame) -> Grid:
    """Lay out table exploitation_periods: a section a group, a line a period and source."""
    shown = {
        "tests": Shown("Tests", ",.0f"),
        "rho": Shown("Mean ρ"),
        "positive": Shown("ρ > 0", group="Share of tests"),
        "significant": Shown("p < .05", group="Share of tests"),
        "significant_adjusted": Shown("adjusted", group="Share of tests"),
        "rho_without_largest": Shown("without the largest", group="Mean ρ"),
        "rho_given_income": Shown("given income", group="Mean ρ"),
    }
    told = periods.assign(label=span_text(periods) + ", " + periods["source"].map(SOURCE_NAMES))
    sections = {
        name: told[told["group"] == group].sort_values(["first", "source"]).set_index("label")
        for group, name in GROUPS.items()
    }
    notes = [
        "Spearman's ρ of GDP and burden, above 0 where the larger carry more; p one-sided by t; adjusted by "
        "Benjamini and Hochberg over the years of an alliance and source.  A test is of one alliance in one "
        "year; years beside each other are not independent.",
    ]
    title = "Do the small exploit the large? Rank tests by period and source of spending"
    return table_grid("exploitation_periods", "Exploitation", title, sections, shown, notes)


def nato_shares_grid(shares: pd.DataFrame, years: Collection[int]) -> Grid:
    """Lay out table nato_shares: of some years, and of the last of each source."""
    shown = {
        "n": Shown("with data", ".0f", "Members"),
        "members": Shown("all", ".0f", "Members"),
        "largest": Shown("Largest"),
        "burden_share": Shown("spending", group="Its share in"),
        "benefit_share": Shown("benefits", group="Its share in"),
        "relative_burden": Shown("ratio", group="Relative burden"),
        "relative_burden_border": Shown("with borders", group="Relative burden"),
        "above": Shown("Above 1", ".0f"),
        "most": Shown("Carry most"),
        "least": Shown("Carry least"),
    }
    told = _of_years(shares, years).sort_values(["year", "source"])
    labels = told["year"].astype(str) + ", " + told["source"].map(SOURCE_NAMES)
    notes = [
        "Shares are of members with data; benefits are the mean of the shares in GDP and population, with "
        "borders that of exposed border and coast too.  Above 1 are members with a larger share in spending "
        "than in benefits.",
    ]
    title = "Burdens and benefits in NATO: the largest member, and who carries most and least"
    return table_grid("nato_shares", "Burdens, a", title, {"": told.set_index(labels)}, shown, notes)


def nato_burdens_grid(burdens: pd.DataFrame, years: Collection[int]) -> Grid:
    """Lay out table nato_burdens: a line a member, of some years shares in benefits and in spending, in %."""
    told = burdens[burdens["year"].isin(years)]
    parts, shown = {}, {}
    for year, of_year in told.groupby("year"):
        # Shares of benefits are those of the source of which most members have data.
        most = of_year.loc[of_year["n"].idxmax(), "source"]
        fullest = of_year[of_year["source"] == most].set_index("abbreviation")
        parts[year, "benefits"] = fullest["benefit_share"]
        shown[year, "benefits"] = Shown("benefits", ".1f", str(year))
        for source, name in SOURCE_NAMES.items():
            if (rows := of_year[of_year["source"] == source]).size:
                parts[year, source] = rows.set_index("abbreviation")["burden_share"]
                shown[year, source] = Shown(name, ".1f", str(year))
    order = told.groupby("abbreviation")["gdp"].max().sort_values(ascending=False, kind="stable").index
    wide = 100 * pd.DataFrame(parts).reindex(order)
    notes = [
        "Shares of members with data, %: in the benefits (mean of GDP and population, of the members that "
        "the source with most of them has), and in spending by each source.  A member carries more than its "
        "share where spending is above benefits.",
        "Members by deposit of accession, the largest GDP first; empty: no member yet, or no figure.",
    ]
    title = "Shares in NATO's benefits and spending"
    return table_grid("nato_burdens", "Burdens, b", title, {"": wide}, shown, notes)


def _of_years(table: pd.DataFrame, years: Collection[int]) -> pd.DataFrame:
    """Rows of some years, and of the last of each source."""
    last = table.groupby("source")["year"].transform("max")
    return table[table["year"].isin(years) | (table["year"] == last)]
