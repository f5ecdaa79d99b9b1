# Tables.
# In:  panels, the network series, the printed moments.
# Out: results/<run>/maoz2011/tables/text_moments.{csv,md,html}.


rule text_moments:
    input:
        published="config/maoz2011/printed/moments.csv",
        series=NETWORKS / "series.csv",
        state_years=PANELS / "state_year.parquet",
        dyad_years=PANELS / "dyad_year.parquet",
        template=template("maoz2011/text_moments.md"),
        html_template=template("reporting/page.html"),
        modules=modules("scripts/maoz2011/text_moments.py"),
    output:
        csv=TABLES / "text_moments.csv",
        markdown=TABLES / "text_moments.md",
        html=report(
            TABLES / "text_moments.html",
            caption="../../workflow/report/maoz2011/text_moments.rst",
            category="Results",
        ),
    log:
        LOGS / "text_moments.log",
    conda:
        "../../environment.yml"
    params:
        years=[FIRST, LAST],
        beside_print=BESIDE_PRINT,
        label=run_label,
    message:
        "Comparing the moments printed in the text with ours"
    script:
        "../../scripts/maoz2011/text_moments.py"
