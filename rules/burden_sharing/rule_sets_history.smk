# Rule sets of effort and ties on history: shares in spending by contributions to a public good, ties of defence by needs, ties
# and effort a year ahead by their co-evolution; and designs of co-evolution that begin with the ties and efforts of a year.
# In:  panels, ties and tidy tables; config/burden_sharing/actors/.
# Out: results/<run>/burden_sharing/rule_sets/: needs/<variant>.parquet, end_states/<design>/<batch>.parquet; tables/:
#      commons_parameters, share_forecasts, share_scores, shares_shown, needs_years, needs_scores, actors_coefficients,
#      actors_forecasts, actor_responses (.csv).

from entente.burden.actors.declared_design import ActorDesign
from entente.core.checked_yaml import declared_files, read_declared
from entente.studies.burden_sharing.rule_sets.needs_variants import VARIANTS as VARIANTS_OF_NEEDS

OF_HISTORY = {
    "cooperation_year": PANELS["cooperation_year"],
    "ties": REPOSITORY["ties"],
    **{
        table: tidy_table(table) for table in ("disputes", "rivalries", "contiguity", "capitals", "religions")
    },
}
ENEMIES, DEMOCRACY = RULE_SETS["enemies"], SETTINGS["democracy"]

try:
    ACTOR_DESIGNS = {
        path.stem: read_declared(path, ActorDesign) for path in declared_files("config/burden_sharing/actors")
    }
except EntenteError as error:
    raise WorkflowError(str(error)) from error

END_STATES = {
    name: batches(
        sum(1 for _ in design.runs(complete=RULE_SETS["end_states"]["complete"])),
        RULE_SETS["end_states"]["batch"],
    )
    for name, design in ACTOR_DESIGNS.items()
}


rule shares_on_history:
    input:
        **OF_HISTORY,
        schemas=[
            schema(f"burden_sharing/{name}")
            for name in ("commons_parameters", "share_forecasts", "share_scores", "shares_shown")
        ],
        modules=modules("scripts/burden_sharing/shares_on_history.py"),
    output:
        parameters=TABLES / "commons_parameters.csv",
        forecasts=TABLES / "share_forecasts.csv",
        scores=TABLES / "share_scores.csv",
        shown=TABLES / "shares_shown.csv",
        counts=FOLDER / "data/share_forecasts.counts.csv",
    log:
        LOGS / "shares_on_history.log",
    benchmark:
        LOGS / "benchmarks/shares_on_history.tsv"
    conda:
        "../../environment.yml"
    params:
        years=RULE_SETS["shares"],
        shown=[year for year in SETTINGS["exploitation"]["years"] if year <= RULE_SETS["shares"]["last"]],
        enemies=ENEMIES,
        democracy=DEMOCRACY,
        seed=config["seed"],
        label=run_label,
    message:
        "Shares in spending by contributions to a public good"
    script:
        "../../scripts/burden_sharing/shares_on_history.py"


rule needs_on_history:
    input:
        **OF_HISTORY,
        schema=schema("burden_sharing/needs_years"),
        modules=modules("scripts/burden_sharing/needs_on_history.py"),
    output:
        forecasts=FOLDER / "rule_sets/needs/{variant}.parquet",
        counts=FOLDER / "rule_sets/needs/{variant}.counts.csv",
    log:
        LOGS / "needs_on_history/{variant}.log",
    benchmark:
        LOGS / "benchmarks/needs_on_history/{variant}.tsv"
    wildcard_constraints:
        variant="|".join(map(re.escape, VARIANTS_OF_NEEDS)),
    conda:
        "../../environment.yml"
    params:
        variant=lambda wildcards: wildcards.variant,
        years=RULE_SETS["needs"],
        enemies=ENEMIES,
        democracy=DEMOCRACY,
        label=run_label,
    message:
        "Ties of defence by needs, {wildcards.variant}"
    script:
        "../../scripts/burden_sharing/needs_on_history.py"


rule needs_scores:
    input:
        variants=expand(FOLDER / "rule_sets/needs/{variant}.parquet", variant=VARIANTS_OF_NEEDS),
        schemas=[schema(f"burden_sharing/{name}") for name in ("needs_years", "needs_scores")],
        modules=modules("scripts/burden_sharing/needs_scores.py"),
    output:
        years=TABLES / "needs_years.csv",
        scores=TABLES / "needs_scores.csv",
    log:
        LOGS / "needs_scores.log",
    conda:
        "../../environment.yml"
    params:
        label=run_label,
    message:
        "How well needs tell ties of defence"
    script:
        "../../scripts/burden_sharing/needs_scores.py"


rule actors_on_history:
    input:
        **OF_HISTORY,
        burden_year=ROWS["burden_year"],
        schemas=[schema(f"burden_sharing/{name}") for name in ("actors_coefficients", "actors_forecasts")],
        modules=modules("scripts/burden_sharing/actors_on_history.py"),
    output:
        coefficients=TABLES / "actors_coefficients.csv",
        forecasts=TABLES / "actors_forecasts.csv",
        counts=FOLDER / "data/actors_forecasts.counts.csv",
    log:
        LOGS / "actors_on_history.log",
    benchmark:
        LOGS / "benchmarks/actors_on_history.tsv"
    conda:
        "../../environment.yml"
    params:
        forecasts=RULE_SETS["forecasts"],
        enemies=ENEMIES,
        democracy=DEMOCRACY,
        seed=config["seed"],
        label=run_label,
    message:
        "Ties and effort a year ahead"
    script:
        "../../scripts/burden_sharing/actors_on_history.py"


rule actor_end_states:
    input:
        cooperation_year=PANELS["cooperation_year"],
        ties=REPOSITORY["ties"],
        design="config/burden_sharing/actors/{design}.yaml",
        schema=schema("burden_sharing/actor_end_states"),
        modules=modules("scripts/burden_sharing/actor_end_states.py"),
    output:
        FOLDER / "rule_sets/end_states/{design}/{batch}.parquet",
    log:
        LOGS / "end_states/{design}/{batch}.log",
    benchmark:
        LOGS / "benchmarks/end_states/{design}/{batch}.tsv"
    wildcard_constraints:
        design="|".join(END_STATES),
        batch=r"\d{7}",
    conda:
        "../../environment.yml"
    params:
        **{name: RULE_SETS["end_states"][name] for name in ("complete", "year", "layer", "source")},
        design=lambda wildcards: wildcards.design,
        runs=lambda wildcards: END_STATES[wildcards.design][wildcards.batch],
        seed=config["seed"],
    message:
        "End states of {wildcards.design}, batch {wildcards.batch}"
    script:
        "../../scripts/burden_sharing/actor_end_states.py"


rule actor_responses:
    input:
        states=[
            FOLDER / f"rule_sets/end_states/{design}/{batch}.parquet"
            for design, cut in END_STATES.items()
            for batch in cut
        ],
        schema=schema("burden_sharing/actor_responses"),
        modules=modules("scripts/burden_sharing/actor_responses.py"),
    output:
        TABLES / "actor_responses.csv",
    log:
        LOGS / "actor_responses.log",
    conda:
        "../../environment.yml"
    params:
        label=run_label,
    message:
        "What designs of ties and effort end with"
    script:
        "../../scripts/burden_sharing/actor_responses.py"
