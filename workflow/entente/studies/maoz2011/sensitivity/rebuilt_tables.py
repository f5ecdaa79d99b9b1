"""The tables that the systems of the years are made of, as one changed switch leaves them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from entente.core.data_log import DataLog
from entente.core.storage import read_table
from entente.studies.maoz2011.reference_groups import ThreatWindows, yearly_groups, yearly_threats
from entente.studies.maoz2011.sensitivity.variants import REBUILT_FROM
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
    states, threats, srg = (read_table(paths[name], years=years) for name in ("states", "threats", "srg"))
    dyads = read_table(paths["dyads"], columns=[*DYAD_COLUMNS, *PAST_COLUMNS], years=years)
    tidy = {table: read_table(paths[table]) for table in REBUILT_FROM.get(key, ())}
    if key == "panel.democracy":
        types = regime_types(states, tidy["regimes"], settings[key], log)
        states = states.assign(regime=types["regime"], democracy=types["democracy"])
    elif key == "panel.cooperation":
        dyads = dyads.assign(joint_cooperation=joint_cooperation(dyads, settings[key], log))
    elif key == "panel.same_day_only":
        choices = {name: settings[f"panel.{name}"] for name in ("same_day_only", "cooperation")}
        dyads = dyad_attributes(read_table(paths["states"]), tidy, **choices, log=log)
        dyads = dyads[dyads["year"].between(*years)].reset_index(drop=True)
    elif key in THREATS_CHANGE:
        windows = ("srg.dispute_years", "srg.war_years", "srg.includes_year")
        threats = yearly_threats(
            states,
            tidy,
            wars=settings["srg.wars"],
            wars_listed_until=wars_listed_until,
            windows=ThreatWindows(*(settings[name] for name in windows)),
            log=log,
        )
    if key in GROUPS_CHANGE:
        allied = dyads[f"ally_{settings['srg.alliance']}"]
        srg = yearly_groups(states, threats[threats["threat"]], dyads[allied])
    return {"states": states, "dyads": dyads[DYAD_COLUMNS], "threats": threats, "srg": srg}
