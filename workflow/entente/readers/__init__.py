"""Readers: each turns raw files into one tidy table with a documented key.

A reader is a module of this folder with ``read(raw, states, recodes, log)``, which returns the table.
``raw`` maps roles to paths, ``states`` is the tidy list of system members (None for that list itself),
``recodes`` the table of country codes that differ from COW's, and ``log`` counts what was changed or dropped.
"""

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
