"""Propositions of a paper: which coefficients test their parts, and what these say.

:mod:`entente.judging.propositions.declaration` reads the parts, and
:mod:`entente.judging.propositions.judgements` judges them by the coefficients in the store of results.
"""
