"""The demo world: a small synthetic state system, which :func:`entente.data.demo.world.generate` makes.

Codes, names and places are real; what happens there is drawn at random and says nothing about the world.
Said here is what a workflow must know before it runs.
"""

FIRST_YEAR, LAST_YEAR = 1900, 1959

#: The tidy tables that are made; others are read, in a demo run too, from files of this vintage.
TABLES = (
    "alliances capabilities capitals contiguity disputes dyadic_wars igo_dyads igo_states major_powers "
    "regimes religions rivalries states trade_dyads trade_national wars"
).split()
VINTAGE = "paper"

#: The coefficients that the alliances follow: columns term, coefficient.
ALLIANCE_LOGIT_FILE = "demo_alliance_logit.csv"
