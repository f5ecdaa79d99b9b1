"""Wars that an ally may join: that of the reference values, and any."""

from hypothesis import strategies as st

from entente.games.ally import War

WAR = War(0.4, 0.1, 0.1, strength=0.2, cost_share=0.5, damage=0.05)


@st.composite
def wars(draw):
    unit, cost = st.floats(0, 1), st.floats(0.01, 1)
    p = draw(unit)
    return War(p, draw(cost), draw(cost), (1 - p) * draw(unit), draw(unit), draw(st.floats(0, 0.5)))
