"""Counterfactuals: what rule sets predict of a year as it was, and as a file declares it changed."""
