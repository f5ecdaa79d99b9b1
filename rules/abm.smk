# The agent-based model on history, a decade a job.
# In:  attributes, threats and strategic reference groups.
# Out: results/<run>/abm/<rules>/{ties,states,runs}/<decade>.parquet: wishes, alliances and groups; opportunity costs;
#      iterations and convergence.  Each folder reads as one table.


rule abm:
    input:
        **SYSTEM_TABLES,
        schema=[schema(f"abm_{table}") for table in ("ties", "states", "runs")],
        modules=modules("scripts/abm.py"),
    output:
        ties=ABM / "ties/{decade}.parquet",
        states=ABM / "states/{decade}.parquet",
        runs=ABM / "runs/{decade}.parquet",
    log:
        LOGS / "abm/{decade}.log",
    benchmark:
        LOGS / "benchmarks/abm/{decade}.tsv"
    conda:
        "../environment.yml"
    params:
        years=lambda wildcards: years_of(int(wildcards.decade), FIRST, LAST),
        rules=config["model"]["rules"],
        mid=config["model"]["mid"],
        symmetrise=config["model"]["symmetrise"],
    message:
        "Running the model, {wildcards.decade}s"
    script:
        "../scripts/abm.py"
