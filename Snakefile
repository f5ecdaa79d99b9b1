# Wiring only: the configuration, the stages, and the named targets.  Each stage is a file in rules/, each rule
# runs a thin script of scripts/, and what they compute is in the package workflow/entente.

from snakemake.utils import min_version

min_version("9.0")


configfile: "config/config.yaml"


include: "rules/common.smk"
include: "rules/data/raw.smk"
include: "rules/data/tidy.smk"
include: "rules/maoz2011/attributes.smk"
include: "rules/maoz2011/reference_groups.smk"
include: "rules/maoz2011/panels.smk"
include: "rules/maoz2011/abm.smk"
include: "rules/maoz2011/networks.smk"
include: "rules/maoz2011/random.smk"
include: "rules/maoz2011/counterfactuals.smk"
include: "rules/maoz2011/regressions.smk"
include: "rules/maoz2011/tables.smk"
include: "rules/maoz2011/regression_tables.smk"
include: "rules/maoz2011/dyadic_fit.smk"
include: "rules/maoz2011/propositions.smk"
include: "rules/maoz2011/claims.smk"
include: "rules/maoz2011/sensitivity.smk"
include: "rules/maoz2011/figures.smk"


report: "workflow/report/workflow.rst"


onstart:
    try:
        prepare(RAW.registered, RAW.folder, mirror_folders(config["data"]["mirrors"]))
    except EntenteError as error:
        raise WorkflowError(str(error)) from None
    remove_other_batches(RANDOM / "runs", config["random"]["runs"], config["random"]["batch"])


localrules:
    all,
    data,
    panels,
    networks,
    random,
    counterfactuals,
    models,
    tables,
    figures,


rule data:
    input:
        expand(DATA / "{table}.parquet", table=READERS),


rule panels:
    input:
        expand(PANELS / "{panel}_year.parquet", panel=["state", "dyad", "system"]),


rule networks:
    input:
        NETWORKS / "series.csv",
        expand(NETWORKS / "{rules}/series.csv", rules=RULE_SETS),
        NETWORKS / "inputs.csv",


rule random:
    input:
        RANDOM / "ranges.csv",
        RANDOM_RUNS,
        RANDOM / "responses.csv",
        RANDOM / "regressions.csv",


rule counterfactuals:
    input:
        expand(COUNTERFACTUALS / "{name}/summary.md", name=config["counterfactuals"]),


rule models:
    input:
        expand(
            MODELS / "{model}/{alliance}/{table}.csv",
            model=REGRESSIONS,
            alliance=ALLIANCES,
            table=["terms", "statistics"],
        ),


rule tables:
    input:
        expand(
            TABLES / "{name}",
            name=[
                "claims.csv",
                "claims.md",
                "codebook.csv",
                "codebook.md",
                "data_log.csv",
                "dyadic_fit.csv",
                "dyadic_fit.md",
                "missing.csv",
                "propositions.csv",
                "propositions.md",
                "random_findings.csv",
                "random_findings.md",
                "scorecard.csv",
                "scorecard.html",
                "scorecard.md",
                "scorecard_summary.md",
                "sensitivity.csv",
                "sensitivity.md",
                "text_moments.csv",
                "text_moments.md",
            ],
        ),
        expand(TABLES / "{table}.{format}", table=REGRESSION_TABLES, format=["tex", "html", "md", "csv"]),


rule figures:
    input:
        expand(
            FIGURES / "{figure}.{format}",
            figure=["figure4", "figure4_flat", "figure5", "scorecard"],
            format=["pdf", "svg", "png"],
        ),


# After the targets: the record is about all of them.
include: "rules/provenance.smk"


rule all:
    default_target: True
    input:
        rules.data.input,
        rules.panels.input,
        rules.networks.input,
        rules.random.input,
        rules.counterfactuals.input,
        rules.models.input,
        rules.tables.input,
        rules.figures.input,
        PROVENANCE,
