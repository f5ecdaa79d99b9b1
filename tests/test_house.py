"""The plan of the house: which rooms there are, who may import whom, and that the drawing of it is true."""

import ast
import re
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
import yaml

import entente
from entente.core.study import study_names

PACKAGE = Path(entente.__file__).resolve().parent


def imported(path):
    """Files of the package that import statements of a file name, those for type checkers among them."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from filter(None, (file_of(alias.name) for alias in node.names))
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert not node.level, f"{path}: relative import"
            for alias in node.names:
                yield file_of(f"{node.module}.{alias.name}") or file_of(node.module)


def file_of(name):
    parts = name.split(".")
    if parts[0] != PACKAGE.name:
        return None
    path = PACKAGE.joinpath(*parts[1:])
    if path.with_suffix(".py").is_file():
        return path.with_suffix(".py")
    return path / "__init__.py" if (path / "__init__.py").is_file() else None


@pytest.fixture(scope="module")
def imports():
    """Imports by file, paths below the package."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        named = {file.relative_to(PACKAGE) for file in imported(path) if file}
        found[path.relative_to(PACKAGE)] = named - {path.relative_to(PACKAGE)}
    return found


@pytest.fixture(scope="module")
def arrows(imports):
    """Imports by room: a folder of the package, or a file beside them."""
    rooms = {path.parts[0]: set() for path in imports}
    for path, named in imports.items():
        rooms[path.parts[0]] |= {other.parts[0] for other in named} - {path.parts[0]}
    return rooms


def test_nothing_outside_the_studies_imports_a_study(imports):
    outside = {path: named for path, named in imports.items() if path.parts[0] != "studies"}
    assert outside
    assert {path: named for path in outside if (named := of_studies(outside[path]))} == {}


def test_no_study_imports_another(imports):
    for path, named in imports.items():
        if path.parts[0] == "studies" and len(path.parts) > 2:
            others = {
                other for other in of_studies(named) if other.parts[1] not in ("__init__.py", path.parts[1])
            }
            assert not others, path


def of_studies(named):
    return {other for other in named if other.parts[0] == "studies"}


def test_there_is_no_circle_of_files(imports):
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        pytest.fail(f"circle of imports: {' -> '.join(map(str, error.args[1]))}")


def test_rooms_stand_on_few_floors_as_they_are_drawn(arrows, root):
    sorter = TopologicalSorter(arrows)
    sorter.prepare()
    floors = []
    while sorter.is_active():
        floors.append(sorted(sorter.get_ready()))
        sorter.done(*floors[-1])
    rooms = [[room for room in floor if not room.endswith(".py")] for floor in floors]
    assert len([room for floor in rooms for room in floor]) <= 14 and len(floors) <= 8, floors
    drawn = "\n".join("    " + "   ".join(floor) for floor in reversed(rooms) if floor)
    assert drawn in (root / "docs/contributing.md").read_text(encoding="utf-8"), f"draw it so:\n{drawn}"


def dotted_keys(settings, within=""):
    for key, value in settings.items():
        if within:
            yield f"{within}.{key}"
        if isinstance(value, dict):
            yield from dotted_keys(value, f"{within}.{key}".lstrip("."))


def test_the_library_names_no_study_and_no_setting_of_one(root):
    # A study may be called as a room is, and what the room is about: it is named where it stands in quotes.
    rooms = {path.name for path in PACKAGE.iterdir()} & set(study_names())
    names = {*study_names()} - rooms
    for path in (root / "config").glob("*/settings.yaml"):
        names |= set(dotted_keys(yaml.safe_load(path.read_text(encoding="utf-8"))[path.parent.name]))
    # What a study says for itself of what all share is no setting of its own kind.
    names -= set(dotted_keys(yaml.safe_load((root / "config/config.yaml").read_text(encoding="utf-8"))))
    assert {"maoz2011", "srg.alliance", "model.mid", "random.runs"} <= names
    patterns = [
        rf"(?<![\w.])({'|'.join(map(re.escape, sorted(names)))})(?![\w.]*\()\b",
        *(rf"[\"']({room})[\"'/]" for room in sorted(rooms)),
    ]
    for path in PACKAGE.rglob("*.py"):
        if path.relative_to(PACKAGE).parts[0] != "studies":
            text = path.read_text(encoding="utf-8")
            found = [name for pattern in patterns for name in re.findall(pattern, text)]
            assert not found, f"{path}: {found}"


def test_no_engine_knows_a_study(root):
    """Neither rules and scripts that studies share, nor schemas and pages of the library's rooms."""
    shared = [
        *(root / "rules/engines").glob("*.smk"),
        *(root / "scripts/engines").glob("*.py"),
        *(root / "workflow/report/engines").glob("*.rst"),
        *(
            path
            for room in ("judging", "regressions", "reporting")
            for path in (root / "workflow").rglob(f"{room}/*.*")
        ),
    ]
    assert len(shared) >= 30
    known = re.compile("|".join([*study_names(), r"STUDY\.name [=!]=", r"\bMaoz\b"]))
    for path in shared:
        if path.suffix != ".pyc":
            assert not known.findall(path.read_text(encoding="utf-8")), path


def test_an_import_that_breaks_a_law_is_seen(tmp_path):
    """The tests above read what they say they read."""
    file = tmp_path / "x.py"
    file.write_text(
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    from entente.studies.maoz2011.study import STUDY\n"
        "def f():\n    import entente.core.errors\n"
    )
    named = {path.relative_to(PACKAGE).as_posix() for path in imported(file) if path}
    assert named == {"studies/maoz2011/study.py", "core/errors.py"}


def test_rules_need_not_wait_for_heavy_imports(root):
    """Every job of a run reads the rules again."""
    rules = "".join(path.read_text(encoding="utf-8") for path in (root / "rules").rglob("*.smk"))
    modules = sorted(set(re.findall(r"^from (entente[\w.]*) import", rules, flags=re.MULTILINE)))
    heavy = "print([name for name in ('numpy', 'pandas', 'scipy') if name in sys.modules])"
    code = f"import sys, {', '.join(modules)}; {heavy}"
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=root / "workflow", capture_output=True, text=True, check=True
    )
    assert len(modules) > 10 and found.stdout.strip() == "[]"
