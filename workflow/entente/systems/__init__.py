"""The international system: states, dyads and years, their attributes, and the matrices of a year."""

#: The tidy tables that :func:`entente.systems.dyad_attributes.dyad_attributes` is given, said here for rules
#: too, which load no pandas to hear it.
DYAD_SOURCES = (
    "alliances",
    "contiguity",
    "capitals",
    "igo_states",
    "igo_dyads",
    "trade_dyads",
    "trade_national",
    "religions",
)
