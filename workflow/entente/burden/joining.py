"""Who is attacked, and whether allies join: opportunities of defence allies in disputes and wars."""

from __future__ import annotations

import pandas as pd

from entente.systems.dyads import DYAD_YEAR, both_ways

#: The level of hostility of a war.
WAR = 5

#: What identifies an opportunity.
OPPORTUNITY = ["year", "dispute", "target", "ally"]


def new_targets(participants: pd.DataFrame) -> pd.DataFrame:
    """Return year, ccode of the states that are originators on side B of a dispute that begins in the year.

    ``participants`` has dispute, ccode, first_year, side (whether side A) and originator.
    """
    began = participants.groupby("dispute")["first_year"].transform("min")
    attacked = participants[participants["originator"] & ~participants["side"]]
    found = attacked.assign(year=began)[["year", "ccode"]].drop_duplicates()
    return found.sort_values(["year", "ccode"], ignore_index=True)


def opportunities(participants: pd.DataFrame, ties: pd.DataFrame) -> pd.DataFrame:
    """Return each attacked state × each of its allies that could join it.

    Parameters
    ----------
    participants : DataFrame
        dispute, ccode, first_year, side (whether side A, which attacked), originator and hostility.
    ties : DataFrame
        year, ccode1, ccode2 of defence ties in the years of the disputes.

    Returns
    -------
    DataFrame
        ``OPPORTUNITY``: the year in which the dispute began, the dispute, an originator on side B, and an
        ally of it that is no originator and not allied to one of side A; joined, whether the ally came in on
        side B; hostility, the highest level that an originator of side A reached; attacker, that originator's
        code, the lowest of several.  Where nobody attacks there is no opportunity.
    """
    first = participants.groupby("dispute")["first_year"].min().rename("year").reset_index()
    rows = participants.drop(columns="first_year").merge(first, on="dispute")
    origin = rows[rows["originator"]]
    allied = both_ways(ties[DYAD_YEAR], "ccode", "ally")
    attacked = origin.loc[~origin["side"], ["year", "dispute", "ccode"]].rename(columns={"ccode": "target"})
    attackers = origin[origin["side"]].sort_values(["dispute", "hostility", "ccode"], ascending=[1, 0, 1])
    attacked = attacked[attacked["dispute"].isin(attackers["dispute"])].drop_duplicates()
    found = attacked.merge(allied.rename(columns={"ccode": "target"}), on=["year", "target"])
    of_attackers = attackers[["year", "dispute", "ccode"]].merge(allied, on=["year", "ccode"])
    for excluded in (origin.rename(columns={"ccode": "ally"}), of_attackers):
        found = _without(found, excluded[["dispute", "ally"]])
    came = rows.loc[~rows["originator"] & ~rows["side"], ["dispute", "ccode"]].drop_duplicates()
    came = pd.MultiIndex.from_frame(came)
    joined = pd.MultiIndex.from_frame(found[["dispute", "ally"]]).isin(came)
    foremost = attackers.drop_duplicates("dispute").set_index("dispute")
    return found.assign(
        joined=joined,
        hostility=found["dispute"].map(foremost["hostility"]),
        attacker=found["dispute"].map(foremost["ccode"]),
    ).sort_values(OPPORTUNITY, ignore_index=True)


def fighting_beside(wars: pd.DataFrame, ties: pd.DataFrame) -> pd.DataFrame:
    """Return each belligerent × each of its allies that was not there from the first year of a war.

    Parameters
    ----------
    wars : DataFrame
        war, ccode, side (1 or 2), first_year of each participant's spell.
    ties : DataFrame
        year, ccode1, ccode2 of defence ties.

    Returns
    -------
    DataFrame
        ``OPPORTUNITY``, the war in place of the dispute and the belligerent in that of the target, of allies
        that are not allied to a belligerent of the other side; joined, whether the ally came in on the
        belligerent's side; attacker, a belligerent of the other side, the lowest code.
    """
    began = wars.groupby("war")["first_year"].transform("min")
    named = wars.assign(originator=wars["first_year"] == began, hostility=WAR).rename(
        columns={"war": "dispute"}
    )
    parts = [
        opportunities(named.assign(side=(named["side"] != side).astype(bool)), ties)
        for side in sorted(named["side"].unique())
    ]
    return pd.concat(parts).drop_duplicates(OPPORTUNITY).sort_values(OPPORTUNITY, ignore_index=True)


def sides_of_wars(dyads: pd.DataFrame) -> pd.DataFrame:
    """Return who fought on which side of wars of which it is known who fought whom.

    Parameters
    ----------
    dyads : DataFrame
        war, year, ccode1, ccode2: states at war with each other, in any order of the two.

    Returns
    -------
    DataFrame
        war, ccode, side (1, that of the lowest code, or 2), first_year, as :func:`fighting_beside` takes
        them.  Opponents are on different sides, their opponents on the same; a war that this does not divide
        into two sides, because a state fights its enemy's enemy, or nothing links some, is left out.
    """
    import networkx as nx

    rows = []
    for war, of in dyads.groupby("war"):
        network = nx.Graph(of[["ccode1", "ccode2"]].itertuples(index=False))
        if not (nx.is_connected(network) and nx.is_bipartite(network)):
            continue
        side = nx.bipartite.color(network)
        first = of.melt("year", ["ccode1", "ccode2"], value_name="ccode").groupby("ccode")["year"].min()
        lowest = side[first.index.min()]
        rows += [(war, ccode, 1 + (side[ccode] != lowest), year) for ccode, year in first.items()]
    return pd.DataFrame(rows, columns=["war", "ccode", "side", "first_year"])


def _without(found: pd.DataFrame, excluded: pd.DataFrame) -> pd.DataFrame:
    out = pd.MultiIndex.from_frame(excluded)
    return found[~pd.MultiIndex.from_frame(found[["dispute", "ally"]]).isin(out)]
