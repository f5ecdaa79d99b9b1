"""What fits no form of a claim."""

from entente.judging.claims.parts import holds


def no_own_visits(evidence):
    """Number of visits of a state to itself."""
    visits = evidence["visits"]
    own = int((visits["visitor"] == visits["host"]).sum())
    yield holds(own == 0, f"{own} visits are to oneself", own)


FUNCTIONS = {"no_own_visits": no_own_visits}
