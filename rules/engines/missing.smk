# What is missing from the panels of a study.  A study includes this once it has said TABLES and PANEL_TABLES: its panels, by
# the names of their schemas.  The notes of its tables of regressions send readers here.
# In:  the panels and their schemas.
# Out: <TABLES>/missing.csv.


rule missing:
    input:
        panels=list(PANEL_TABLES.values()),
        schemas=[schema(name) for panel in PANEL_TABLES for name in schema_family(panel)],
        modules=modules("scripts/engines/missing.py"),
    output:
        report(TABLES / "missing.csv", caption="../../workflow/report/engines/missing.rst", category="Data"),
    log:
        LOGS / "missing.log",
    conda:
        "../../environment.yml"
    params:
        schemas=list(PANEL_TABLES),
        title=STUDY.title,
        label=run_label,
    message:
        "Counting missing values by column and decade"
    script:
        "../../scripts/engines/missing.py"
