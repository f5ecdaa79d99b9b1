# Regressions that a study declares: a job a file of config/<study>/models/.  A study includes this once it has said STUDY,
# FOLDER and REGRESSED: the tables that its units of analysis ask for, by name.  Its UNITS are in its module units.
# In:  those tables; config/<study>/models/<file>.yaml; the statistics of regressions of other files that some are compared with.
# Out: results/<run>/<study>/models/<regression>/[<alliance>/]terms.csv and statistics.csv, each a target of its own.

from importlib import import_module

from entente.regressions.declaration import by_file, estimators_not_in, read_regressions

MODELS = FOLDER / "models"
UNITS_MODULE = f"entente.studies.{STUDY.name}.units"

try:
    REGRESSIONS = read_regressions(f"config/{STUDY.name}/models", import_module(UNITS_MODULE).UNITS)
except EntenteError as error:
    raise WorkflowError(str(error)) from error

# Each regression with each type of alliance that it is estimated for, if there are any.
ESTIMATED = [(name, alliance) for name, model in REGRESSIONS.items() for alliance in model.unit.alliances]


for FILE, DECLARED in by_file(REGRESSIONS).items():

    rule:
        name:
            f"regressions_{FILE}"
        input:
            **{table: REGRESSED[table] for model in DECLARED.values() for table in model.tables},
            compared=[
                MODELS / model.compared_with / alliance / "statistics.csv"
                for model in DECLARED.values()
                for alliance in model.unit.alliances
                if model.compared_with and model.compared_with not in DECLARED
            ],
            specification=f"config/{STUDY.name}/models/{FILE}.yaml",
            schema=[schema("regressions/model_terms"), schema("regressions/model_statistics")],
            # The schemas of these tables say which columns a regression may name.
            panel_schema=sorted(
                {
                    schema(name)
                    for model in DECLARED.values()
                    for table in model.unit.schemas
                    for name in schema_family(table)
                }
            ),
            modules=[
                *modules("scripts/engines/regressions.py", leaving_out=estimators_not_in(DECLARED)),
                *study_modules("units"),
            ],
        output:
            **{
                f"{model}_{alliance}_{table}": MODELS / model / alliance / f"{table}.csv"
                for model, alliance in ESTIMATED
                if model in DECLARED
                for table in ("terms", "statistics")
            },
        log:
            LOGS / f"models/{FILE}.log",
        benchmark:
            LOGS / f"benchmarks/models/{FILE}.tsv"
        conda:
            "../../environment.yml"
        params:
            units=UNITS_MODULE,
            label=run_label,
        message:
            f"Regressions of {FILE}"
        script:
            "../../scripts/engines/regressions.py"


rule models:
    input:
        [
            MODELS / model / alliance / f"{table}.csv"
            for model, alliance in ESTIMATED
            for table in ("terms", "statistics")
        ],
    localrule: True
    message:
        "All regressions are made"
