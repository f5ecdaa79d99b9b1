# Shared by all rules, here and in the studies' own namespaces.
# Out: checked configuration, studies, raw files and tidy tables, folders of the run, and helpers that name inputs.

import os
import re
import sys
from pathlib import Path

# The package beside this Snakefile is the one that runs, here and in the scripts' own processes.
FOLDERS = [str(Path(workflow.basedir) / folder) for folder in ("workflow", "scripts")]
FURTHER = [
    path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path and path not in FOLDERS
]
os.environ.update(PYTHONPATH=os.pathsep.join([*FOLDERS, *FURTHER]))
if FOLDERS[0] not in sys.path[:1]:
    sys.path.insert(0, FOLDERS[0])
with open(Path(workflow.basedir) / "workflow/environment.mk", encoding="utf-8") as environment:
    os.environ.update(re.findall(r"^export (\w+) := (\S+)$", environment.read(), re.M))

from snakemake.exceptions import WorkflowError

from entente.core.configuration import check_configuration, check_files, with_settings
from entente.core.errors import EntenteError
from entente.core.import_closure import PACKAGE, import_closure
from entente.core.schema import load_schema
from entente.data.raw_sources import SHARED, raw_sources, registered_files, registry_files
from entente.reporting.pages import PAGES, template_files

try:
    check_files([*workflow.configfiles, *workflow.config_settings.configfiles])
    config.update(with_settings(config, "config"))
    STUDIES = {study.name: study for study in check_configuration(config)}
    SOURCES = raw_sources(config, STUDIES.values())
    RAW_FILES = registered_files(SOURCES.values())
except EntenteError as error:
    raise WorkflowError(str(error)) from error

FIRST, LAST = config["years"]["first"], config["years"]["last"]
RESULTS = Path("results") / config["run"]
LOGS = RESULTS / "logs"

# The raw files that tidy tables are made of: those that studies share.
RAW = SOURCES[SHARED]

# What a study says of itself, whose rules begin with this file: here none is at work.  Its years are those of the run unless
# it has its own.
STUDY, FOLDER, YEARS = None, RESULTS, [FIRST, LAST]

# Of a study, which changes them where its settings do: what is left out, folders with a slash and results without their
# endings, below its folder, with the reason; and whether its results stand beside those that a paper prints.
LEFT_OUT, BESIDE_PRINT = {}, True


def run_label(wildcards):
    """The label of the run.  A parameter that is a text, not a function, may have no braces."""
    return config["label"]


def modules(script, leaving_out=()):
    """Modules of the package that a script imports, but for some: editing one reruns the rule."""
    return [os.path.relpath(path) for path in import_closure(Path(workflow.basedir) / script, leaving_out)]


def of_package(path):
    """A file of the package, as named from the folder that Snakemake runs in."""
    return os.path.relpath(PACKAGE / path)


def schema(table):
    """The schema of a table: editing it reruns the rule that writes the table."""
    return of_package(f"schemas/{table}.yaml")


def schema_family(table):
    """The names of a table's schema and of those that it extends."""
    extended = load_schema(table).extends
    return [table, *(schema_family(extended) if extended else [])]


def template(page):
    """A page's template and those that it extends or includes: editing one reruns the rule."""
    return [os.path.relpath(path) for path in template_files(page)]


def own_page(page, room):
    """The study's own template of a page, which extends that of a room, or else this."""
    own = (PAGES / STUDY.name / f"{page}.j2").is_file()
    return f"{STUDY.name if own else room}/{page}"


def reader(table):
    """The file of a tidy table's reader and the modules that it imports."""
    return [os.path.relpath(table.file), *modules(table.file), *modules("scripts/data/tidy.py")]


def study_modules(module):
    """A module that a study gives to an engine, which imports it by name, and those that it imports."""
    file = PACKAGE / "studies" / STUDY.name / f"{module}.py"
    return [os.path.relpath(file), *modules(file)]


def left_out(result):
    """Why a result of the study is left out; nothing if it is made."""
    path = Path(os.path.relpath(result, FOLDER))
    places = [f"{folder}/" for folder in path.parents] + [str(path.with_suffix(""))]
    return next((LEFT_OUT[place] for place in places if place in LEFT_OUT), None)


def tidy_table(name):
    """A tidy table: the study's own of that name, or else the one that studies share."""
    own = STUDY is not None and name in STUDY.own_tables
    return (FOLDER if own else RESULTS) / f"data/{name}.parquet"


def tidy_tables_read():
    """The names of the tidy tables that the study reads in this run."""
    return [*STUDY.shared_tables, *SOURCES[STUDY.name].tables]
