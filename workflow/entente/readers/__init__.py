"""Readers: each turns raw files into one tidy table with a documented key.

Every module has ``ROLES``, the roles of the raw files that it needs, and ``read(raw, states, recodes, log)``,
which returns the table.  ``raw`` maps roles to paths, ``states`` is the tidy list of system members (None for
that list itself), ``recodes`` the table of country codes that differ from COW's, and ``log`` counts what was
changed or dropped.
"""
