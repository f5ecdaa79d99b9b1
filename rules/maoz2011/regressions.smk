# Regressions: one job a file of config/maoz2011/models/, for both types of alliance.
# In:  the panel of the model's unit of analysis; ties and runs of the configured rule set, or the network series;
#      config/maoz2011/models/<model>.yaml; of models compared, the statistics of the other.
# Out: results/<run>/models/<model>/{any,pact}/terms.csv and statistics.csv.

from entente.regressions.specification import ALLIANCES, read_specifications

MODELS = FOLDER / "models"

try:
    REGRESSIONS = read_specifications("config/maoz2011/models")
except EntenteError as error:
    raise WorkflowError(str(error)) from error

CONFIGURED = Path(str(ABM).format(rules=SETTINGS["model"]["rules"]))

# For each model the tables that its rows are from, and the statistics that it is compared with.
ESTIMATED_FROM = {
    model: {
        name: path
        for name, path in {
            "panel": PANELS / f"{regression.unit}.parquet",
            "ties": CONFIGURED / "ties.parquet",
            "runs": CONFIGURED / "runs.parquet",
            "series": NETWORKS / "series.csv",
        }.items()
        if name in regression.tables
    }
    | {
        f"compared_{alliance}": MODELS / regression.compared_with / alliance / "statistics.csv"
        for alliance in ALLIANCES
        if regression.compared_with
    }
    for model, regression in REGRESSIONS.items()
}

# The schemas of these tables say which columns a model may name.
PANEL_SCHEMAS = {
    model: [schema(f"maoz2011/{regression.unit}")]
    + ([schema("maoz2011/network_series")] if "series" in regression.tables else [])
    for model, regression in REGRESSIONS.items()
}

# The script loads the estimator by its name.
ESTIMATORS = {
    model: f"workflow/entente/regressions/estimators/{regression.estimator}.py"
    for model, regression in REGRESSIONS.items()
}


rule regression:
    input:
        unpack(lambda wildcards: ESTIMATED_FROM[wildcards.model]),
        specification="config/maoz2011/models/{model}.yaml",
        specification_schema="workflow/schemas/model.schema.yaml",
        schema=[schema("regressions/model_terms"), schema("regressions/model_statistics")],
        panel_schema=lambda wildcards: PANEL_SCHEMAS[wildcards.model],
        estimator=lambda wildcards: [ESTIMATORS[wildcards.model], *modules(ESTIMATORS[wildcards.model])],
        modules=modules("scripts/maoz2011/regression.py"),
    output:
        **{
            f"{alliance}_{table}": MODELS / f"{{model}}/{alliance}/{table}.csv"
            for alliance in ALLIANCES
            for table in ("terms", "statistics")
        },
    log:
        LOGS / "models/{model}.log",
    benchmark:
        LOGS / "benchmarks/models/{model}.tsv"
    wildcard_constraints:
        model="|".join(map(re.escape, REGRESSIONS)),
    conda:
        "../../environment.yml"
    params:
        label=config["label"],
    message:
        "Regression {wildcards.model}"
    script:
        "../../scripts/maoz2011/regression.py"
