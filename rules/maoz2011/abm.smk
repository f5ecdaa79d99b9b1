# The agent-based model on history, a rule set a job.
# In:  attributes, threats and strategic reference groups.
# Out: results/<run>/maoz2011/abm/<rules>/{ties,states,runs}.parquet: wishes, alliances and groups; opportunity costs; iterations
#      and convergence.


rule abm:
    input:
        **SYSTEM_TABLES,
        schema=[schema(f"abm/abm_{table}") for table in ("ties", "states", "runs")],
        modules=modules("scripts/maoz2011/abm.py"),
    output:
        ties=ABM / "ties.parquet",
        states=ABM / "states.parquet",
        runs=ABM / "runs.parquet",
    log:
        LOGS / "abm/{rules}.log",
    benchmark:
        LOGS / "benchmarks/abm/{rules}.tsv"
    wildcard_constraints:
        rules="|".join(map(re.escape, RULE_SETS)),
    conda:
        "../../environment.yml"
    params:
        years=[FIRST, LAST],
        switches=lambda wildcards: RULE_SETS[wildcards.rules],
        mid=SETTINGS["model"]["mid"],
        symmetrise=SETTINGS["model"]["symmetrise"],
    message:
        "Running the model, rule set {wildcards.rules}"
    script:
        "../../scripts/maoz2011/abm.py"
