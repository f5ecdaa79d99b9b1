"""Tests of printed claims that fit no form."""
