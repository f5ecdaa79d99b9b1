"""Figures of the paper, readable in grey and the same bytes on every run."""
