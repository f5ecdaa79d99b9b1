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


def experiment_label(wildcards):
    """The label of a run, and that an experiment is simulated."""
    return label_of(DESIGNS[wildcards.experiment], config["label"])


def answer_digests(wildcards):
    """The registered digest of the file of answers, by its path; nothing if they are drawn."""
    role = getattr(DESIGNS[wildcards.experiment].data, "role", None)
    return SOURCES[STUDY.name].digests([role] if role else [])


def declared(wildcards):
    """The files that declare an experiment: its design, and how answers are drawn if they are."""
    simulation = simulation_file(DECLARED, DESIGNS[wildcards.experiment])
    return list(filter(None, [FILES[wildcards.experiment], simulation]))


def all_of(parts, names):
    """Files of every experiment: what it has of some parts, each a file of the names that are made of one."""
    return [
        FOLDER / experiment / name
        for experiment, design in DESIGNS.items()
        for part in parts(design)
        for name in names(part)
    ]


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
