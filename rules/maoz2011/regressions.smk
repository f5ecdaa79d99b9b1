# Regressions: a job a file of config/maoz2011/models/, for both types of alliance.
# In:  the panels of their units of analysis; ties and runs of the configured rule set, or the network series;
#      config/maoz2011/models/<file>.yaml; the statistics of regressions of other files that some are compared with.
# Out: results/<run>/maoz2011/models/<regression>/{any,pact}/terms.csv and statistics.csv, each a target of its own.

from entente.regressions.declaration import by_file, estimators_not_in, read_regressions
from entente.studies.maoz2011.units import UNITS
from entente.systems.alliance_types import ALLIANCES

MODELS = FOLDER / "models"

try:
    REGRESSIONS = read_regressions("config/maoz2011/models", UNITS)
except EntenteError as error:
    raise WorkflowError(str(error)) from error

CONFIGURED = Path(str(ABM).format(rules=SETTINGS["model"]["rules"]))

# What regressions may be put together from, under the names that they ask for.
REGRESSED = {
    **{unit: PANELS / f"{unit}.parquet" for unit in UNITS},
    "ties": CONFIGURED / "ties.parquet",
    "runs": CONFIGURED / "runs.parquet",
    "series": NETWORKS / "series.csv",
}


for FILE, DECLARED in by_file(REGRESSIONS).items():

    rule:
        name:
            f"regressions_{FILE}"
        input:
            **{table: REGRESSED[table] for model in DECLARED.values() for table in model.tables},
            compared=[
                MODELS / model.compared_with / alliance / "statistics.csv"
                for model in DECLARED.values()
                for alliance in ALLIANCES
                if model.compared_with and model.compared_with not in DECLARED
            ],
            specification=f"config/maoz2011/models/{FILE}.yaml",
            schema=[schema("regressions/model_terms"), schema("regressions/model_statistics")],
            # The schemas of these tables say which columns a regression may name.
            panel_schema=sorted({schema(name) for model in DECLARED.values() for name in model.unit.schemas}),
            modules=modules("scripts/maoz2011/regressions.py", leaving_out=estimators_not_in(DECLARED)),
        output:
            **{
                f"{model}_{alliance}_{table}": MODELS / model / alliance / f"{table}.csv"
                for model in DECLARED
                for alliance in ALLIANCES
                for table in ("terms", "statistics")
            },
        log:
            LOGS / f"models/{FILE}.log",
        benchmark:
            LOGS / f"benchmarks/models/{FILE}.tsv"
        conda:
            "../../environment.yml"
        params:
            label=config["label"],
        message:
            f"Regressions of {FILE}"
        script:
            "../../scripts/maoz2011/regressions.py"
