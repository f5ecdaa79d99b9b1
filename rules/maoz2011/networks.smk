# Yearly series of the actual networks and of those that the model expects.
# In:  attributes, threats and groups; the model's ties and runs.
# Out: results/<run>/maoz2011/networks/<rules>/series.csv (one row for each year and network), series.csv (that of the configured
#      rule set), actual.csv (its rows on actual networks) and inputs.csv (what went into the model).


rule actual_networks:
    input:
        **SYSTEM_TABLES,
        schema=schema("maoz2011/network_series"),
        modules=modules("scripts/maoz2011/actual_networks.py"),
    output:
        NETWORKS / "actual.csv",
    log:
        LOGS / "networks/actual.log",
    benchmark:
        LOGS / "benchmarks/networks/actual.tsv"
    conda:
        "../../environment.yml"
    params:
        years=[FIRST, LAST],
        mid=SETTINGS["model"]["mid"],
        max_cliques=SETTINGS["networks"]["max_cliques"],
        label=run_label,
    message:
        "Measuring actual networks"
    script:
        "../../scripts/maoz2011/actual_networks.py"


rule network_series:
    input:
        **SYSTEM_TABLES,
        actual=NETWORKS / "actual.csv",
        ties=ABM / "ties.parquet",
        runs=ABM / "runs.parquet",
        schema=schema("maoz2011/network_series"),
        modules=modules("scripts/maoz2011/network_series.py"),
    output:
        NETWORKS / "{rules}/series.csv",
    log:
        LOGS / "networks/{rules}.log",
    benchmark:
        LOGS / "benchmarks/networks/{rules}.tsv"
    wildcard_constraints:
        rules="|".join(map(re.escape, RULE_SETS)),
    conda:
        "../../environment.yml"
    params:
        years=[FIRST, LAST],
        mid=SETTINGS["model"]["mid"],
        seed=config["seed"],
        max_cliques=SETTINGS["networks"]["max_cliques"],
        label=run_label,
    message:
        "Measuring expected networks, rule set {wildcards.rules}"
    script:
        "../../scripts/maoz2011/network_series.py"


rule configured_series:
    input:
        series=NETWORKS / SETTINGS["model"]["rules"] / "series.csv",
        modules=modules("scripts/maoz2011/configured_series.py"),
    output:
        NETWORKS / "series.csv",
    log:
        LOGS / "configured_series.log",
    conda:
        "../../environment.yml"
    message:
        "Taking the network series of the configured rule set"
    script:
        "../../scripts/maoz2011/configured_series.py"


rule inputs_series:
    input:
        **SYSTEM_TABLES,
        schema=schema("maoz2011/network_inputs"),
        modules=modules("scripts/maoz2011/inputs_series.py"),
    output:
        NETWORKS / "inputs.csv",
    log:
        LOGS / "inputs_series.log",
    conda:
        "../../environment.yml"
    params:
        years=[FIRST, LAST],
        label=run_label,
    message:
        "Counting what goes into the model"
    script:
        "../../scripts/maoz2011/inputs_series.py"
