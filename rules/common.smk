# Shared by all stages.  Out: checked configuration, folders of the run, and helpers that name inputs.

import os
import re
import sys
from pathlib import Path

PACKAGE_FOLDER = str(Path(workflow.basedir) / "workflow")
SCRIPTS_FOLDER = str(Path(workflow.basedir) / "scripts")
sys.path.insert(0, PACKAGE_FOLDER)
os.environ.update(
    # The package beside this Snakefile is the one that runs, here and in the scripts' own processes.
    PYTHONPATH=os.pathsep.join(
        [PACKAGE_FOLDER, SCRIPTS_FOLDER, *filter(None, [os.environ.get("PYTHONPATH")])]
    ),
    # One thread in linear algebra and a fixed hash seed: the same bytes whatever the number of cores.
    OMP_NUM_THREADS="1",
    OPENBLAS_NUM_THREADS="1",
    MKL_NUM_THREADS="1",
    PYTHONHASHSEED="0",
    SOURCE_DATE_EPOCH="1293840000",
)

from snakemake.exceptions import WorkflowError

from entente.core.configuration import check_configuration
from entente.data.demo import ALLIANCE_LOGIT_FILE
from entente.core.errors import EntenteError
from entente.core.import_closure import import_closure
from entente.data.raw_sources import raw_source
from entente.data.tidy_tables import READERS
from entente.data.retrieval import mirror_folders, prepare
from entente.core.schema import schema_names

try:
    check_configuration(config)
    RAW = raw_source(config)
except EntenteError as error:
    raise WorkflowError(str(error)) from error

FIRST, LAST = config["years"]["first"], config["years"]["last"]
RESULTS = Path("results") / config["run"]
DATA, LOGS = RESULTS / "data", RESULTS / "logs"
STUDY = RESULTS / "maoz2011"
PANELS, NETWORKS, TABLES, FIGURES = STUDY / "panels", STUDY / "networks", STUDY / "tables", STUDY / "figures"
ABM = STUDY / "abm" / "{rules}"
RULE_SETS = config["model"]["rule_sets"]


def modules(script):
    """Modules of the package that a script imports: editing one reruns the rule."""
    return [os.path.relpath(path) for path in import_closure(Path(workflow.basedir) / script)]


def schema(table):
    """The schema of a table: editing it reruns the rule that writes the table."""
    return f"workflow/schemas/tables/{table}.yaml"


def reader(table):
    """A reader's file and the modules that it imports."""
    path = f"workflow/entente/data/readers/{table}.py"
    return [path, *modules(path), *modules("scripts/data/tidy.py")]


def tidy_table(name):
    """A table of rules/data/tidy.smk."""
    return DATA / f"{name}.parquet"


# What the systems of the years are made of.
SYSTEM_TABLES = {
    "states": PANELS / "state_attributes.parquet",
    "dyads": PANELS / "dyad_attributes.parquet",
    "threats": PANELS / "threats.parquet",
    "srg": PANELS / "srg.parquet",
}


wildcard_constraints:
    table="[a-z_]+",
    rules="|".join(map(re.escape, RULE_SETS)),
