# Printed numbers beside ours.
# In:  the store of results (rules/engines/regressions.smk), of the models of printed tables; config/maoz2011/tables/ of these; the
#      printed numbers; the moments of the text.
# Out: results/<run>/maoz2011/tables/: scorecard.{csv,md,html}, scorecard_summary.md;
#      results/<run>/maoz2011/figures/: scorecard.{pdf,svg,png}.


rule scorecard:
    input:
        **store_files(PRINTED_TABLES, MODELS),
        specifications=[file for table in PRINTED_TABLES for file in table.files],
        published=PRINTED[0],
        moments=TABLES / "text_moments.csv",
        schema=schema("judging/scorecard"),
        template=template("maoz2011/scorecard.md"),
        html_template=template("reporting/page.html"),
        summary_template=template("judging/scorecard_summary.md"),
        modules=modules("scripts/maoz2011/scorecard.py"),
    output:
        csv=TABLES / "scorecard.csv",
        markdown=TABLES / "scorecard.md",
        html=report(
            TABLES / "scorecard.html",
            caption="../../workflow/report/maoz2011/scorecard.rst",
            category="Results",
        ),
        summary=TABLES / "scorecard_summary.md",
    log:
        LOGS / "scorecard.log",
    conda:
        "../../environment.yml"
    params:
        years=[FIRST, LAST],
        label=run_label,
    message:
        "Judging every printed number by ours"
    script:
        "../../scripts/maoz2011/scorecard.py"


rule figure_scorecard:
    input:
        scorecard=TABLES / "scorecard.csv",
        modules=modules("scripts/maoz2011/figure_scorecard.py"),
    output:
        pdf=FIGURES / "scorecard.pdf",
        svg=report(
            FIGURES / "scorecard.svg",
            caption="../../workflow/report/maoz2011/scorecard_figure.rst",
            category="Results",
        ),
        png=FIGURES / "scorecard.png",
    log:
        LOGS / "figure_scorecard.log",
    conda:
        "../../environment.yml"
    params:
        headings={table.name: table.heading for table in PRINTED_TABLES},
        label=run_label,
    message:
        "Drawing the scorecard"
    script:
        "../../scripts/maoz2011/figure_scorecard.py"
