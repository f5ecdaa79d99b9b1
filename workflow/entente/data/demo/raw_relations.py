"""Rows of the raw files about relations and religions."""

from __future__ import annotations

import pandas as pd

from entente.data.demo.gazetteer import DATA
from entente.data.demo.organizations import NOT_YET
from entente.data.demo.raw_layout import ABBREVIATIONS, NAMES, both_directions
from entente.data.demo.religions import FAMILIES
from entente.data.demo.system import KEY
from entente.data.demo.world import World

#: Names of the organizations' columns in the IGO 3.0 state-year file, in the order of the file.
ACRONYMS = tuple((DATA / "igo_acronyms.txt").read_text(encoding="utf-8").split())

#: Montenegro, which the alliance file has though it is no COW state of the time: partner, code and years.
MONTENEGRO = (345, 348, range(1912, 1916))

#: A dyad and year that the contiguity file lists with two types: the second type.
TWO_TYPES = {"ccode1": 220, "ccode2": 230, "year": 1913, "contiguity": 2}

#: A state that the organizations' files lack in its last year, and a dyad that has one organization too many.
LAST_YEAR_LACKING = (290, 1938)
ONE_TOO_MANY = {"ccode1": 210, "ccode2": 211, "year": 1955}

#: A state and years before its membership of which total trade is listed.
TRADE_BEFORE_MEMBERSHIP = (651, range(1930, 1934))


def alliances(world: World) -> pd.DataFrame:
    """One row for each allied undirected dyad and year."""
    rows = world.obligations
    partner, code, years = MONTENEGRO
    none = dict.fromkeys(("offense", "neutral", "nonagg", "consul"), 0)
    extra = pd.DataFrame({"year": years, "ccode1": partner, "ccode2": code, "defense": 1, **none})
    rows = pd.concat([rows, extra.assign(alliance=rows["alliance"].max() + 1)])
    rows = rows.sort_values(["ccode1", "ccode2", "year"], ignore_index=True)
    span = rows.groupby("alliance")["year"].agg(["min", "max"]).loc[rows["alliance"]].reset_index()
    changing = (rows["year"] == span["min"]) | (rows["year"] == span["max"])
    return rows.assign(
        dyad=rows["ccode1"] * 1000 + rows["ccode2"],
        changing=changing.astype(int),
        identifier=1000 + 5 * rows["alliance"],
    )


def contiguity(world: World) -> pd.DataFrame:
    """One row for each directed contiguous dyad and year, and two for one of them."""
    near = world.dyads.loc[world.dyads["contiguity"] > 0, [*KEY, "contiguity"]]
    near = pd.concat([near, pd.DataFrame([TWO_TYPES])])
    near = near.assign(dyad=near["ccode1"] * 1000 + near["ccode2"])
    return both_directions(near).sort_values(["ccode1", "ccode2", "year"], kind="stable")


def igo_states(world: World) -> pd.DataFrame:
    """One row for each member and year, one column an organization; most do not exist before 1960."""
    code, year = LAST_YEAR_LACKING
    rows = world.memberships
    lacking = (rows["ccode"] == code) & (rows["year"] == year)
    rows = rows[~lacking].sort_values(["ccode", "year"], ignore_index=True)
    names = rows["ccode"].map(NAMES).str.lower().str.replace(r"[^a-z]", "", regex=True)
    codes = rows.reindex(columns=list(ACRONYMS), fill_value=NOT_YET)
    return pd.concat([rows[["ccode", "year"]].assign(state=names), codes], axis=1)


def igo_dyads(world: World) -> pd.DataFrame:
    """One row for each undirected dyad and year of members."""
    code, year = LAST_YEAR_LACKING
    rows = world.shared_memberships
    lacking = ((rows["ccode1"] == code) | (rows["ccode2"] == code)) & (rows["year"] == year)
    rows = rows[~lacking].sort_values(["ccode1", "ccode2", "year"])
    odd = (rows[list(ONE_TOO_MANY)] == pd.Series(ONE_TOO_MANY)).all(axis=1)
    return rows.assign(shared=rows["shared"] + odd)


def trade_dyads(world: World) -> pd.DataFrame:
    """One row for each directed dyad and year."""
    return both_directions(world.trade).sort_values(["ccode1", "ccode2", "year"])


def trade_national(world: World) -> pd.DataFrame:
    """One row for each state and year, members or, in one case, soon to be."""
    code, years = TRADE_BEFORE_MEMBERSHIP
    before = pd.DataFrame({"year": years, "ccode": code, "imports": 50.0, "exports": 60.0})
    rows = pd.concat([world.trade_totals, before]).sort_values(["ccode", "year"])
    sources = {f"{flow}_source": rows[f"{flow}s"] * 0 + 1.0 for flow in ("import", "export")}
    return rows.assign(**sources)


def religions(world: World) -> pd.DataFrame:
    """One row for each state and census: adherents of branches, families and all, then their shares.

    The columns are those of the published file.
    """
    rows = world.religions.sort_values(["ccode", "year"], ignore_index=True)
    counts = {}
    for family, branches in FAMILIES.items():
        counts |= {branch: rows[branch] for branch in branches}
        counts[family] = rows[list(branches or (family,))].sum(axis=1)
    religious = sum(counts[family] for family in FAMILIES if family != "othrgen")
    # The published file is not of one mind about the name of Conservative Judaism.
    shares = {name.replace("jdcons", "judcons") + "pct": values for name, values in counts.items()}
    shares = {
        name: (values / rows["population"]).round(4)
        for name, values in {**shares, "sumreligpct": religious}.items()
    }
    return pd.DataFrame(
        {
            "year": rows["year"],
            "state": rows["ccode"],
            "name": rows["ccode"].map(ABBREVIATIONS),
            **counts,
            "sumrelig": religious,
            "pop": rows["population"],
            **shares,
            "total": (shares["sumreligpct"] + shares["othrgenpct"]).round(4),
            "dualrelig": rows["dual"].astype(int),
            "datatype": 34,
            "sourcereliab": 4,
            "recreliab": 10,
            "reliabilevel": "Medium",
            "Version": 1.1,
            "sourcecode": 7,
        }
    )
