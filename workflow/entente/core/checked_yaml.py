"""Files of declarations that a user writes: read, checked against a schema, refused with a reason."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from entente.core.errors import ConfigurationError
from entente.core.strict_yaml import load_strictly

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"


def read_checked(path: str | Path, schema: str) -> dict[str, Any]:
    """Read a YAML file that must follow a schema of ``workflow/schemas``.

    Parameters
    ----------
    path : path
    schema : str
        Name of the schema, without ``.schema.yaml``.

    Returns
    -------
    dict
        Plain Python values.

    Raises
    ------
    ConfigurationError
        If the file is refused by :func:`read_yaml` or breaks the schema.
    """
    content = read_yaml(path)
    check_schema(content, SCHEMAS / f"{schema}.schema.yaml", path)
    return content


def read_yaml(path: str | Path) -> Any:
    """Read a YAML file in which no key may be given twice.

    Parameters
    ----------
    path : path

    Returns
    -------
    object
        Plain Python values; None if the file is empty.

    Raises
    ------
    ConfigurationError
        If the file is absent, is not UTF-8 or no YAML, names a key twice, or holds a number or date that is
        none.
    """
    try:
        return load_strictly(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read ({error.strerror}).") from error
    # Bytes that are not UTF-8, and dates that no calendar has, are errors of value.
    except (yaml.YAMLError, ValueError) as error:
        raise ConfigurationError(f"{path} is no valid YAML: {error}") from error


def check_schema(content: Any, schema_path: Path, path: str | Path) -> None:
    """Check what was read from a file against a schema.

    Parameters
    ----------
    content : object
        Plain Python values.
    schema_path : Path
        The schema, a file of ``workflow/schemas``.
    path : path
        Where the content is from, to be named if it is refused.

    Raises
    ------
    ConfigurationError
        Naming each place that breaks the schema and what is wrong there.
    """
    from jsonschema import Draft202012Validator

    rules = read_yaml(schema_path)
    errors = sorted(Draft202012Validator(rules).iter_errors(content), key=lambda error: error.json_path)
    if errors:
        raise ConfigurationError(
            f"{path} is not as its schema wants it:\n" + "\n".join(f"  {explain(error)}" for error in errors),
            f"Keys and their meanings: workflow/schemas/{schema_path.relative_to(SCHEMAS)}.",
        )


def near_text(name: str, known: Iterable[str]) -> str:
    """Return the names that are close to one that is unknown, as the end of a message; empty if none is."""
    near = difflib.get_close_matches(name, sorted(known), n=3)
    return f"; near it are {', '.join(near)}" if near else ""


def explain(error, within: str = "") -> str:
    """Say where a jsonschema error is and what is wrong, with the nearest known key if one is unknown.

    Parameters
    ----------
    error : jsonschema.ValidationError
    within : str, optional
        Key under which what was checked stands.

    Returns
    -------
    str
    """
    where = ".".join(filter(None, [within, *map(str, error.path)])) or "(top level)"
    if error.validator != "additionalProperties":
        return f"{where}: {error.message}"
    known = list(error.schema["properties"])
    unknown = [key for key in error.instance if key not in known]
    parts = []
    for key in unknown:
        near = difflib.get_close_matches(str(key), known, n=1)
        parts.append(
            f"unknown key {key!r}" + (f", did you mean {near[0]!r}?" if near else f"; known are {known}")
        )
    return f"{where}: " + "; ".join(parts)
