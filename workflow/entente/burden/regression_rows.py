"""Rows of regressions on burdens: states, alliances, opportunities to join, members of missions, by year.

What a regression takes of the year before it takes itself: columns are of the row's own year unless it is
said otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from entente.burden.effort_categories import effort_categories, sums_over_partners
from entente.burden.expected_burdens import expected_burdens
from entente.burden.joining import new_targets

KEY = ["year", "ccode"]

#: Sources of burdens: of logarithms and deviations, and of categories of effort.
SOURCES, EFFORTS = ("sipri", "nmc"), ("sipri", "nmc", "nmc_real")

#: What baseline burdens are explained by, of the year before.
BASELINE = ["log_gdp", "log_income", "growth", "polyarchy", "log_disputes", "log_rivals", "nato"]

#: Places in a layer that are columns of states, and what their partners carry.
PLACES = ["degree", "triangles", "clustering", "two_step", "open_paths"]
PARTNERS = ["partners_burden_sipri", "partners_burden_nmc", "democratic_partners"]

#: Highest level of hostility from which a dispute has come to the use of force.
FORCE = 4


def burden_year(
    states: pd.DataFrame,
    places: pd.DataFrame,
    ties: pd.DataFrame,
    participants: pd.DataFrame,
    layers: Sequence[str],
) -> pd.DataFrame:
    """Return states by year, as regressions of burdens take them.

    Parameters
    ----------
    states : DataFrame
        The state-year panel (schema ``cooperation_year``).
    places : DataFrame
        Places in layers (schema ``network_year``).
    ties : DataFrame
        layer, year, ccode1, ccode2 between members of the system.
    participants : DataFrame
        Participants of disputes, as :func:`~entente.burden.joining.new_targets` takes them, with last_year.
    layers : sequence of str
        Those that have columns, ``<column>_<layer>``.

    Returns
    -------
    DataFrame
        The columns of the schema ``burden_year``.
    """
    panel = states[KEY].copy()
    for source in EFFORTS:
        known = states[f"burden_{source}"].dropna()
        panel[f"effort_{source}"] = effort_categories(known).reindex(states.index)
    for source in SOURCES:
        panel[f"log_burden_{source}"] = _log(states[f"burden_{source}"])
        panel[f"log_expenditure_{source}"] = _log(states[f"expenditure_{source}"])
        # Who has no land neighbour has none whose burden there could be: 0 (a choice).
        alone = states["land_neighbours"].eq(0).fillna(False).astype(bool)
        panel[f"neighbours_burden_{source}"] = states[f"neighbours_burden_{source}"].mask(alone, 0.0)
    panel = panel.assign(
        log_gdp=_log(states["gdp"]),
        log_income=_log(states["income"]),
        log_population=_log(states["population"]),
        log_capability=_log(states["cinc"]),
        growth=states["growth"],
        polyarchy=states["polyarchy"],
        disputes=states["disputes"].astype("float64"),
        log_disputes=np.log1p(states["disputes"].astype("float64")),
        log_rivals=np.log1p(states["rivals_expenditure"] / 1000),
        nato=states["nato"],
        alliance_depth=states["alliance_depth"],
        trend=(states["year"] - 1950).astype("float64"),
    )
    panel = _with_allied_expenditure(panel, states)
    for layer in layers:
        panel = with_layer(panel, layer, places[places["layer"] == layer], ties[ties["layer"] == layer])
    panel = _with_deviations(panel, ties, layers)
    panel = _with_targets(panel, participants)
    for source in SOURCES:
        panel[f"burden_gap_{source}"] = panel[f"log_burden_{source}"] - _log(
            panel[f"partners_burden_{source}_defence"]
        )
    return panel


def _log(values: pd.Series) -> pd.Series:
    """Logarithms; of what is not above 0, none."""
    return np.log(values.astype("float64").where(values > 0))


def _with(panel: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    return panel.merge(table, on=KEY, how="left", validate="one_to_one")


def _with_allied_expenditure(panel: pd.DataFrame, states: pd.DataFrame) -> pd.DataFrame:
    """What NATO's other members spend, of members."""
    for source in SOURCES:
        spent = states[f"expenditure_{source}"].where(states["nato"])
        others = spent.groupby(states["year"]).transform("sum") - spent.fillna(0.0)
        panel[f"log_allied_expenditure_{source}"] = _log(others.where(states["nato"]))
    return panel


