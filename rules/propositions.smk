# The propositions, part by part.
# In:  the store of results (rules/regressions.smk), of the models that test them only; config/propositions.yaml; the
#      claims of the text.
# Out: results/<run>/tables/propositions.{csv,md}.

from entente.propositions.declaration import read_propositions

try:
    PROPOSITIONS = read_propositions("config/propositions.yaml", REGRESSIONS)
except EntenteError as error:
    raise WorkflowError(str(error)) from error

TESTING = sorted({model for proposition in PROPOSITIONS for model in proposition.models})


rule propositions:
    input:
        terms=expand(MODELS / "{model}/{alliance}/terms.csv", model=TESTING, alliance=ALLIANCES),
        statistics=expand(MODELS / "{model}/{alliance}/statistics.csv", model=TESTING, alliance=ALLIANCES),
        propositions="config/propositions.yaml",
        models=expand("config/models/{model}.yaml", model=TESTING),
        claims="config/published/text_claims.csv",
        schemas=["workflow/schemas/propositions.schema.yaml", "workflow/schemas/model.schema.yaml"],
        modules=modules("scripts/propositions.py"),
    output:
        csv=TABLES / "propositions.csv",
        markdown=report(
            TABLES / "propositions.md",
            caption="../workflow/report/propositions.rst",
            category="Results",
        ),
    log:
        LOGS / "propositions.log",
    conda:
        "../environment.yml"
    params:
        label=config["label"],
    message:
        "Judging the propositions part by part"
    script:
        "../scripts/propositions.py"
