"""What every script shares: its log, and a plain end when something is wrong that the user can mend."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from entente.core.errors import EntenteError


@contextmanager
def job(snakemake) -> Iterator[None]:
    """Log to the rule's log file; a named error ends the job with its message instead of a traceback."""
    logging.basicConfig(
        level=logging.INFO,
        format="%(levelname)s %(name)s: %(message)s",
        handlers=[logging.FileHandler(snakemake.log[0], mode="w", encoding="utf-8")],
    )
    try:
        yield
    except EntenteError as error:
        logging.getLogger("entente").error("%s", error)
        print(f"\n{type(error).__name__}: {error}\n", file=sys.stderr)
        raise SystemExit(1) from None
