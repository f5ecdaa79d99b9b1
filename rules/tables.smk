# Tables.
# In:  logs, panels, the network series, the printed numbers, the schemas.
# Out: results/<run>/tables/: data_log.csv, codebook.{csv,md}, missing.csv, text_moments.{csv,md}.


rule data_log:
    input:
        logs=[
            *expand(DATA / "{table}.counts.csv", table=READERS),
            *expand(
                PANELS / "{table}.counts.csv",
                table=["state_attributes", "dyad_attributes", "threats"],
            ),
        ],
        modules=modules("scripts/data_log.py"),
    output:
        TABLES / "data_log.csv",
    log:
        LOGS / "data_log.log",
    conda:
        "../environment.yml"
    params:
        label=config["label"],
    message:
        "Collecting what was changed and dropped"
    script:
        "../scripts/data_log.py"


rule codebook:
    input:
        schemas=[schema(table) for table in schema_names()],
        registry=config["data"]["registry"],
        modules=modules("scripts/codebook.py"),
    output:
        csv=TABLES / "codebook.csv",
        markdown=report(TABLES / "codebook.md", caption="../workflow/report/codebook.rst", category="Data"),
    log:
        LOGS / "codebook.log",
    conda:
        "../environment.yml"
    params:
        vintage=RAW.vintage,
        label=config["label"],
    message:
        "Writing the codebook"
    script:
        "../scripts/codebook.py"


rule missing:
    input:
        panels=expand(PANELS / "{panel}_year.parquet", panel=["state", "dyad", "system"]),
        schemas=[schema(f"{unit}_{kind}") for unit in ("state", "dyad") for kind in ("attributes", "year")]
        + [schema("system_year")],
        modules=modules("scripts/missing.py"),
    output:
        report(TABLES / "missing.csv", caption="../workflow/report/missing.rst", category="Data"),
    log:
        LOGS / "missing.log",
    conda:
        "../environment.yml"
    params:
        label=config["label"],
    message:
        "Counting missing values by column and decade"
    script:
        "../scripts/missing.py"


rule text_moments:
    input:
        published="config/published/text_moments.csv",
        series=NETWORKS / "series.csv",
        state_years=PANELS / "state_year.parquet",
        dyad_years=PANELS / "dyad_year.parquet",
        modules=modules("scripts/text_moments.py"),
    output:
        csv=TABLES / "text_moments.csv",
        markdown=report(
            TABLES / "text_moments.md",
            caption="../workflow/report/text_moments.rst",
            category="Results",
        ),
    log:
        LOGS / "text_moments.log",
    conda:
        "../environment.yml"
    params:
        years=[FIRST, LAST],
        label=config["label"],
    message:
        "Comparing the moments printed in the text with ours"
    script:
        "../scripts/text_moments.py"
