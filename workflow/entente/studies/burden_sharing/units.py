"""The units of analysis of burden sharing: states, alliances, chances to join, missions, by year."""

from __future__ import annotations

from entente.regressions.unit import Unit

UNITS = {
    unit.name: unit
    for unit in (
        Unit("burden_year", "burden_sharing/burden_year", ("ccode",)),
        Unit("ending_year", "burden_sharing/ending_year", ("alliance",)),
        Unit("joining_opportunities", "burden_sharing/joining_opportunities", ("dispute", "target", "ally")),
        Unit("fighting_beside", "burden_sharing/joining_opportunities", ("dispute", "target", "ally")),
        Unit("fighting_beside_dyadic", "burden_sharing/joining_opportunities", ("dispute", "target", "ally")),
        Unit("mission_member_year", "burden_sharing/mission_member_year", ("mission", "ccode")),
        Unit("mission_year", "burden_sharing/mission_year", ("mission",)),
    )
}
