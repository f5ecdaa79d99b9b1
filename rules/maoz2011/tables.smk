# Tables.
# In:  logs, panels, the network series, the printed numbers, the schemas.
# Out: results/<run>/maoz2011/tables/: data_log.csv, codebook.{csv,md}, missing.csv, text_moments.{csv,md}.


rule data_log:
    input:
        logs=[
            *expand(DATA / "{table}.counts.csv", table=STUDY.tables),
            *expand(
                PANELS / "{table}.counts.csv",
                table=["state_attributes", "dyad_attributes", "threats"],
            ),
        ],
        modules=modules("scripts/maoz2011/data_log.py"),
    output:
        TABLES / "data_log.csv",
    log:
        LOGS / "data_log.log",
    conda:
        "../../environment.yml"
    params:
        label=config["label"],
    message:
        "Collecting what was changed and dropped"
    script:
        "../../scripts/maoz2011/data_log.py"


rule codebook:
    input:
        schemas=[schema(table) for table in STUDY.schemas],
        registry=registry_files(config),
        template=template("maoz2011/codebook.md"),
        modules=modules("scripts/maoz2011/codebook.py"),
    output:
        csv=TABLES / "codebook.csv",
        markdown=report(
            TABLES / "codebook.md", caption="../../workflow/report/maoz2011/codebook.rst", category="Data"
        ),
    log:
        LOGS / "codebook.log",
    conda:
        "../../environment.yml"
    params:
        schemas=STUDY.schemas,
        vintage=RAW.vintage,
        label=config["label"],
    message:
        "Writing the codebook"
    script:
        "../../scripts/maoz2011/codebook.py"


rule missing:
    input:
        panels=expand(PANELS / "{panel}_year.parquet", panel=["state", "dyad", "system"]),
        schemas=[schema(f"systems/{unit}_attributes") for unit in ("state", "dyad")]
        + [schema(f"maoz2011/{unit}_year") for unit in ("state", "dyad")]
        + [schema("maoz2011/system_year")],
        modules=modules("scripts/maoz2011/missing.py"),
    output:
        report(TABLES / "missing.csv", caption="../../workflow/report/maoz2011/missing.rst", category="Data"),
    log:
        LOGS / "missing.log",
    conda:
        "../../environment.yml"
    params:
        label=config["label"],
    message:
        "Counting missing values by column and decade"
    script:
        "../../scripts/maoz2011/missing.py"


rule text_moments:
    input:
        published="config/maoz2011/printed/moments.csv",
        series=NETWORKS / "series.csv",
        state_years=PANELS / "state_year.parquet",
        dyad_years=PANELS / "dyad_year.parquet",
        template=template("maoz2011/text_moments.md"),
        modules=modules("scripts/maoz2011/text_moments.py"),
    output:
        csv=TABLES / "text_moments.csv",
        markdown=report(
            TABLES / "text_moments.md",
            caption="../../workflow/report/maoz2011/text_moments.rst",
            category="Results",
        ),
    log:
        LOGS / "text_moments.log",
    conda:
        "../../environment.yml"
    params:
        years=[FIRST, LAST],
        label=config["label"],
    message:
        "Comparing the moments printed in the text with ours"
    script:
        "../../scripts/maoz2011/text_moments.py"
