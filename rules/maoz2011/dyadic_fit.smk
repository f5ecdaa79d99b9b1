# What carries the fit of Table 2: its columns beside persistence, on the same rows; a job a type of alliance.
# In:  the dyad-year panel; ties and runs of the configured rule set; config/maoz2011/dyadic_fit.yaml and the columns of
#      config/maoz2011/models/ that it names; the printed numbers that config/maoz2011/tables/table2.yaml has them beside.
# Out: results/<run>/maoz2011/dyadic_fit/{any,pact}.csv, and tables/dyadic_fit.{csv,md,html}.

from entente.studies.maoz2011.dyadic_fit.declaration import read_comparison

DYADIC_FIT = FOLDER / "dyadic_fit"

try:
    COMPARISON = read_comparison("config/maoz2011/dyadic_fit.yaml", REGRESSIONS)
except EntenteError as error:
    raise WorkflowError(str(error)) from error


rule dyadic_fits:
    input:
        dyad_year=PANELS / "dyad_year.parquet",
        ties=CONFIGURED / "ties.parquet",
        runs=CONFIGURED / "runs.parquet",
        comparison="config/maoz2011/dyadic_fit.yaml",
        columns=sorted({column.file for column in COMPARISON.columns.values()}),
        panel_schema=schema("maoz2011/dyad_year"),
        modules=modules("scripts/maoz2011/dyadic_fits.py"),
    output:
        DYADIC_FIT / "{alliance}.csv",
    log:
        LOGS / "dyadic_fit/{alliance}.log",
    benchmark:
        LOGS / "benchmarks/dyadic_fit/{alliance}.tsv"
    wildcard_constraints:
        alliance="|".join(ALLIANCES),
    conda:
        "../../environment.yml"
    params:
        label=run_label,
    message:
        "Table 2 with and without persistence, {wildcards.alliance}"
    script:
        "../../scripts/maoz2011/dyadic_fits.py"


rule dyadic_fit:
    input:
        fits=expand(DYADIC_FIT / "{alliance}.csv", alliance=ALLIANCES),
        columns="config/maoz2011/tables/table2.yaml",
        published=PRINTED if BESIDE_PRINT else [],
        template=template("maoz2011/dyadic_fit.md"),
        html_template=template("reporting/page.html"),
        modules=modules("scripts/maoz2011/dyadic_fit.py"),
    output:
        csv=TABLES / "dyadic_fit.csv",
        markdown=TABLES / "dyadic_fit.md",
        html=report(
            TABLES / "dyadic_fit.html",
            caption="../../workflow/report/maoz2011/dyadic_fit.rst",
            category="Results",
        ),
    log:
        LOGS / "dyadic_fit.log",
    conda:
        "../../environment.yml"
    params:
        titles={choice.name: choice.title for choice in COMPARISON.samples},
        label=run_label,
    message:
        "Showing what carries the fit of Table 2"
    script:
        "../../scripts/maoz2011/dyadic_fit.py"
