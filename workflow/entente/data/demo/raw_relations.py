"""Raw files about relations and religions, in their published layout."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.data.demo.igo_acronyms import ACRONYMS
from entente.data.demo.organizations import NOT_YET
from entente.data.demo.raw_states import ABBREVIATIONS, NAMES
from entente.data.demo.religions import FAMILIES
from entente.data.demo.system import KEY
from entente.data.demo.world import World

#: Montenegro, which the alliance file has though it is no COW state of the time: partner, code and years.
MONTENEGRO = (345, 348, range(1912, 1916))

#: A dyad and year that the contiguity file lists with two types, and the second type.
TWO_TYPES = ({"ccode1": 220, "ccode2": 230, "year": 1913}, 2)

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
    obligations = {name: rows[name] for name in ("defense", "offense", "neutral", "nonagg", "consul")}
    return pd.DataFrame(
        {
            "dyad": rows["ccode1"] * 1000 + rows["ccode2"],
            "year": rows["year"],
            "atopally": 1,
            **obligations,
            "shareob": np.nan,
            "transyr": changing.astype(int),
            "bilatno": 1,
            "multino": 0,
            "number": 1,
            "asymm": 0,
            "atopid1": 1000 + 5 * rows["alliance"],
            **dict.fromkeys(("atopid2", "atopid3", "atopid4", "atopid5"), np.nan),
            "mem1": rows["ccode1"],
            "mem2": rows["ccode2"],
            "version": 3,
        }
    )


def contiguity(world: World) -> pd.DataFrame:
    """One row for each directed contiguous dyad and year, and two for one of them."""
    near = world.dyads.loc[world.dyads["contiguity"] > 0, [*KEY, "contiguity"]]
    dyad, second_type = TWO_TYPES
    near = pd.concat([near, pd.DataFrame([{**dyad, "contiguity": second_type}])])
    number = near["ccode1"] * 1000 + near["ccode2"]
    directions = [
        pd.DataFrame({"dyad": number, "first": near[first], "second": near[second], "year": near["year"],
                      "conttype": near["contiguity"]})
        for first, second in (("ccode1", "ccode2"), ("ccode2", "ccode1"))
    ]  # fmt: skip
    rows = pd.concat(directions).sort_values(["first", "second", "year"], kind="stable", ignore_index=True)
    return pd.DataFrame(
        {
            "dyad": rows["dyad"],
            "state1no": rows["first"],
            "state1ab": rows["first"].map(ABBREVIATIONS),
            "state2no": rows["second"],
            "state2ab": rows["second"].map(ABBREVIATIONS),
            "year": rows["year"],
            "conttype": rows["conttype"],
            "version": 3.2,
        }
    )


def igo_states(world: World) -> pd.DataFrame:
    """One row for each member and year, one column an organization; most do not exist before 1960."""
    code, year = LAST_YEAR_LACKING
    rows = world.memberships
    rows = rows[(rows["ccode"] != code) | (rows["year"] != year)].sort_values(
        ["ccode", "year"], ignore_index=True
    )
    names = rows["ccode"].map(NAMES).str.lower().str.replace(r"[^a-z]", "", regex=True)
    codes = rows.reindex(columns=list(ACRONYMS), fill_value=NOT_YET)
    identifiers = pd.DataFrame({"ccode": rows["ccode"], "year": rows["year"], "state": names})
    return pd.concat([identifiers, codes], axis=1)


def igo_dyads(world: World) -> pd.DataFrame:
    """One row for each undirected dyad and year of members."""
    code, year = LAST_YEAR_LACKING
    rows = world.shared_memberships
    lacking = ((rows["ccode1"] == code) | (rows["ccode2"] == code)) & (rows["year"] == year)
    rows = rows[~lacking].sort_values(["ccode1", "ccode2", "year"], ignore_index=True)
    odd = (rows[list(ONE_TOO_MANY)] == pd.Series(ONE_TOO_MANY)).all(axis=1)
    counts = rows["shared"] + odd
    return pd.DataFrame(
        {"ccode1": rows["ccode1"], "ccode2": rows["ccode2"], "year": rows["year"], "dyadigos": counts}
    )


def trade_dyads(world: World) -> pd.DataFrame:
    """One row for each directed dyad and year: flow1 is what ccode1 imports from ccode2."""
    rows = world.trade
    swapped = {"ccode1": "ccode2", "ccode2": "ccode1", "imports1": "imports2", "imports2": "imports1"}
    both = pd.concat([rows, rows.rename(columns=swapped)]).sort_values(
        ["ccode1", "ccode2", "year"], ignore_index=True
    )
    flows = {name: both[imports] for name, imports in (("flow1", "imports1"), ("flow2", "imports2"))}
    smooth = {f"smooth{name}": values for name, values in flows.items()}
    return pd.DataFrame(
        {"ccode1": both["ccode1"], "ccode2": both["ccode2"], "year": both["year"], **flows, **smooth}
    )


def trade_national(world: World) -> pd.DataFrame:
    """One row for each state and year, members or, in one case, soon to be."""
    code, years = TRADE_BEFORE_MEMBERSHIP
    before = pd.DataFrame({"year": years, "ccode": code, "imports": 50.0, "exports": 60.0})
    rows = pd.concat([world.trade_totals, before]).sort_values(["ccode", "year"], ignore_index=True)
    sources = {
        name: rows[flow].notna().map({True: 1.0, False: np.nan})
        for name, flow in (("source1", "imports"), ("source2", "exports"))
    }
    return pd.DataFrame(
        {
            "ccode": rows["ccode"],
            "statename": rows["ccode"].map(NAMES),
            "stateabb": rows["ccode"].map(ABBREVIATIONS),
            "year": rows["year"],
            "imports": rows["imports"],
            "exports": rows["exports"],
            "alt_imports": np.nan,
            "alt_exports": np.nan,
            **sources,
            "version": 4,
        }
    )


def religions(world: World) -> pd.DataFrame:
    """One row for each state and census: adherents of branches, families and all, then their shares."""
    rows = world.religions.sort_values(["ccode", "year"], ignore_index=True)
    counts = {}
    for family, branches in FAMILIES.items():
        counts |= {branch: rows[branch] for branch in branches}
        counts[family] = rows[list(branches or (family,))].sum(axis=1)
    religious = sum(counts[family] for family in FAMILIES if family != "othrgen")
    # The published file is not of one mind about the name of Conservative Judaism.
    shares = {name.replace("jdcons", "judcons") + "pct": values for name, values in counts.items()}
    shares = {name: (values / rows["population"]).round(4) for name, values in shares.items()}
    all_shares = {**shares, "sumreligpct": (religious / rows["population"]).round(4)}
    return pd.DataFrame(
        {
            "year": rows["year"],
            "state": rows["ccode"],
            "name": rows["ccode"].map(ABBREVIATIONS),
            **counts,
            "sumrelig": religious,
            "pop": rows["population"],
            **all_shares,
            "total": (all_shares["sumreligpct"] + all_shares["othrgenpct"]).round(4),
            "dualrelig": rows["dual"].astype(int),
            "datatype": 34,
            "sourcereliab": 4,
            "recreliab": 10,
            "reliabilevel": "Medium",
            "Version": 1.1,
            "sourcecode": 7,
        }
    )
