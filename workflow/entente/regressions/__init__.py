"""The regressions of Tables 1–4: specifications, samples, estimation, and the store of results.

A regression is a file of ``config/maoz2011/models``.  :mod:`entente.regressions.specification` reads it,
:mod:`entente.regressions.samples` puts its rows together, :mod:`entente.regressions.estimation` estimates it,
and :mod:`entente.regressions.store` lays out what is kept.
"""
