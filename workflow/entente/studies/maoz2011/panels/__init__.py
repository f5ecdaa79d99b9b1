"""Panels of state-years, undirected dyad-years and system-years with all that needs no model output."""
