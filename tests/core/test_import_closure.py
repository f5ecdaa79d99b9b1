"""The import closure: what Python really imports, and nothing more of substance."""

import subprocess
import sys
from pathlib import Path

import pytest

import entente
from entente.core.import_closure import PACKAGE, import_closure

FOLDER = Path(__file__).resolve().parents[2] / "scripts"
SCRIPTS = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.py") if path.stem != "tidy")

#: Runs the imports of one script after the other, each without what the ones before it loaded of the project.
IMPORTED = """
import ast, sys
sys.path.insert(0, sys.argv[1])
for script in sys.argv[2:]:
    for name in [name for name in sys.modules if name.split(".")[0] in ("entente", "_job")]:
        del sys.modules[name]
    tree = ast.parse(open(f"{sys.argv[1]}/{script}", encoding="utf-8").read())
    for node in tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            exec(compile(ast.Module([node], []), "imports", "exec"), {})
    for name, module in sorted(sys.modules.items()):
        if name.split(".")[0] in ("entente", "_job") and getattr(module, "__file__", None):
            print(script, module.__file__)
"""


@pytest.fixture(scope="module")
def loaded():
    """Script to the files of the project that running its imports loads."""
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED, str(FOLDER), *SCRIPTS],
        env={"PYTHONPATH": str(PACKAGE.parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    files = {}
    for line in done.stdout.splitlines():
        script, file = line.split()
        files.setdefault(script, set()).add(Path(file))
    return files


@pytest.mark.parametrize("script", SCRIPTS)
def test_it_holds_every_module_that_running_the_imports_loads(loaded, script):
    assert len(loaded[script]) > 1
    assert loaded[script] <= set(import_closure(FOLDER / script))


def test_imports_inside_functions_and_of_names_count(tmp_path):
    script = tmp_path / "script.py"
    script.write_text("def f():\n    from entente.systems import dyads\n    import entente.core.errors\n")
    found = {str(path.relative_to(PACKAGE)) for path in import_closure(script)}
    assert found == {
        "__init__.py",
        "core/__init__.py",
        "core/errors.py",
        "systems/__init__.py",
        "systems/dyads.py",
    }


def test_modules_that_are_not_imported_are_left_out(root):
    closure = {path.name for path in import_closure(root / "scripts/maoz2011/figure5.py")}
    assert "figure_style.py" in closure
    assert not closure & {"simulation.py", "reference_groups.py", "fetching.py", "panels.py"}


def test_modules_that_are_imported_by_a_name_made_up_at_run_time_are_few_and_known(root):
    """Rules name readers and studies' modules for their jobs, in rules/common.smk; studies are for plans.

    Scripts import the modules of an experiment's tables themselves, not through its methods.
    """
    by_name = {
        path.relative_to(root).as_posix()
        for folder in ("workflow/entente", "scripts")
        for path in (root / folder).rglob("*.py")
        if "import_module" in path.read_text(encoding="utf-8")
    }
    lazy = {"workflow/entente/__init__.py", "workflow/entente/core/lazy_names.py"}
    lazy |= {"workflow/entente/experiments/experiment.py"}
    engines = {"scripts/engines/claims.py", "scripts/engines/regressions.py"}
    assert by_name == {"scripts/data/tidy.py", "workflow/entente/core/study.py", *lazy, *engines}


def test_the_package_itself_imports_nothing_heavy():
    done = subprocess.run(
        [sys.executable, "-c", "import entente, sys; print(*sys.modules)"],
        env={"PYTHONPATH": str(Path(entente.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert not set(done.stdout.split()) & {"numpy", "pandas", "networkx", "matplotlib", "scipy"}
