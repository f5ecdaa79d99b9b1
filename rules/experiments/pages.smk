# Pages: a report an experiment, which reads from top to bottom, and the front page.
# In:  designs, tables and figures; config/experiments/printed.csv.
# Out: results/<run>/experiments/<experiment>/report.{md,html}, index.{md,html}.

PRINTED_NUMBERS = DECLARED / "printed.csv"


rule survey_report:
    input:
        declared=declared,
        tables=lambda wildcards: [
            FOLDER / wildcards.experiment / f"{table}.csv"
            for table in tables_of(DESIGNS[wildcards.experiment])
        ],
        figures=lambda wildcards: [
            FOLDER / wildcards.experiment / f"{figure}.svg"
            for figure in figures_of(DESIGNS[wildcards.experiment])
        ],
        # What it links to is there when it is.
        links=[*(FOLDER / "{experiment}" / f"{name}.tex" for name in LATEX), rules.codebook.output],
        printed=PRINTED_NUMBERS,
        template=template("experiments/report.md"),
        html_template=template("reporting/page.html"),
        modules=modules("scripts/experiments/survey_report.py"),
    output:
        markdown=FOLDER / "{experiment}/report.md",
        html=report(
            FOLDER / "{experiment}/report.html",
            caption="../../workflow/report/experiments/survey_report.rst",
            category="Survey experiments",
            subcategory="{experiment}",
        ),
    log:
        LOGS / "{experiment}/report.log",
    conda:
        "../../environment.yml"
    params:
        label=experiment_label,
    message:
        "{wildcards.experiment}: the report"
    script:
        "../../scripts/experiments/survey_report.py"


rule front_page:
    input:
        designs=list(FILES.values()),
        hypotheses=all_of(lambda design: ["hypotheses"], lambda table: [f"{table}.csv"]),
        mediation=all_of(
            lambda design: ["mediation"] if design.mediators else [], lambda table: [f"{table}.csv"]
        ),
        pictures=all_of(lambda design: ["equivalence"], lambda figure: [f"{figure}.svg"]),
        links=all_of(lambda design: ["report"], lambda page: [f"{page}.html"]),
        template=template("experiments/index.md"),
        html_template=template("reporting/page.html"),
        modules=modules("scripts/experiments/front_page.py"),
    output:
        markdown=FOLDER / "index.md",
        html=report(
            FOLDER / "index.html",
            caption="../../workflow/report/experiments/front_page.rst",
            category="Pages",
        ),
    log:
        LOGS / "front_page.log",
    conda:
        "../../environment.yml"
    params:
        label=run_label,
    message:
        "The front page of the survey experiments"
    script:
        "../../scripts/experiments/front_page.py"


rule pages:
    input:
        rules.front_page.output,
        all_of(lambda design: ["report"], lambda page: [f"{page}.md", f"{page}.html"]),
    localrule: True
    message:
        "The pages of all experiments are made"
