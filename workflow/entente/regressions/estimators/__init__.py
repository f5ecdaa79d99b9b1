"""Estimators that a declared regression may name, a module each.

``STATISTICS`` names what it returns beside coefficients; ``estimate(specification, sample)`` returns an
:class:`~entente.regressions.inference.Estimate` of the rows of a
:class:`~entente.regressions.samples.Sample`, with the printed variance and the further ones that the
specification asks for.  ModelDataError is raised if the data do not allow it: too few rows, collinear terms,
an outcome that does not vary or is fitted exactly, or no convergence.
"""
