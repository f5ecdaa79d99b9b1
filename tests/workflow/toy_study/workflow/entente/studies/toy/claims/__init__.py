"""Tests of this study's own."""
