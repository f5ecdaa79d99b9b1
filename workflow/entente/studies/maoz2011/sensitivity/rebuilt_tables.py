"""The tables that the systems of the years are made of, as one changed switch leaves them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from entente.core.data_log import DataLog
from entente.core.storage import read_table
from entente.studies.maoz2011.reference_groups import THREAT_SOURCES
from entente.studies.maoz2011.reference_groups.groups import yearly_groups
from entente.studies.maoz2011.reference_groups.threats import ThreatWindows, yearly_threats
from entente.systems import DYAD_SOURCES
from entente.systems.cooperation import joint_cooperation
from entente.systems.dyad_attributes import dyad_attributes
from entente.systems.state_attributes import regime_types

#: Columns of the dyad attributes that groups, model and moments need, and those of joint cooperation.
DYAD_COLUMNS = ["year", "ccode1", "ccode2", "ally_any", "ally_pact", "joint_cooperation"]
PAST_COLUMNS = ["past_trade", "past_igos"]

#: Switches that change threats, and those that change groups.
THREATS_CHANGE = ("srg.wars", "srg.includes_year")
GROUPS_CHANGE = (*THREATS_CHANGE, "srg.alliance", "panel.same_day_only")


def changed_tables(
    paths: Mapping[str, str],
    key: str,
    settings: Mapping[str, Any],
    years: tuple[int, int],
    wars_listed_until: int,
) -> dict[str, pd.DataFrame]:
    """Return attributes, threats and groups with one switch changed, of the first to the last of the years.

    Only what depends on the switch is made again, from tidy tables and by the functions of the run itself;
    the rest is read from the run.  What those functions note on the way is in the log of the job, not in the
    data log, which is about the configured run.

    ``paths`` are those of "states" and "dyads" (attributes), "threats" and "srg" of the run, and of the tidy
    tables that :data:`entente.studies.maoz2011.sensitivity.variants.REBUILT_FROM` names for the key.  A key
    that has no part in these tables, or none, changes nothing.  Tables, dyads with ``DYAD_COLUMNS`` only, are
    sorted by their keys.
    """
    log = DataLog("sensitivity")
    states = read_table(paths["states"], years=years)
    if key == "panel.democracy":
        types = regime_types(states, read_table(paths["regimes"]), settings[key], log)
        states = states.assign(regime=types["regime"], democracy=types["democracy"])
    dyads = _dyads(paths, key, settings, years, log)
    if key in THREATS_CHANGE:
        windows = ("srg.dispute_years", "srg.war_years", "srg.includes_year")
        threats = yearly_threats(
            states,
            {table: read_table(paths[table]) for table in THREAT_SOURCES},
            wars=settings["srg.wars"],
            wars_listed_until=wars_listed_until,
            windows=ThreatWindows(*(settings[name] for name in windows)),
            log=log,
        )
    else:
        threats = read_table(paths["threats"], years=years)
    if key in GROUPS_CHANGE:
        allied = dyads[f"ally_{settings['srg.alliance']}"]
        srg = yearly_groups(states, threats[threats["threat"]], dyads[allied])
    else:
        srg = read_table(paths["srg"], years=years)
    return {"states": states, "dyads": dyads[DYAD_COLUMNS], "threats": threats, "srg": srg}


def _dyads(
    paths: Mapping[str, str], key: str, settings: Mapping[str, Any], years: tuple[int, int], log: DataLog
) -> pd.DataFrame:
    if key == "panel.same_day_only":
        dyads = dyad_attributes(
            read_table(paths["states"]),
            {table: read_table(paths[table]) for table in DYAD_SOURCES},
            same_day_only=settings[key],
            cooperation=settings["panel.cooperation"],
            log=log,
        )
        return dyads[dyads["year"].between(*years)].reset_index(drop=True)
    if key == "panel.cooperation":
        dyads = read_table(paths["dyads"], columns=[*DYAD_COLUMNS, *PAST_COLUMNS], years=years)
        return dyads.assign(joint_cooperation=joint_cooperation(dyads, settings[key], log))
    return read_table(paths["dyads"], columns=DYAD_COLUMNS, years=years)
