"""JSON schemas of all files that a user writes, for editors that check YAML: ``make schemas``."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from entente.core.configuration import configuration_form
from entente.core.storage import write_text
from entente.core.study import load_study, study_names
from entente.data.registry import RawFiles


def editor_schemas() -> dict[str, Mapping[str, Any]]:
    """Return the schemas, by the files that are of the form, or the folders of such, below config/."""
    studies = [load_study(name) for name in study_names()]
    forms = {"config": configuration_form(studies), "datasets": RawFiles}
    forms |= {
        f"{study.name}/{name}".rstrip("/"): form for study in studies for name, form in study.forms().items()
    }
    return {name: TypeAdapter(form).json_schema() for name, form in forms.items()}


if __name__ == "__main__":
    for name, schema in editor_schemas().items():
        write_text(json.dumps(schema, indent=2, ensure_ascii=False), Path(sys.argv[1]) / f"{name}.json")
