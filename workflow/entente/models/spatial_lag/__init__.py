"""Regression on the mean outcome of partners, by two-stage least squares."""
