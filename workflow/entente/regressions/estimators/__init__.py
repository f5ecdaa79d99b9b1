"""Estimators by name: each module has ``STATISTICS`` (the names of its statistics) and ``estimate``.

:mod:`entente.regressions.estimation` imports the one that a specification names, and no other.
"""
