# Whether the estimator of the effort process finds what was put in: synthetic ties and spending with a known direct and
# indirect effect, drawn and estimated many times.
# In:  settings alone.
# Out: results/<run>/burden_sharing/tables/recovery.csv.


rule effort_recovery:
    input:
        schema=schema("burden_sharing/recovery"),
        modules=modules("scripts/burden_sharing/effort_recovery.py"),
    output:
        TABLES / "recovery.csv",
    log:
        LOGS / "effort_recovery.log",
    benchmark:
        LOGS / "benchmarks/effort_recovery.tsv"
    conda:
        "../../environment.yml"
    params:
        draws=SETTINGS["recovery"]["draws"],
        seed=config["seed"],
        label=run_label,
    message:
        "Finding a known direct and indirect effect of ties again"
    script:
        "../../scripts/burden_sharing/effort_recovery.py"
