"""What carries the fit of Table 2: its columns beside persistence, on the same rows.

:mod:`entente.dyadic_fit.comparison` reads which models are compared, :mod:`entente.dyadic_fit.rows` puts
their rows together, :mod:`entente.dyadic_fit.fits` estimates them, and :mod:`entente.dyadic_fit.layout` says
how the table of fits is laid out.
"""
