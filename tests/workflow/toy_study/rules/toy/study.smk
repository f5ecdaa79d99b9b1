# A study of visits of state, small as can be, that uses each of the engines.
# In:  the tidy table of visits; config/toy/.
# Out: results/<run>/toy/.


include: "../common.smk"


STUDY = STUDIES["toy"]
FOLDER = RESULTS / "toy"
LOGS = LOGS / "toy"
TABLES = FOLDER / "tables"
PANEL = FOLDER / "visitor_year.parquet"

REGRESSED = {"visitor_year": PANEL}
EVIDENCE = {"state_years": PANEL, "visits": tidy_table("visits")}
PANEL_TABLES = {"toy/visitor_year": PANEL}
COUNTED = [FOLDER / "visitor_year.counts.csv"]


include: "../engines/tidy.smk"
include: "../engines/regressions.smk"
include: "../engines/regression_tables.smk"
include: "../engines/claims.smk"
include: "../engines/codebook.smk"
include: "../engines/data_log.smk"
include: "../engines/missing.smk"
include: "../engines/pages.smk"


rule panel:
    input:
        visits=tidy_table("visits"),
        schema=schema("toy/visitor_year"),
        modules=modules("scripts/toy/panel.py"),
    output:
        table=PANEL,
        counts=COUNTED[0],
    log:
        LOGS / "panel.log",
    conda:
        "../../environment.yml"
    params:
        least=config["toy"]["least"],
        label=run_label,
    message:
        "Counting visits"
    script:
        "../../scripts/toy/panel.py"


rule figure:
    input:
        panel=PANEL,
        modules=modules("scripts/toy/figure.py"),
    output:
        svg=FOLDER / "figures/visits.svg",
    log:
        LOGS / "figure.log",
    conda:
        "../../environment.yml"
    params:
        label=run_label,
    message:
        "Drawing visits by year"
    script:
        "../../scripts/toy/figure.py"


rule all:
    input:
        rules.models.input,
        rules.regression_tables.input,
        rules.claims.output,
        rules.codebook.output,
        rules.data_log.output,
        rules.missing.output,
        rules.figure.output,
        rules.pages.input,
    localrule: True
    message:
        "The study toy is made"
