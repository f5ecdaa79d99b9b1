# Yearly series of the actual networks and of those that the model expects.
# In:  attributes, threats and groups; the model's ties and runs of the decade.
# Out: results/<run>/networks/series.csv (one row for each year and network) and inputs.csv (what went into the model).


rule network_decade:
    input:
        **SYSTEM_TABLES,
        ties=ABM / "ties/{decade}.parquet",
        runs=ABM / "runs/{decade}.parquet",
        modules=modules("scripts/network_decade.py"),
    output:
        NETWORKS / "decades/{decade}.csv",
    log:
        LOGS / "networks/{decade}.log",
    benchmark:
        LOGS / "benchmarks/networks/{decade}.tsv"
    conda:
        "../environment.yml"
    params:
        years=lambda wildcards: years_of(int(wildcards.decade), FIRST, LAST),
        mid=config["model"]["mid"],
        seed=config["seed"],
        max_cliques=config["networks"]["max_cliques"],
    message:
        "Measuring networks, {wildcards.decade}s"
    script:
        "../scripts/network_decade.py"


rule network_series:
    input:
        schema=schema("network_series"),
        decades=expand(NETWORKS / "decades/{decade}.csv", decade=decades(FIRST, LAST)),
        modules=modules("scripts/network_series.py"),
    output:
        NETWORKS / "series.csv",
    log:
        LOGS / "network_series.log",
    conda:
        "../environment.yml"
    params:
        label=config["label"],
    message:
        "Joining the decades of the network series"
    script:
        "../scripts/network_series.py"


rule inputs_series:
    input:
        **SYSTEM_TABLES,
        schema=schema("network_inputs"),
        modules=modules("scripts/inputs_series.py"),
    output:
        NETWORKS / "inputs.csv",
    log:
        LOGS / "inputs_series.log",
    conda:
        "../environment.yml"
    params:
        years=[FIRST, LAST],
        label=config["label"],
    message:
        "Counting what goes into the model"
    script:
        "../scripts/inputs_series.py"
