"""Sources of spending, whose names stand behind those of burdens and efforts in columns of tables."""

#: Those of all states, which stand beside each other: SIPRI, and the national material capabilities.
SOURCES = ("sipri", "nmc")

#: With NATO's own figures, of its members alone.
WITH_NATO = (*SOURCES, "nato")

#: With NMC's dollars over another, real GDP.
WITH_REAL = (*SOURCES, "nmc_real")

#: With both.
ALL_SOURCES = (*WITH_REAL, "nato")
