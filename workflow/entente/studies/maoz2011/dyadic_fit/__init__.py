"""What carries the fit of Table 2: its columns beside persistence, on the same rows.

:mod:`entente.studies.maoz2011.dyadic_fit.declaration` reads which models are compared,
:mod:`entente.studies.maoz2011.dyadic_fit.rows` puts their rows together,
:mod:`entente.studies.maoz2011.dyadic_fit.fits` estimates them, and
:mod:`entente.studies.maoz2011.dyadic_fit.layout` says how the table of fits is laid out.
"""
