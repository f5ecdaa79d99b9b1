"""The repository: agreements and layers of ties, as the study's settings want them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from entente.burden import agreements as agreed
from entente.burden import layers as tied
from entente.burden.alliance_panels import BY_DEPOSIT, nato_treaty
from entente.core.data_log import DataLog
from entente.core.errors import RawFileError
from entente.core.schema import load_schema
from entente.data.readers.cell_kinds import TEXT, YEAR
from entente.data.readers.country_codes import refuse_wrong_codes
from entente.data.readers.raw_file import Layout, read_raw
from entente.games.nato import NATO
from entente.studies.burden_sharing.settings import DefenceCooperation, Layers

#: Columns of a user's file of general security agreements, and what they are called here.
SECURITY_AGREEMENTS = Layout(
    {name: name for name in ("ccode1", "ccode2", "first", "last", "id")},
    ("id", "ccode1", "ccode2", "first"),
    {"first": YEAR, "last": YEAR, "id": TEXT},
)

#: Types of agreements of DCAD that a layer is of, by the setting.
COOPERATION = {"general": ("dca", "dic"), "dca": ("dca",), "all": ("dca", "dic", "sector")}

#: What states contribute: columns of the panel of states, of which coverage is told.
CONTRIBUTIONS = [
    "burden_sipri",
    "expenditure_sipri",
    "burden_nmc",
    "burden_nmc_real",
    "expenditure_nmc",
    "personnel",
    "burden_nato",
    "un_troops",
    "un_police",
    "un_experts",
    "us_troops",
    "interventions_government",
    "interventions_opposition",
    "arms_sent",
    "arms_received",
]

#: The Federal Republic of Germany to 1990: the file of arms has none of its transfers, sent or received.
WITHOUT_ARMS = 260

#: A standard deviation above this share of what is estimated is wide.
WIDE = 0.4

Covered = Mapping[str, tuple[int, int]]


def contributions_in_words() -> dict[str, str]:
    """Return the contributions of ``CONTRIBUTIONS`` with their labels in the schema of the panel."""
    columns = {column.name: column for column in load_schema("burden_sharing/cooperation_year").columns}
    return {name: columns[name].label for name in CONTRIBUTIONS}


def read_security_agreements(path: str | os.PathLike, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Read general security agreements that a user supplies, of which there are no public data.

    The file has ccode1, ccode2 (COW's codes), first, last (years; last empty where it goes on) and id.
    RawFileError is raised if it is not so, or an agreement ends before it begins, or spells of one agreement
    of a pair overlap; UnknownStateError for a code that is none of COW's.
    """
    frame = read_raw(Path(path), SECURITY_AGREEMENTS)
    log.note("read", "general security agreements of the user", len(frame))
    refuse_wrong_codes(frame, states, path, "ccode1", "ccode2")
    if (backward := frame["last"] < frame["first"]).any():
        row = backward.idxmax()
        raise RawFileError(
            f"{path}, row {row}: agreement {frame.loc[row, 'id']} ends in {frame.loc[row, 'last']:g}, "
            f"before it begins in {frame.loc[row, 'first']:g}; there are {backward.sum()} such rows.",
            "Correct the years.",
        )
    _refuse_overlaps(frame, path)
    return frame


def _refuse_overlaps(frame: pd.DataFrame, path: str | os.PathLike) -> None:
    lower, higher = frame[["ccode1", "ccode2"]].min(axis=1), frame[["ccode1", "ccode2"]].max(axis=1)
    ordered = frame.assign(lower=lower, higher=higher).sort_values("first")
    until = ordered["last"].fillna(float("inf"))
    before = until.groupby([ordered["id"], ordered["lower"], ordered["higher"]]).shift()
    if (overlap := ordered["first"] <= before).any():
        row = overlap.idxmax()
        raise RawFileError(
            f"{path}, row {row}: agreement {frame.loc[row, 'id']} of {frame.loc[row, 'ccode1']} and "
            f"{frame.loc[row, 'ccode2']} begins in {frame.loc[row, 'first']:g}, before an earlier row of it "
            f"ends; there are {overlap.sum()} such rows.",
            "Join the rows, or correct their years.",
        )


def agreements_of(
    tables: Mapping[str, pd.DataFrame],
    users: pd.DataFrame | None,
    covered: Covered,
    years: tuple[int, int],
    log: DataLog,
) -> pd.DataFrame:
    """Return all agreements that are in force within some years: of alliances, of DCAD, of a user."""
    parts = [
        agreed.alliance_agreements(tables["alliance_members"], covered["alliance_members"][1]),
        agreed.cooperation_agreements(tables["defence_agreements"], covered["defence_agreements"][1]),
    ]
    if users is not None:
        parts.append(agreed.users_agreements(users, years[1]))
    found = pd.concat(parts, ignore_index=True)
    log.note("read", "agreements, by type and pair", len(found))
    within = (found["first_year"] <= years[1]) & (found["last_year"] >= years[0])
    return log.keep(found, within, "not in force in the years of the study")


