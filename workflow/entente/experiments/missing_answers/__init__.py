"""Bounds of effects where some did not answer."""
