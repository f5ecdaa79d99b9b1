# Tidy tables that are made of raw files: those that studies share, and those of a study alone, which includes this once it has
# said STUDY and FOLDER.
# In:  raw files, the recode table of country codes.
# Out: <FOLDER>/data/<table>.parquet, typed and validated, and beside each a log of what was changed or dropped.

from entente.data.tidy_tables import STATES

SOURCE = SOURCES[STUDY.name if STUDY else SHARED]
TO_READ = [table for table in SOURCE.tables if table not in SOURCE.generated]


if TO_READ:

    rule tidy:
        input:
            raw=lambda wildcards: SOURCE.paths(SOURCE.tables[wildcards.table].roles),
            states=lambda wildcards: (
                tidy_table(STATES) if STATES in SOURCE.tables[wildcards.table].asks_for else []
            ),
            recodes=config["data"]["recodes"],
            schema=lambda wildcards: schema(SOURCE.tables[wildcards.table].schema),
            modules=lambda wildcards: reader(SOURCE.tables[wildcards.table]),
        output:
            table=FOLDER / "data/{table}.parquet",
            counts=FOLDER / "data/{table}.counts.csv",
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
            reader=lambda wildcards: SOURCE.tables[wildcards.table].module,
            schema=lambda wildcards: SOURCE.tables[wildcards.table].schema,
            raw=lambda wildcards: SOURCE.given(SOURCE.tables[wildcards.table].roles),
            years=lambda wildcards: SOURCE.years(SOURCE.tables[wildcards.table].roles),
            sha256=lambda wildcards: SOURCE.digests(SOURCE.tables[wildcards.table].roles),
        message:
            "Reading {wildcards.table}"
        script:
            "../../scripts/data/tidy.py"


rule data:
    input:
        [tidy_table(table) for table in SOURCE.tables],
    localrule: True
    message:
        "The tidy tables are made"
