# Tables of regressions, and the scorecard.
# In:  the store of results (rules/maoz2011/regressions.smk), of a table's own models only; config/maoz2011/tables/<table>.yaml; the
#      printed numbers.
# Out: results/<run>/maoz2011/tables/: <table>.{tex,html,md,csv}, scorecard.{csv,md,html}, scorecard_summary.md;
#      results/<run>/maoz2011/figures/: scorecard.{pdf,svg,png}.

from entente.reporting.table_specification import read_tables, store_files

try:
    REGRESSION_TABLES = read_tables(
        "config/maoz2011/tables", REGRESSIONS, "config/maoz2011/printed/tables.csv"
    )
except EntenteError as error:
    raise WorkflowError(str(error)) from error

PRINTED_TABLES = [table for table in REGRESSION_TABLES.values() if table.is_printed]


rule regression_table:
    input:
        unpack(lambda wildcards: store_files([REGRESSION_TABLES[wildcards.name]], MODELS)),
        specification=lambda wildcards: list(REGRESSION_TABLES[wildcards.name].files),
        published="config/maoz2011/printed/tables.csv",
        schema=schema("reporting/regression_table"),
        template=template("reporting/regression_table.md"),
        html_template=template("reporting/regression_table.html"),
        modules=modules("scripts/maoz2011/regression_table.py"),
    output:
        latex=TABLES / "{name}.tex",
        html=report(
            TABLES / "{name}.html",
            caption="../../workflow/report/maoz2011/regression_table.rst",
            category="Results",
        ),
        markdown=TABLES / "{name}.md",
        csv=TABLES / "{name}.csv",
    log:
        LOGS / "tables/{name}.log",
    wildcard_constraints:
        name="|".join(REGRESSION_TABLES),
    conda:
        "../../environment.yml"
    params:
        years=[FIRST, LAST],
        label=config["label"],
    message:
        "Table of regressions {wildcards.name}"
    script:
        "../../scripts/maoz2011/regression_table.py"


rule scorecard:
    input:
        **store_files(PRINTED_TABLES, MODELS),
        specifications=[file for table in PRINTED_TABLES for file in table.files],
        published="config/maoz2011/printed/tables.csv",
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
        label=config["label"],
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
        label=config["label"],
    message:
        "Drawing the scorecard"
    script:
        "../../scripts/maoz2011/figure_scorecard.py"
