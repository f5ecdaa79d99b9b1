# Tidy tables.
# In:  raw files, the recode table of country codes.
# Out: results/<run>/data/<table>.parquet, typed and validated, and beside each a log of what was changed or dropped.


rule tidy_states:
    input:
        raw=[RAW.path(role) for role in READERS["states"]],
        recodes=config["data"]["recodes"],
        schema=schema("data/states"),
        modules=reader("states"),
    output:
        table=DATA / "states.parquet",
        counts=DATA / "states.counts.csv",
    log:
        LOGS / "tidy/states.log",
    benchmark:
        LOGS / "benchmarks/tidy/states.tsv"
    conda:
        "../../environment.yml"
    params:
        table="states",
        roles=READERS["states"],
        sha256=RAW.digests(READERS["states"]),
    message:
        "Reading the members of the state system"
    script:
        "../../scripts/data/tidy.py"


rule tidy:
    input:
        raw=lambda wildcards: [RAW.path(role) for role in READERS[wildcards.table]],
        states=rules.tidy_states.output.table,
        recodes=config["data"]["recodes"],
        schema=lambda wildcards: schema(f"data/{wildcards.table}"),
        modules=lambda wildcards: reader(wildcards.table),
    output:
        table=DATA / "{table}.parquet",
        counts=DATA / "{table}.counts.csv",
    log:
        LOGS / "tidy/{table}.log",
    benchmark:
        LOGS / "benchmarks/tidy/{table}.tsv"
    wildcard_constraints:
        table="|".join(sorted(READERS.keys() - {"states"})),
    conda:
        "../../environment.yml"
    params:
        table=lambda wildcards: wildcards.table,
        roles=lambda wildcards: READERS[wildcards.table],
        sha256=lambda wildcards: RAW.digests(READERS[wildcards.table]),
    message:
        "Reading {wildcards.table}"
    script:
        "../../scripts/data/tidy.py"
