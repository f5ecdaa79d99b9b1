# Survey experiments: the wing, a stage a file, and its targets.
# In:  config/experiments/: a design a file; files of answers of the study's own registry, or a simulation.
# Out: results/<run>/experiments/: a folder an experiment, and the front page.


include: "../common.smk"


from entente.studies.experiments.designs import design_files, label_of, read_designs, simulation_file
from entente.studies.experiments.outputs import figures_of, groups_of, tables_of

STUDY, SETTINGS = STUDIES["experiments"], config["experiments"]
FOLDER = RESULTS / "experiments"
LOGS = LOGS / "experiments"
TABLES = FOLDER / "tables"
DECLARED = Path(config["data"]["registry"]).parent / "experiments"

try:
    DESIGNS = read_designs(DECLARED, SETTINGS["designs"])
except EntenteError as error:
    raise WorkflowError(str(error)) from error

FILES = design_files(DECLARED, SETTINGS["designs"])


wildcard_constraints:
    experiment="|".join(DESIGNS),


include: "declared_experiments.smk"
include: "../engines/codebook.smk"
include: "tables.smk"
include: "figures.smk"
include: "pages.smk"


rule all:
    input:
        rules.front_page.output,
        rules.codebook.output,
        rules.tables.input,
        rules.figures.input,
        rules.pages.input,
    localrule: True
    message:
        "The study experiments is made"
