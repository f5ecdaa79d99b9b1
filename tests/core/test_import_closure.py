"""The import closure: what Python really imports, and nothing more of substance."""

import subprocess
import sys
from pathlib import Path

import pytest

import entente
from entente.core.import_closure import PACKAGE, import_closure

FOLDER = Path(__file__).resolve().parents[2] / "scripts"
SCRIPTS = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.py") if path.stem != "tidy")

IMPORTED = """
import ast, sys
tree = ast.parse(open(sys.argv[1], encoding="utf-8").read())
sys.path.insert(0, sys.argv[2])
for node in tree.body:
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        exec(compile(ast.Module([node], []), "imports", "exec"))
for name, module in sorted(sys.modules.items()):
    if name.split(".")[0] == "entente" and getattr(module, "__file__", None):
        print(module.__file__)
"""


@pytest.mark.parametrize("script", SCRIPTS)
def test_it_holds_every_module_that_running_the_imports_loads(root, script):
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED, str(root / "scripts" / script), str(root / "scripts")],
        env={"PYTHONPATH": str(PACKAGE.parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {Path(line) for line in done.stdout.split()}
    assert loaded
    assert loaded <= set(import_closure(root / "scripts" / script))


def test_imports_inside_functions_and_of_names_count(tmp_path):
    script = tmp_path / "script.py"
    script.write_text("def f():\n    from entente.systems import durations\n    import entente.core.atomic\n")
    found = {str(path.relative_to(PACKAGE)) for path in import_closure(script)}
    assert found == {
        "__init__.py",
        "core/__init__.py",
        "core/atomic.py",
        "systems/__init__.py",
        "systems/durations.py",
    }


def test_modules_that_are_not_imported_are_left_out(root):
    closure = {path.name for path in import_closure(root / "scripts/maoz2011/figure5.py")}
    assert "figure_style.py" in closure
    assert not closure & {"simulation.py", "threats.py", "fetching.py", "dyad_year.py"}


def test_the_package_itself_imports_nothing_heavy():
    done = subprocess.run(
        [sys.executable, "-c", "import entente, sys; print(*sys.modules)"],
        env={"PYTHONPATH": str(Path(entente.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert not set(done.stdout.split()) & {"numpy", "pandas", "networkx", "matplotlib", "scipy"}
