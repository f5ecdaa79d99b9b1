"""The demo world: a small synthetic state system, written as raw files of the `paper` vintage.

:func:`entente.data.demo.world.generate` makes the history,
:func:`entente.data.demo.raw_files.write_raw_files` writes it.  Codes, names and places are real, so that the
same readers and recode tables apply; what happens there is drawn at random and says nothing about the world.
Imported here is only what a workflow must know before it runs: the years and the names of the files.
"""

from entente.data.demo.file_names import ALLIANCE_LOGIT_FILE, IMITATED_VINTAGE, RAW_FILES
from entente.data.demo.gazetteer import FIRST_YEAR, LAST_YEAR

__all__ = ["ALLIANCE_LOGIT_FILE", "FIRST_YEAR", "IMITATED_VINTAGE", "LAST_YEAR", "RAW_FILES"]
