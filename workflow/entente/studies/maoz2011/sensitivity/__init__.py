"""Sensitivity: the same run with one switch changed at a time, and what that moves."""
