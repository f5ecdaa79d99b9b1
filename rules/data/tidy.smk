# Tidy tables: those that the chosen studies read.
# In:  raw files, the recode table of country codes.
# Out: results/<run>/data/<table>.parquet, typed and validated, and beside each a log of what was changed or dropped.

from entente.data.tidy_tables import STATES


rule tidy:
    input:
        raw=lambda wildcards: RAW.paths(TIDY[wildcards.table].roles),
        states=lambda wildcards: tidy_table(STATES) if STATES in TIDY[wildcards.table].asks_for else [],
        recodes=config["data"]["recodes"],
        schema=lambda wildcards: schema(TIDY[wildcards.table].schema),
        modules=lambda wildcards: reader(wildcards.table),
    output:
        table=DATA / "{table}.parquet",
        counts=DATA / "{table}.counts.csv",
    log:
        LOGS / "tidy/{table}.log",
    benchmark:
        LOGS / "benchmarks/tidy/{table}.tsv"
    wildcard_constraints:
        table="|".join(TIDY),
    conda:
        "../../environment.yml"
    params:
        table=lambda wildcards: wildcards.table,
        reader=lambda wildcards: TIDY[wildcards.table].module,
        schema=lambda wildcards: TIDY[wildcards.table].schema,
        raw=lambda wildcards: RAW.given(TIDY[wildcards.table].roles),
        sha256=lambda wildcards: RAW.digests(TIDY[wildcards.table].roles),
    message:
        "Reading {wildcards.table}"
    script:
        "../../scripts/data/tidy.py"


rule data:
    input:
        expand(DATA / "{table}.parquet", table=TIDY),
    localrule: True
