"""Files of declarations that a user writes: read, checked against a schema, refused with a reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from entente.configuration import explain
from entente.errors import ConfigurationError
from entente.strict_yaml import load_strictly

SCHEMAS = Path(__file__).resolve().parents[1] / "schemas"


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
        If the file is absent, no YAML, names a key twice, or breaks the schema.
    """
    from jsonschema import Draft202012Validator

    try:
        content = load_strictly(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read ({error.strerror}).") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} is no valid YAML: {error}") from error
    rules = load_strictly((SCHEMAS / f"{schema}.schema.yaml").read_text(encoding="utf-8"))
    errors = sorted(Draft202012Validator(rules).iter_errors(content), key=lambda error: error.json_path)
    if errors:
        raise ConfigurationError(
            f"{path} is not as its schema wants it:\n" + "\n".join(f"  {explain(error)}" for error in errors),
            f"Keys and their meanings: workflow/schemas/{schema}.schema.yaml.",
        )
    return content
