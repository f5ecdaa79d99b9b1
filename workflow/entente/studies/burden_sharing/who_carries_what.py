"""The study's tables of who carries what: of alliances, NATO and UN peacekeeping, of its panels."""

from __future__ import annotations

import pandas as pd

from entente.burden.alliance_panels import BY_DEPOSIT
from entente.burden.expected_burdens import deviations
from entente.burden.exposed_borders import exposed_borders
from entente.burden.group_burdens import burdens_of_members, burdens_of_states, inequality_of_groups
from entente.burden.group_tests import bands_of_groups, exploitation_of_groups, rank_tests_of_groups
from entente.burden.known_members import peacekeepers
from entente.burden.sources import ALL_SOURCES, SOURCES, WITH_NATO

#: NATO by deposit of accession, among alliances by ATOP's numbers; and contributors to UN peacekeeping.
NATO, UN = BY_DEPOSIT, "UN"

#: What sources of spending are called.
SOURCE_NAMES = {"sipri": "SIPRI", "nmc": "NMC", "nato": "NATO"}

#: Whose burdens tell what a state is expected to bear: those of all other states, or of all.
SAMPLES = (OUT_OF_SAMPLE, IN_SAMPLE) = ("out_of_sample", "in_sample")

#: Effort in UN peacekeeping.
PERSONNEL = "un"


def with_all_efforts(members: pd.DataFrame) -> pd.DataFrame:
    """Return table alliance_member_year with effort by each of ``ALL_SOURCES``: nmc_real's is nmc's."""
    return members.assign(effort_nmc_real=members["effort_nmc"])


def alliance_inequality(members: pd.DataFrame) -> pd.DataFrame:
    """Return table alliance_inequality; shares in GDP of nmc_real are of that of Gleditsch."""
    # The panel has that GDP in the burden alone; who spends nothing has none there.
    gleditsch = (members["effort_nmc"] / members["burden_nmc_real"]).where(members["burden_nmc_real"] > 0)
    real = with_all_efforts(members).assign(gdp=gleditsch)
    parts = [inequality_of_groups(members, WITH_NATO), inequality_of_groups(real, ["nmc_real"])]
    return pd.concat(parts, ignore_index=True)


def natos_borders(members: pd.DataFrame, borders: pd.DataFrame) -> pd.DataFrame:
    """Return table alliance_member_year with exposed borders, which NATO's members alone have."""
    found = exposed_borders(borders, members[members["group"] == NATO])
    return members.merge(found, on=["group", "year", "ccode"], how="left")


def variants(members: pd.DataFrame, states: pd.DataFrame) -> pd.DataFrame:
    """Return table exploitation_variants, of alliances by spending and of UN peacekeeping by personnel."""
    of_alliances = rank_tests_of_groups(with_all_efforts(members), ALL_SOURCES)
    of_missions = rank_tests_of_groups(peacekeepers(states, UN, PERSONNEL), [PERSONNEL])
    return pd.concat([of_alliances, of_missions])


def bands(members: pd.DataFrame, states: pd.DataFrame, **drawn: float) -> pd.DataFrame:
    """Return table exploitation_bands: NATO and UN peacekeeping, with bands of chance."""
    parts = [
        exploitation_of_groups(of, sources).merge(bands_of_groups(of, sources, **drawn))
        for of, sources in (
            (members[members["group"] == NATO], WITH_NATO),
            (peacekeepers(states, UN, PERSONNEL), [PERSONNEL]),
        )
    ]
    return pd.concat(parts)


def nato_burdens(members: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """Return table nato_burdens; ``names`` has year, ccode and abbreviation."""
    found = burdens_of_members(members[members["group"] == NATO], WITH_NATO)
    return found.drop(columns="group").merge(names, on=["year", "ccode"], validate="many_to_one")


def state_burdens(states: pd.DataFrame) -> pd.DataFrame:
    """Return table state_burdens, of table cooperation_year."""
    found = burdens_of_states(states).assign(abbreviation=states["abbreviation"])
    for source in SOURCES:
        for sample in SAMPLES:
            found[f"deviation_{sample}_{source}"] = deviations(
                states, source, out_of_sample=sample == OUT_OF_SAMPLE
            )
    return found
