"""What the rule set offers by name is there, and loaded only when asked for."""

import subprocess
import sys

import pytest

from entente.burden import needs


def test_what_is_offered_is_there():
    assert dir(needs) == needs.__all__ and all(callable(getattr(needs, name)) for name in needs.__all__)
    with pytest.raises(AttributeError, match="no attribute 'rows'"):
        needs.rows  # noqa: B018


def test_names_alone_load_nothing_compiled():
    loaded = "[name for name in ('numpy', 'numba') if name in sys.modules]"
    code = f"import sys, entente.burden.needs; print({loaded})"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
