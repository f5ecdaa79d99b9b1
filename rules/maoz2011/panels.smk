# Panels with all regressors that need no model output.
# In:  attributes, threats and strategic reference groups; for the system-year panel also disputes and wars.
# Out: results/<run>/maoz2011/panels/{state,dyad,system}_year.parquet, the configured years.


rule state_year:
    input:
        **SYSTEM_TABLES,
        schema=[schema("systems/state_attributes"), schema("maoz2011/state_year")],
        modules=modules("scripts/maoz2011/state_year.py"),
    output:
        PANELS / "state_year.parquet",
    log:
        LOGS / "state_year.log",
    benchmark:
        LOGS / "benchmarks/state_year.tsv"
    conda:
        "../../environment.yml"
    params:
        first_year=FIRST,
        mid=SETTINGS["model"]["mid"],
    message:
        "State-year panel"
    script:
        "../../scripts/maoz2011/state_year.py"


rule dyad_year:
    input:
        **SYSTEM_TABLES,
        schema=[schema("systems/dyad_attributes"), schema("maoz2011/dyad_year")],
        modules=modules("scripts/maoz2011/dyad_year.py"),
    output:
        PANELS / "dyad_year.parquet",
    log:
        LOGS / "dyad_year.log",
    benchmark:
        LOGS / "benchmarks/dyad_year.tsv"
    conda:
        "../../environment.yml"
    params:
        years=[FIRST, LAST],
        mid=SETTINGS["model"]["mid"],
    message:
        "Dyad-year panel"
    script:
        "../../scripts/maoz2011/dyad_year.py"


rule system_year:
    input:
        **SYSTEM_TABLES,
        disputes=tidy_table("disputes"),
        wars=tidy_table("wars"),
        schema=schema("maoz2011/system_year"),
        modules=modules("scripts/maoz2011/system_year.py"),
    output:
        PANELS / "system_year.parquet",
    log:
        LOGS / "system_year.log",
    benchmark:
        LOGS / "benchmarks/system_year.tsv"
    conda:
        "../../environment.yml"
    params:
        years=[FIRST, LAST],
        mid=SETTINGS["model"]["mid"],
        max_cliques=SETTINGS["networks"]["max_cliques"],
        wars_listed_until=WARS_LISTED_UNTIL,
    message:
        "System-year panel"
    script:
        "../../scripts/maoz2011/system_year.py"
