# Rule sets of effort and ties on random systems, a batch of systems a job.
# In:  config/burden_sharing/random_systems.yaml alone: no history.
# Out: results/<run>/burden_sharing/rule_sets/: systems/<design>/<batch>.parquet, system_changes.parquet; tables/:
#      system_effects.csv, system_responses.csv, income_transfers.csv.

from entente.burden.rule_sets.designs import read_designs
from entente.core.batches import batches

RULE_SETS = SETTINGS["rule_sets"]
SYSTEM_DESIGNS = "config/burden_sharing/random_systems.yaml"

try:
    DESIGNED = read_designs(SYSTEM_DESIGNS)
except EntenteError as error:
    raise WorkflowError(str(error)) from error

DRAWN = {
    name: design.runs(RULE_SETS["random"]["runs"], RULE_SETS["random"]["complete"])
    for name, design in DESIGNED.items()
}
SYSTEMS = {name: batches(count, RULE_SETS["random"]["batch"]) for name, count in DRAWN.items()}


rule system_batch:
    input:
        designs=SYSTEM_DESIGNS,
        schema=schema("burden_sharing/system_runs"),
        modules=modules("scripts/burden_sharing/system_batch.py"),
    output:
        FOLDER / "rule_sets/systems/{design}/{batch}.parquet",
    log:
        LOGS / "systems/{design}/{batch}.log",
    benchmark:
        LOGS / "benchmarks/systems/{design}/{batch}.tsv"
    wildcard_constraints:
        design="|".join(SYSTEMS),
        batch=r"\d{7}",
    conda:
        "../../environment.yml"
    params:
        design=lambda wildcards: wildcards.design,
        runs=lambda wildcards: SYSTEMS[wildcards.design][wildcards.batch],
        seed=config["seed"],
    message:
        "Random systems of {wildcards.design}, batch {wildcards.batch}"
    script:
        "../../scripts/burden_sharing/system_batch.py"


rule system_tables:
    input:
        runs=[
            FOLDER / f"rule_sets/systems/{design}/{batch}.parquet"
            for design, cut in SYSTEMS.items()
            for batch in cut
        ],
        designs=SYSTEM_DESIGNS,
        schemas=[
            schema(f"burden_sharing/{name}")
            for name in ("system_effects", "system_responses", "system_changes")
        ],
        modules=modules("scripts/burden_sharing/system_tables.py"),
    output:
        effects=TABLES / "system_effects.csv",
        responses=TABLES / "system_responses.csv",
        changes=FOLDER / "rule_sets/system_changes.parquet",
    log:
        LOGS / "system_tables.log",
    benchmark:
        LOGS / "benchmarks/system_tables.tsv"
    conda:
        "../../environment.yml"
    params:
        systems=DRAWN,
        label=run_label,
    message:
        "What random systems tell of rule sets"
    script:
        "../../scripts/burden_sharing/system_tables.py"


rule income_transfers:
    input:
        designs=SYSTEM_DESIGNS,
        schema=schema("burden_sharing/income_transfers"),
        modules=modules("scripts/burden_sharing/income_transfers.py"),
    output:
        TABLES / "income_transfers.csv",
    log:
        LOGS / "income_transfers.log",
    conda:
        "../../environment.yml"
    params:
        design="public_good",
        runs=RULE_SETS["random"]["runs"],
        seed=config["seed"],
        label=run_label,
    message:
        "Moving income between contributors"
    script:
        "../../scripts/burden_sharing/income_transfers.py"
