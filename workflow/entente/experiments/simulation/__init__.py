"""Designs before data: a declared world of persons, whom a survey samples, assigns and asks.

:mod:`declared_world` says what may be declared, :mod:`potential_outcomes` what persons would answer,
:mod:`simulated_survey` what a survey makes of that, and :mod:`simulated_truths` what it should have found.
"""
