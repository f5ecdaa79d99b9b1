"""Maoz (2011), How Cooperation Emerges from Conflict: the replication."""

#: The tidy tables that threats are made of, see
#: :func:`entente.studies.maoz2011.reference_groups.yearly_threats`; rules load no pandas to hear it.
THREAT_SOURCES = ("disputes", "dyadic_wars", "wars", "rivalries")
