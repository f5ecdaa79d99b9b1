# Whether the estimator of the effort process finds what was put in: synthetic ties and spending with a known direct and
# indirect effect, drawn and estimated many times, in two batches; each panel has a seed of its own.
# In:  settings alone.
# Out: results/<run>/burden_sharing/recovery/<batch>.parquet (every estimate), tables/recovery.csv.

from entente.core.batches import batches

DRAWS = SETTINGS["recovery"]["draws"]

# Two jobs.
RECOVERY_BATCHES = batches(DRAWS, -(-DRAWS // 2))


rule recovery_batch:
    input:
        schema=schema("burden_sharing/recovery_fits"),
        modules=modules("scripts/burden_sharing/recovery_batch.py"),
    output:
        FOLDER / "recovery/{batch}.parquet",
    log:
        LOGS / "recovery/{batch}.log",
    benchmark:
        LOGS / "benchmarks/recovery/{batch}.tsv"
    wildcard_constraints:
        batch=r"\d{7}",
    conda:
        "../../environment.yml"
    params:
        draws=lambda wildcards: RECOVERY_BATCHES[wildcards.batch],
        seed=config["seed"],
        label=run_label,
    message:
        "Estimating a known direct and indirect effect of ties, batch {wildcards.batch}"
    script:
        "../../scripts/burden_sharing/recovery_batch.py"


rule effort_recovery:
    input:
        fits=expand(FOLDER / "recovery/{batch}.parquet", batch=RECOVERY_BATCHES),
        schema=schema("burden_sharing/recovery"),
        modules=modules("scripts/burden_sharing/effort_recovery.py"),
    output:
        TABLES / "recovery.csv",
    log:
        LOGS / "effort_recovery.log",
    conda:
        "../../environment.yml"
    params:
        label=run_label,
    message:
        "Finding a known direct and indirect effect of ties again"
    script:
        "../../scripts/burden_sharing/effort_recovery.py"
