"""The propositions P1 to P4: which coefficients test their parts, and what these say.

:mod:`entente.propositions.declaration` reads the parts, and :mod:`entente.propositions.verdicts` judges them
by the coefficients in the store of results.
"""
