"""Readers of this study alone."""
