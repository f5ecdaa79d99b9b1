"""Readers: each turns raw files into one tidy table with a documented key.

Every module but ``raw_file``, ``country_codes``, ``directions`` and ``regime_recodes`` is a reader: its
``read(raw, states, recodes, log)`` returns the table, and its ``ROLES`` are the raw files that the table is
made of, and what their years mean to a run.  Where a vintage has another edition in another layout, the
reader knows the columns of each, and a file that has neither's is refused.

raw : mapping of str to path
    Paths of the raw files by role.
states : DataFrame or None
    Tidy list of system members; None for the reader of that list itself.
recodes : DataFrame
    Country codes that differ from COW's, by role and years.
log : DataLog
    Takes the counts of what was read, recoded, dropped or left missing.

Readers raise RawFileError for a file that cannot be read or lacks a column, and UnknownStateError for a
country code that is neither COW's nor recoded; the schema refuses the rest when the table is written.
"""