def with_layer(panel: pd.DataFrame, layer: str, places: pd.DataFrame, ties: pd.DataFrame) -> pd.DataFrame:
    """Return the panel with the columns of a layer: places in it, and sums of what its partners carry.

    ``panel`` has categories of effort by source; ``places`` and ``ties`` are those of the layer.  Sums of
    effort are over partners with data, 0 of states without a partner, missing where no partner has data.
    """
    found = places[[*KEY, *PLACES, *PARTNERS]].assign(
        log_partners=np.log1p(places["partners_expenditure"] / 1000)
    )
    efforts = [f"effort_{source}" for source in EFFORTS]
    sums = sums_over_partners(ties, panel[[*KEY, *efforts]])
    found = _with(found, sums)
    for source in EFFORTS:
        # Who has no partner has none whose effort there could be: 0.  Partners without data are not that.
        partners = found.pop(f"effort_{source}").mask(found["degree"] == 0, 0.0)
        found[f"partners_effort_{source}"] = partners
        found[f"triangles_effort_{source}"] = found["triangles"] * partners
    named = {name: f"{name}_{layer}" for name in found.columns if name not in KEY}
    return _with(panel, found.rename(columns=named))


def _with_deviations(panel: pd.DataFrame, ties: pd.DataFrame, layers: Sequence[str]) -> pd.DataFrame:
    """Log burdens less those expected, and their means over partners."""
    earlier = panel[[*KEY, *BASELINE]].assign(year=panel["year"] + 1)
    frame = panel[KEY].merge(earlier, on=KEY, how="left")
    frame["nato"] = frame["nato"].astype("float64")
    for source in SOURCES:
        found = expected_burdens(
            panel[f"log_burden_{source}"], frame[BASELINE], frame["ccode"], frame["year"]
        )
        panel[f"deviation_{source}"] = found["deviation"]
    deviations = [f"deviation_{source}" for source in SOURCES]
    for layer in layers:
        values = panel[[*KEY, *deviations]]
        known = values[deviations].notna().astype("float64").add_prefix("known_")
        sums = sums_over_partners(ties[ties["layer"] == layer], pd.concat([values, known], axis=1))
        for name in deviations:
            sums[f"partners_{name}_{layer}"] = sums[name] / sums[f"known_{name}"].where(lambda n: n > 0)
        panel = _with(panel, sums[[*KEY, *(f"partners_{name}_{layer}" for name in deviations)]])
    return panel


def _with_targets(panel: pd.DataFrame, participants: pd.DataFrame) -> pd.DataFrame:
    """Whether a state is attacked anew, and the years since it last was, or since it came into the system."""
    targets = new_targets(participants)
    found = panel[KEY].merge(targets.assign(target=1.0), on=KEY, how="left")
    covered = found["year"] <= participants["last_year"].max()
    panel["target"] = found["target"].fillna(0.0).where(covered)
    before = targets.rename(columns={"year": "last"}).sort_values("last")
    rows = panel[KEY].astype("int64").reset_index().sort_values("year")
    before = before.astype("int64").assign(year=before["last"].astype("int64"))
    last = pd.merge_asof(rows, before, on="year", by="ccode", allow_exact_matches=False)
    last = last.set_index("index")["last"].reindex(panel.index)
    first = panel.groupby("ccode")["year"].transform("min")
    panel["peace_years"] = (panel["year"] - last.fillna(first)).astype("float64").where(covered)
    return panel


