"""Conditional fixed-effects negative binomial regression of counts."""
