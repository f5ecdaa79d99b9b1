"""The tidy tables that attributes are made of, said here for rules too, which load no pandas to hear it."""

#: Of :func:`entente.systems.dyad_attributes.dyad_attributes`.
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
