"""Strategic reference groups: who threatens whom, directly or through an ally."""

#: The tidy tables that threats are made of, see
#: :func:`entente.studies.maoz2011.reference_groups.threats.yearly_threats`; rules load no pandas to hear it.
THREAT_SOURCES = ("disputes", "dyadic_wars", "wars", "rivalries")
