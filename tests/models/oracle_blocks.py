"""Reads the numbers that foreign programs left in tests/oracle."""

from pathlib import Path

ORACLE = Path(__file__).resolve().parents[1] / "oracle"


def blocks(name):
    """Return what follows each line "== title": the numbers of the lines that are a name and a number."""
    found = {}
    for line in (ORACLE / name).read_text(encoding="utf-8").splitlines():
        words = line.split()
        if words[:1] == ["=="]:
            block = found.setdefault(words[1], {})
        elif found and len(words) == 2:
            block[words[0]] = float(words[1])
    return found


def labelled(block, prefix, names):
    """Return the numbers whose names are those given after a prefix, in their order."""
    return [block[f"{prefix}_{name}"] for name in names]
