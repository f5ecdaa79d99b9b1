# Tables of regressions that a study declares.  A study includes this after the regressions, once it has said TABLES: the folder
# that they go to.
# In:  the store of results (rules/engines/regressions.smk), of a table's own models only; config/<study>/tables/<table>.yaml; the
#      numbers that a paper prints beside them, if config/<study>/printed/tables.csv has some.
# Out: <TABLES>/<table>.{tex,html,md,csv}.

from entente.reporting.table_specification import read_tables, store_files

PRINTED = [path for path in [Path(f"config/{STUDY.name}/printed/tables.csv")] if path.is_file()]

try:
    REGRESSION_TABLES = read_tables(f"config/{STUDY.name}/tables", REGRESSIONS, *PRINTED)
except EntenteError as error:
    raise WorkflowError(str(error)) from error

PRINTED_TABLES = [table for table in REGRESSION_TABLES.values() if table.is_printed]


rule regression_table:
    input:
        unpack(lambda wildcards: store_files([REGRESSION_TABLES[wildcards.name]], MODELS)),
        specification=lambda wildcards: list(REGRESSION_TABLES[wildcards.name].files),
        printed=PRINTED if BESIDE_PRINT else [],
        schema=schema("reporting/regression_table"),
        template=template("reporting/regression_table.md"),
        html_template=template("reporting/regression_table.html"),
        modules=modules("scripts/engines/regression_table.py"),
    output:
        latex=TABLES / "{name}.tex",
        html=report(
            TABLES / "{name}.html",
            caption="../../workflow/report/engines/regression_table.rst",
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
        title=STUDY.title,
        years=YEARS,
        label=run_label,
    message:
        "Table of regressions {wildcards.name}"
    script:
        "../../scripts/engines/regression_table.py"


rule regression_tables:
    input:
        expand(TABLES / "{table}.{format}", table=REGRESSION_TABLES, format=["tex", "html", "md", "csv"]),
    localrule: True
    message:
        "All tables of regressions are made"
