"""All claims: the families of this package as one."""

from __future__ import annotations

from entente.judging.claims.registry import Claim, Family
from entente.studies.maoz2011.claims import (
    coverage,
    definitions,
    dyad_tables,
    dyad_years,
    model_runs,
    moments,
    named_networks,
    random_runs,
    several_tables,
    state_tables,
    state_years,
    system_tables,
    system_years,
)

FAMILIES = (
    named_networks,
    definitions,
    coverage,
    state_years,
    dyad_years,
    model_runs,
    moments,
    random_runs,
    system_years,
    state_tables,
    dyad_tables,
    system_tables,
    several_tables,
)


def catalogue() -> dict[str, Claim]:
    """Return how each claim is tested.

    Returns
    -------
    dict of str to Claim
        By claim_id, in their order.

    Raises
    ------
    ValueError
        If two families test the same claim.
    """
    joined = Family()
    for family in FAMILIES:
        for claim_id, claim in family.CLAIMS.items():
            joined.add(claim_id, claim.computed, claim.test, of_tables=claim.of_tables)
    return dict(sorted(joined.items()))
