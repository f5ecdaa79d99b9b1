"""Sensitivity: the study's headline results with one switch changed at a time."""
