# Tidy tables: those that the chosen studies read.
# In:  raw files, the recode table of country codes; in a demo run the generator makes those that it can.
# Out: results/<run>/data/<table>.parquet, typed and validated, and beside each a log of what was changed or dropped.

from entente.data.demo import ALLIANCE_LOGIT_FILE
from entente.data.tidy_tables import STATES

if RAW.generated:

    rule demo_world:
        input:
            states=of_package("data/demo/states.csv"),
            schemas=[schema(TIDY[table].schema) for table in RAW.generated],
            modules=modules("scripts/data/demo_world.py"),
        output:
            tables=expand(DATA / "{table}.parquet", table=RAW.generated),
            counts=expand(DATA / "{table}.counts.csv", table=RAW.generated),
            coefficients=DATA / ALLIANCE_LOGIT_FILE,
        log:
            LOGS / "demo_world.log",
        conda:
            "../../environment.yml"
        params:
            schemas={table: TIDY[table].schema for table in RAW.generated},
            seed=config["seed"],
        message:
            "Generating the demo world"
        script:
            "../../scripts/data/demo_world.py"


TO_READ = [table for table in TIDY if table not in RAW.generated]

if TO_READ:

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
            table="|".join(TO_READ),
        conda:
            "../../environment.yml"
        params:
            table=lambda wildcards: wildcards.table,
            reader=lambda wildcards: TIDY[wildcards.table].module,
            schema=lambda wildcards: TIDY[wildcards.table].schema,
            raw=lambda wildcards: RAW.given(TIDY[wildcards.table].roles),
            years=lambda wildcards: RAW.years(TIDY[wildcards.table].roles),
            sha256=lambda wildcards: RAW.digests(TIDY[wildcards.table].roles),
        message:
            "Reading {wildcards.table}"
        script:
            "../../scripts/data/tidy.py"


rule data:
    input:
        expand(DATA / "{table}.parquet", table=TIDY),
    localrule: True
    message:
        "All tidy tables are made"
