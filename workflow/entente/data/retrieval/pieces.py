"""Files that are put together of others: each piece is downloaded and checked, and all are stacked."""

from __future__ import annotations

import hashlib
from pathlib import Path
from urllib.parse import quote

from entente.core.errors import RegistryError
from entente.data.registry import RawFile
from entente.data.retrieval.download import download

#: What the list says of a piece beside the columns that are put before its own.
DESCRIBED = ["file", "bytes", "sha256"]


def pieces(raw: RawFile) -> list[RawFile]:
    """Return the pieces of a file as entries of the registry, which are only downloaded.

    RegistryError is raised if their list is not there or lacks a column.
    """
    return [
        raw.model_copy(
            update={
                "file": row["file"],
                "bytes": row["bytes"],
                "sha256": row["sha256"],
                "url": raw.made_of + quote(row["file"]),
            }
        )
        for row in _listed(raw).to_dict("records")
    ]


def assemble(raw: RawFile, path: Path) -> str | None:
    """Put a file together of its pieces, and say why that failed; None if it did not.

    Rows come in the order of the list; before the columns of a piece, named in small letters, stand those of
    the list, such as a country that is in the name of the file alone.
    """
    import pandas as pd

    listed, parts = _listed(raw), []
    added = [name for name in listed.columns if name not in DESCRIBED]
    for piece, row in zip(pieces(raw), listed[added].to_dict("records"), strict=True):
        if problem := download(piece, path):
            return f"its piece {piece.file}: {problem}"
        if hashlib.sha256(path.read_bytes()).hexdigest() != piece.sha256:
            return f"its piece {piece.file}: another content than the list describes"
        part = pd.read_csv(path)
        part.columns = part.columns.str.lower()
        for place, (name, value) in enumerate(row.items()):
            part.insert(place, name, value)
        parts.append(part)
    path.write_bytes(pd.concat(parts, ignore_index=True).to_csv(index=False, lineterminator="\n").encode())
    return None


def _listed(raw: RawFile):
    import pandas as pd

    try:
        listed = pd.read_csv(raw.pieces)
        return listed[[*DESCRIBED, *(name for name in listed.columns if name not in DESCRIBED)]]
    except (OSError, ValueError, KeyError) as error:
        raise RegistryError(
            f"The list of pieces {raw.pieces} cannot be read ({error}).",
            f"Its columns are {', '.join(DESCRIBED)}, and those that are put before the pieces' own.",
        ) from error
