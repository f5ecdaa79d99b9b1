# Claims that a study declares, each with a verdict.  A study includes this after the tables of regressions, once it has said
# EVIDENCE: the tables that claims are judged by, under the names that they ask for.  Its own tests are FUNCTIONS in its module
# claims.functions.
# In:  those tables; all regressions; the printed numbers, if there are any; config/<study>/claims.yaml.
# Out: <TABLES>/claims.{csv,md,html}.

from entente.judging.claims.declaration import check_names, read_claims

CLAIMS_LEFT_OUT = {
    name: why
    for name, files in EVIDENCE.items()
    if (why := left_out(files[0] if isinstance(files, list) else files))
}
FUNCTIONS_MODULE = f"entente.studies.{STUDY.name}.claims.functions"

try:
    check_names(
        read_claims(f"config/{STUDY.name}/claims.yaml"),
        REGRESSIONS,
        {name for table in REGRESSION_TABLES.values() for name in table.statistics},
        f"config/{STUDY.name}/claims.yaml",
    )
except EntenteError as error:
    raise WorkflowError(str(error)) from error


rule claims:
    input:
        **{name: files for name, files in EVIDENCE.items() if name not in CLAIMS_LEFT_OUT},
        terms=[MODELS / model / alliance / "terms.csv" for model, alliance in ESTIMATED],
        statistics=[MODELS / model / alliance / "statistics.csv" for model, alliance in ESTIMATED],
        claims=f"config/{STUDY.name}/claims.yaml",
        printed=PRINTED,
        specifications=[file for table in PRINTED_TABLES for file in table.files],
        schema=schema("judging/claims"),
        template=template("judging/claims.md"),
        html_template=template("reporting/page.html"),
        modules=[*modules("scripts/engines/claims.py"), *study_modules("claims/functions")],
    output:
        csv=TABLES / "claims.csv",
        markdown=TABLES / "claims.md",
        html=report(
            TABLES / "claims.html", caption="../../workflow/report/engines/claims.rst", category="Results"
        ),
    log:
        LOGS / "claims.log",
    benchmark:
        LOGS / "benchmarks/claims.tsv"
    conda:
        "../../environment.yml"
    params:
        title=STUDY.title,
        tables=[name for name in EVIDENCE if name not in CLAIMS_LEFT_OUT],
        left_out=CLAIMS_LEFT_OUT,
        functions=FUNCTIONS_MODULE,
        years=YEARS,
        label=run_label,
    message:
        "Judging the claims of the text"
    script:
        "../../scripts/engines/claims.py"
