"""Propositions of a paper: which coefficients test their parts, and what these say."""