def layers_of(
    agreements: pd.DataFrame,
    memberships: pd.DataFrame,
    transfers: pd.DataFrame,
    settings: Layers,
    covered: Covered,
    years: tuple[int, int],
    log: DataLog,
) -> tuple[dict[str, pd.DataFrame], dict[str, tuple[int, int]]]:
    """Return the ties of each layer, and the first and the last year that its sources cover, by its name."""
    types, ends = agreements["type"], {name: last for name, (_, last) in covered.items()}
    counted = settings.counted
    defence = agreements[(types == "defence") & (agreements["both"] | (settings.defence.obligation == "one"))]
    layers = {
        "defence": agreed.in_force(defence, ends["alliance_members"], counted),
        "dca": _cooperation(agreements, COOPERATION[settings.dca.types], settings, ends, log),
        "sector": _cooperation(agreements, ("sector",), settings, ends, log),
        "arms": tied.since(transfers, settings.arms.years),
        **_projected(memberships, settings),
    }
    source = {"geo_pko": "mission_contributors", "un": "un_mission_contributors"}[
        settings.codeployment.source
    ]
    arms_first, arms_last = covered["arms_transfers"]
    spans = {
        "defence": covered["alliance_members"],
        "dca": covered["defence_agreements"],
        "sector": covered["defence_agreements"],
        "arms": (arms_first + settings.arms.years - 1, arms_last),
        "codeployment": covered[source],
        "joint_intervention": covered["conflicts"],
    }
    both = covered["defence_agreements"]
    layers["combined"], spans["combined"] = tied.union([layers["defence"], layers["dca"]], *both), both
    gsa = agreements[types == "gsa"]
    if len(gsa):
        layers["gsa"] = agreed.in_force(gsa, years[1], counted)
        spans["gsa"] = (int(gsa["first_year"].min()), years[1])
    first, last = years
    within = {name: (max(first, span[0]), min(last, span[1])) for name, span in spans.items()}
    return layers, within


def _cooperation(
    agreements: pd.DataFrame, types: tuple[str, ...], settings: Layers, ends: Mapping[str, int], log: DataLog
) -> pd.DataFrame:
    how: DefenceCooperation = settings.dca
    found = agreements[agreements["type"].isin(types)]
    if how.confidence == "not_low":
        found = log.keep(found, found["confidence"] != "low", f"{', '.join(types)} coded with low confidence")
    if how.begins == "force":
        log.note(
            "dropped",
            f"{', '.join(types)} whose entry into force is not known",
            found["force_date"].isna().sum(),
        )
    return agreed.in_force(found, ends["defence_agreements"], settings.counted, how.begins, how.ends)


def _projected(memberships: pd.DataFrame, settings: Layers) -> dict[str, pd.DataFrame]:
    """Ties of states that contribute to one mission, or send troops to one side of a conflict."""
    source = {"geo_pko": "geo_pko", "un": "ipi"}[settings.codeployment.source]
    missions = memberships[memberships["source"] == source]
    conflicts = memberships[memberships["source"] == "ucdp"]
    conflicts = conflicts[conflicts["type"].isin(settings.joint_intervention.types)]
    return {
        "codeployment": tied.together(missions, ["id"]),
        "joint_intervention": tied.together(conflicts, ["id", "side"]),
    }


def without_holes(states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return the panel of states with arms missing, not 0, where the source has a hole."""
    hole = states["ccode"] == WITHOUT_ARMS
    log.note(
        "missing", "arms of the Federal Republic of Germany to 1990, of which the source has none", hole.sum()
    )
    return states.assign(**{name: states[name].mask(hole) for name in ("arms_sent", "arms_received")})


def count_odd(
    states: pd.DataFrame, economy: pd.DataFrame, atop: pd.DataFrame, nato: pd.DataFrame, log: DataLog
) -> None:
    """Count what readers of the panel have to know: where sources lack members, scatter or disagree.

    ``atop`` and ``nato`` are year and ccode of the members of NATO by ATOP and by deposit of accession.
    """
    for name, source in (("burden_sipri", "SIPRI"), ("expenditure_nmc", "NMC")):
        years = states.loc[states[name].notna(), "year"]
        within = states[states["year"].between(years.min(), years.max())]
        said = f"{name}: members without a figure by {source}, {years.min()}–{years.max()}"
        log.note("missing", said, within[name].isna().sum())
        never = within.groupby("ccode")[name].count() == 0
        log.note("missing", f"{name}: members that never have a figure by {source}", never.sum())
    log.note("kept", "burden_sipri above 1: more is spent than produced", (states["burden_sipri"] > 1).sum())
    scatter = economy["gdp_deviation"] / economy["gdp_simulated"]
    wide = int((scatter > WIDE).sum())
    log.note(
        "compared", f"simulated GDP with a standard deviation above {WIDE:g} of it, which is not used", wide
    )
    both = atop[["year", "ccode"]].merge(nato, on=["year", "ccode"])
    log.note("compared", "members of NATO by ATOP and year", len(atop))
    log.note("compared", "of these, not yet by deposit of accession, or no more", len(atop) - len(both))


def treaties_of(treaties: pd.DataFrame, depth: pd.DataFrame, nato: pd.DataFrame) -> list[pd.DataFrame]:
    """Return treaties and their depth by group: those of ATOP, and NATO by deposit of accession beside them.

    NATO has the depth that its treaty of ATOP's has.
    """
    treaties, depth = (table.assign(group=table["atopid"].astype(str)) for table in (treaties, depth))
    treaties = treaties[["group", "first_year", "last_year", "ending", "bilateral"]]
    beside = depth[depth["group"] == str(NATO)].assign(group=BY_DEPOSIT)
    return [
        pd.concat([treaties, nato_treaty(nato)], ignore_index=True),
        pd.concat([depth, beside], ignore_index=True)[["group", "depth"]],
    ]
