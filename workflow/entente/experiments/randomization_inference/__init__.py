"""Tests by the assignments that could have been drawn."""
