"""What the package offers by name is there, whatever has been asked for before."""

import pytest

from entente import burden


def test_all_that_is_offered_is_there():
    offered = {name: getattr(burden, name) for name in dir(burden)}
    assert set(offered) == {"actors", "commons", "exploitation", "needs", "networks"}
    assert callable(offered["commons"]) and callable(offered["exploitation"])
    for name, asked in (
        ("actors", ("generator", "simulate")),
        ("needs", ("run",)),
        ("networks", ("equilibria", "stable_networks", "play")),
    ):
        assert set(asked) <= set(dir(offered[name]))
    with pytest.raises(AttributeError, match="no attribute 'need'"):
        burden.need  # noqa: B018
