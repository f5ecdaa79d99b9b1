"""The tidy tables, and the raw files that each is made of."""

#: Tidy table, which is also the name of its reader, and the roles of the raw files that it is made of.
READERS = {
    "alliances": ["alliances"],
    "capabilities": ["capabilities"],
    "capitals": ["capitals"],
    "contiguity": ["contiguity"],
    "disputes": ["disputes"],
    "dyadic_wars": ["dyadic_wars"],
    "igo_dyads": ["igo_dyads"],
    "igo_states": ["igo_states"],
    "major_powers": ["major_powers"],
    "regimes": ["polity", "regime_panel"],
    "religions": ["religions"],
    "rivalries": ["rivalries", "disputes"],
    "states": ["state_system", "states"],
    "trade_dyads": ["trade_dyads"],
    "trade_national": ["trade_national"],
    "wars": ["wars"],
}
