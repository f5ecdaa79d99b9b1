"""What every script shares: its log, its writer, and a plain end when the user can mend what is wrong."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from entente.core.errors import EntenteError
from entente.core.storage import RunWriter


class Log(logging.FileHandler):
    """The log of a rule; an error for which it has no room goes to the screen."""

    def handleError(self, record):
        if record.levelno >= logging.ERROR:
            print(self.format(record), file=sys.stderr)


@contextmanager
def job(snakemake) -> Iterator[RunWriter]:
    """Log to the rule's log file, and yield the writer that knows the rule's label, if it has one.

    A named error ends the job with its message in the log, which Snakemake shows, instead of a traceback.
    """
    logging.basicConfig(
        level=logging.INFO,
        format="%(levelname)s %(name)s: %(message)s",
        handlers=[Log(snakemake.log[0], mode="w", encoding="utf-8")],
    )
    try:
        yield RunWriter(snakemake.params.get("label", ""))
    except EntenteError as error:
        logging.getLogger("entente").error("%s: %s", type(error).__name__, error)
        raise SystemExit(1) from None
