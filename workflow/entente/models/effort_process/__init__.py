"""Effort in categories, which changes in small steps between two observations."""