def ending_year(
    alliances: pd.DataFrame, inequality: pd.DataFrame, members: pd.DataFrame, participants: pd.DataFrame
) -> pd.DataFrame:
    """Return alliances by year, as regressions of their endings and of disputes take them.

    Parameters
    ----------
    alliances : DataFrame
        Alliances by year (schema ``alliance_year``), each with a whole number for its ``group``.
    inequality : DataFrame
        group, year, source, dissimilarity, gini, herfindahl and leaders_excess.
    members : DataFrame
        group, year, ccode.
    participants : DataFrame
        Participants of disputes.

    Returns
    -------
    DataFrame
        The columns of the schema ``ending_year``.
    """
    ending = alliances["ending"].astype("Float64")
    found = alliances[["group", "year"]].assign(
        alliance=alliances["group"].astype("int64"),
        ended=alliances["ended"].astype("float64"),
        fulfilled=(ending == 1).fillna(False).astype("float64"),
        broken=(ending == 2).fillna(False).astype("float64"),
        replaced=(ending == 3).fillna(False).astype("float64"),
        age=alliances["age"].astype("float64"),
        log_age=np.log(alliances["age"].astype("float64").clip(lower=0.5)),
        log_members=np.log(alliances["members"].astype("float64")),
        members=alliances["members"].astype("float64"),
        size_asymmetry=alliances["size_asymmetry"],
        polyarchy=alliances["polyarchy"],
        log_rivals=np.log1p(alliances["rivals_expenditure"] / 1000),
        bilateral=alliances["bilateral"].astype("float64"),
        depth=alliances["depth"],
    )
    for source in SOURCES:
        found[f"known_{source}"] = alliances[f"known_{source}"].astype("float64")
        of_source = inequality[inequality["source"] == source].drop(columns="source")
        named = ["dissimilarity", "gini", "herfindahl", "leaders_excess"]
        of_source = of_source[["group", "year", *named]].rename(
            columns={name: f"{name}_{source}" for name in named}
        )
        found = found.merge(of_source, on=["group", "year"], how="left", validate="one_to_one")
    found = found.merge(disputes_of_alliances(members, participants), on=["group", "year"], how="left")
    covered = found["year"] <= participants["last_year"].max()
    for where in ("among", "against"):
        found[f"dispute_{where}"] = found[f"dispute_{where}"].fillna(0.0).where(covered)
    return found.drop(columns="group")


def disputes_of_alliances(members: pd.DataFrame, participants: pd.DataFrame) -> pd.DataFrame:
    """Return whether new disputes arise among members of alliances, and against them, and come to force.

    ``members`` has group, year, ccode.  Among: originators on both sides are members; against: one on side B
    is, none on side A.  Returned are group, year of those with a dispute; dispute_among, dispute_against, 1
    or missing; and force_among, force_against, whether one of them reached the use of force, missing where
    there is none.
    """
    began = participants.groupby("dispute")["first_year"].transform("min")
    highest = participants.groupby("dispute")["hostility"].transform("max")
    origin = participants.assign(year=began, highest=highest)
    origin = origin.loc[origin["originator"], ["year", "dispute", "ccode", "side", "highest"]]
    sided = origin.drop_duplicates().merge(members[["group", "year", "ccode"]], on=["year", "ccode"])
    each = sided.groupby(["group", "year", "dispute"]).agg(
        attacking=("side", "any"), attacked=("side", lambda side: (~side).any()), highest=("highest", "max")
    )
    parts = []
    for where, which in (
        ("among", each["attacking"] & each["attacked"]),
        ("against", each["attacked"] & ~each["attacking"]),
    ):
        reached = each.loc[which, "highest"].groupby(["group", "year"]).max()
        parts.append(
            pd.DataFrame({f"dispute_{where}": 1.0, f"force_{where}": (reached >= FORCE).astype("float64")})
        )
    return parts[0].join(parts[1], how="outer").reset_index()


def joining_rows(opportunities: pd.DataFrame, states: pd.DataFrame, distance: pd.Series) -> pd.DataFrame:
    """Return opportunities of allies to join, with what ally, target and attacker had the year before.

    Parameters
    ----------
    opportunities : DataFrame
        As :func:`~entente.burden.joining.opportunities` returns them.
    states : DataFrame
        States by year, as :func:`burden_year` returns them.
    distance : Series
        Kilometres between ally and target, by the labels of the rows.

    Returns
    -------
    DataFrame
        The columns of the schema ``joining_opportunities``.
    """
    found = opportunities[["year", "dispute", "target", "ally"]].assign(
        joined=opportunities["joined"].astype("float64"),
        hostility=opportunities["hostility"].astype("float64"),
        log_distance=np.log1p(distance),
    )
    columns = ["log_capability", *(f"log_burden_{source}" for source in SOURCES)]
    before = states[[*KEY, *columns]].assign(year=states["year"] + 1)
    sides = opportunities[["year", "target", "ally", "attacker"]]
    for side in ("target", "ally", "attacker"):
        of_side = sides[["year", side]].merge(
            before.rename(columns={"ccode": side}), on=["year", side], how="left", validate="many_to_one"
        )
        for column in columns:
            found[f"{column}_{side}"] = of_side[column].to_numpy()
    for source in SOURCES:
        ratio = found[f"log_burden_{source}_ally"] - found[f"log_burden_{source}_target"]
        found[f"log_burden_ratio_{source}"] = ratio
    burdens = [f"log_burden_{source}_{side}" for source in SOURCES for side in ("target", "ally", "attacker")]
    return found.drop(columns=burdens)


