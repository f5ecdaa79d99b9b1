"""Readers: each turns raw files into one tidy table with a documented key.

A reader is a module that is named after its table.  Its ``ROLES`` say which raw files the table is made of
and what their years mean to a run; its ``read`` returns the table, and asks by name for what it needs of:

raw : Raw
    Always the first.
states : DataFrame
    Tidy list of system members.
recodes : DataFrame
    Country codes that differ from COW's, by role and years.
log : DataLog
    Takes the counts of what was read, recoded, dropped or left missing.

A reader says in a ``Layout`` of ``raw_file.py`` which columns it takes, what stands in them and what
identifies a row, and all of it is checked where the file is read.  Where a vintage has another edition in
another layout, the reader knows the columns of each, and a file that has neither's is refused.  Readers raise
RawFileError for a file that is not as its layout says, and UnknownStateError for a country code that is
neither COW's nor recoded; the schema refuses the rest when the table is written.
"""

from collections.abc import Mapping
from os import PathLike

#: Raw files by role: paths, which know the years that the files cover (``RawPath`` of ``raw_file.py``).
Raw = Mapping[str, PathLike]
