"""Declared regressions: samples, estimation, and the store of results.

``declaration`` reads the files that declare them, ``samples`` puts rows together, ``estimation`` estimates
one regression, ``batch`` all of a file, and ``store`` lays out what is kept.  A study declares its units of
analysis (:mod:`entente.regressions.unit`), and hands them to what needs them.
"""
