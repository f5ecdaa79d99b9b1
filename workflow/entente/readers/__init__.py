"""Readers: each turns raw files into one tidy table with a documented key.

Every module but ``raw_file`` and ``country_codes`` is a reader: its ``read(raw, states, recodes, log)`` returns
the table.  ``raw`` maps roles to paths, ``states`` is the tidy list of system members (None for that list
itself), ``recodes`` the table of country codes that differ from COW's, and ``log`` counts what was changed or
dropped.

Readers raise RawFileError for a file that cannot be read or lacks a column, and UnknownStateError for a
country code that is neither COW's nor recoded; the schema refuses the rest when the table is written.
"""
