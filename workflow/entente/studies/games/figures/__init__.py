"""Figures of the formal models, drawn from the models and never traced."""