def mission_rows(memberships: pd.DataFrame, states: pd.DataFrame, numbers: pd.Series) -> pd.DataFrame:
    """Return members of missions and of sides of conflicts by year, and whether they leave before these end.

    Parameters
    ----------
    memberships : DataFrame
        kind (mission or conflict), id, side, year, ccode, troops, each member once a year.
    states : DataFrame
        As :func:`burden_year` returns them.
    numbers : Series
        A whole number for each kind, id and side, by these.

    Returns
    -------
    DataFrame
        The columns of the schema ``mission_member_year``; of the last year of the data none, since who leaves
        then is not known.
    """
    place = ["kind", "id", "side"]
    rows = memberships[[*place, *KEY, "troops"]].sort_values([*place, "ccode", "year"], ignore_index=True)
    last = rows["year"].max()
    there = rows[[*place, *KEY]].assign(year=rows["year"] - 1, stays=1.0)
    goes_on = there[[*place, "year"]].drop_duplicates().assign(goes_on=1.0)
    rows = rows.merge(there, on=[*place, *KEY], how="left").merge(goes_on, on=[*place, "year"], how="left")
    grouped = rows.groupby([*place, "year"])
    share = rows["troops"] / grouped["troops"].transform("sum").where(lambda total: total > 0)
    complete = grouped["troops"].transform("count") / grouped["troops"].transform("size")
    concentration = (share**2).groupby([rows[name] for name in [*place, "year"]]).transform("sum")
    first = rows.groupby([*place, "ccode"])["year"].transform("min")
    found = pd.DataFrame(
        {
            "year": rows["year"],
            "mission": pd.MultiIndex.from_frame(rows[place]).map(numbers).astype("int64"),
            "ccode": rows["ccode"],
            "conflict": (rows["kind"] == "conflict").astype("float64"),
            "leaves": rows["stays"].isna().astype("float64").where(rows["goes_on"].notna()),
            "troop_share": share,
            # Shares of members with data say little where few have some (a choice).
            "concentration": concentration.where(complete >= 0.5),
            "log_partners": np.log(grouped["ccode"].transform("size").astype("float64")),
            "log_years": np.log1p((rows["year"] - first).astype("float64")),
        }
    )
    found = found[rows["year"] < last]
    columns = [f"log_burden_{source}" for source in SOURCES] + ["log_gdp", "polyarchy"]
    return found.merge(states[[*KEY, *columns]], on=KEY, how="left").reset_index(drop=True)


def mission_years(members: pd.DataFrame, troops: pd.Series) -> pd.DataFrame:
    """Return missions by year: whether they end, how their strength changes, how concentrated it is.

    Parameters
    ----------
    members : DataFrame
        As :func:`mission_rows` returns them, of missions alone.
    troops : Series
        Strength of each mission, by number and year.

    Returns
    -------
    DataFrame
        The columns of the schema ``mission_year``.
    """
    grouped = members.groupby(["mission", "year"])
    found = grouped.agg(
        concentration=("concentration", "first"),
        log_members=("log_partners", "first"),
        ends=("leaves", "count"),
    ).reset_index()
    found["ends"] = (found["ends"] == 0).astype("float64")
    strength = _log(troops).rename("log_troops")
    found = found.join(strength, on=["mission", "year"])
    later = strength.rename("later").reset_index()
    later["year"] -= 1
    found = found.merge(later, on=["mission", "year"], how="left")
    first = found.groupby("mission")["year"].transform("min")
    found["log_age"] = np.log1p((found["year"] - first).astype("float64"))
    return found.assign(growth=found["later"] - found["log_troops"]).drop(columns="later")


def great_circle(
    latitude: Iterable[float], longitude: Iterable[float], other: tuple[Iterable[float], Iterable[float]]
) -> np.ndarray:
    """Return kilometres on a sphere of 6,371 km between places and others, in degrees, all (n,)."""
    one_lat, one_lon, two_lat, two_lon = (
        np.radians(np.asarray(values, dtype="float64")) for values in (latitude, longitude, *other)
    )
    half = np.sin((two_lat - one_lat) / 2) ** 2
    half += np.cos(one_lat) * np.cos(two_lat) * np.sin((two_lon - one_lon) / 2) ** 2
    return 2 * 6371.0 * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
