"""The command ``entente``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from entente.core.errors import EntenteError

#: Exit status where what was asked for cannot be done, which is said; as argparse has it for wrong arguments.
REFUSED = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    parser = argparse.ArgumentParser(prog="entente", description="Alliances as networks, and what follows.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="command")
    _add_draft(commands)
    options = parser.parse_args(arguments)
    try:
        options.run(options)
    except EntenteError as error:
        print(error, file=sys.stderr)
        return REFUSED
    return 0


def _add_draft(commands: argparse._SubParsersAction) -> None:
    words = "write a skeleton of an experiment's design from a file of answers (.dta, .csv, .rda, .parquet)"
    command = commands.add_parser("draft", help=words, description=words)
    command.add_argument("survey", help="file of answers")
    command.add_argument("--to", help="file to write (the survey's name with .yaml, in the current folder)")
    command.add_argument("--overwrite", action="store_true", help="replace the file if it is there")
    command.set_defaults(run=_draft)


def _draft(options: argparse.Namespace) -> None:
    from entente.experiments.designs.draft import MARK, write_draft

    path = write_draft(options.survey, options.to, overwrite=options.overwrite)
    print(f"{path}: guesses begin with {MARK}; keep what is right, fill the blanks, delete the rest.")


if __name__ == "__main__":
    sys.exit(main())
