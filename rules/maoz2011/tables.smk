# Tables.
# In:  panels, the network series, the printed moments, the schemas.
# Out: results/<run>/maoz2011/tables/: missing.csv, text_moments.{csv,md}.


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
