# The propositions, part by part.
# In:  the store of results (rules/engines/regressions.smk), of the models that test them only; config/maoz2011/propositions.yaml; the
#      claims of the text.
# Out: results/<run>/maoz2011/tables/propositions.{csv,md,html}.

from entente.judging.propositions.declaration import read_propositions

try:
    PROPOSITIONS = read_propositions("config/maoz2011/propositions.yaml", REGRESSIONS)
except EntenteError as error:
    raise WorkflowError(str(error)) from error

TESTING = sorted({model for proposition in PROPOSITIONS for model in proposition.models})


rule propositions:
    input:
        terms=expand(MODELS / "{model}/{alliance}/terms.csv", model=TESTING, alliance=ALLIANCES),
        statistics=expand(MODELS / "{model}/{alliance}/statistics.csv", model=TESTING, alliance=ALLIANCES),
        propositions="config/maoz2011/propositions.yaml",
        models=sorted({REGRESSIONS[model].file for model in TESTING}),
        claims="config/maoz2011/claims.yaml",
        template=template("maoz2011/propositions.md"),
        html_template=template("reporting/page.html"),
        modules=modules("scripts/maoz2011/propositions.py"),
    output:
        csv=TABLES / "propositions.csv",
        markdown=TABLES / "propositions.md",
        html=report(
            TABLES / "propositions.html",
            caption="../../workflow/report/maoz2011/propositions.rst",
            category="Results",
        ),
    log:
        LOGS / "propositions.log",
    conda:
        "../../environment.yml"
    params:
        beside_print=BESIDE_PRINT,
        label=run_label,
    message:
        "Judging the propositions part by part"
    script:
        "../../scripts/maoz2011/propositions.py"
