"""The tidy tables that threats are made of, said here for rules too, which load no pandas to hear it."""

#: Of :func:`entente.studies.maoz2011.reference_groups.threats.yearly_threats`.
THREAT_SOURCES = ("disputes", "dyadic_wars", "wars", "rivalries")
