"""Retrieve, or only look for, all raw files of the configured vintage.

Exit status: 0 if all can be had (or were retrieved), 3 if one cannot, 2 if the configuration or the registry
is wrong.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from entente.core.configuration import check_configuration, load_configuration
from entente.core.errors import DataUnavailable, EntenteError, RetrievalError
from entente.data.raw_sources import raw_sources, registered_files
from entente.data.retrieval import fetch, mirror_folders, require

#: Its own status, so that a crash (1) or a wrong configuration is never taken for missing data.
DATA_UNAVAILABLE = 3
CONFIGURATION_WRONG = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m entente.data.retrieval", description=__doc__)
    parser.add_argument("--config", default="config/config.yaml", help="configuration file (%(default)s)")
    parser.add_argument(
        "--check", action="store_true", help="retrieve nothing: only see whether every raw file can be had"
    )
    options = parser.parse_args(arguments)
    try:
        configuration = load_configuration(options.config)
        sources = raw_sources(configuration, check_configuration(configuration))
        data, raw_files = configuration["data"], list(registered_files(sources.values()).values())
        mirrors = mirror_folders(data["mirrors"])
        require(raw_files, data["raw"], mirrors)
        for raw in () if options.check else raw_files:
            fetch(raw, data["raw"], mirrors)
    except (DataUnavailable, RetrievalError) as error:
        print(error, file=sys.stderr)
        return DATA_UNAVAILABLE
    except EntenteError as error:
        print(error, file=sys.stderr)
        return CONFIGURATION_WRONG
    return 0


if __name__ == "__main__":
    sys.exit(main())
