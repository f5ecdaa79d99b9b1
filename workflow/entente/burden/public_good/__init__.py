"""Contributions to a public good on a network: what is given, best replies, the equilibrium they reach."""
