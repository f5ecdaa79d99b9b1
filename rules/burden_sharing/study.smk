# Burden sharing in networks of security cooperation: the wing, a stage a file, and its targets.
# In:  tidy tables of the study's own; config/burden_sharing/; config/nato/.
# Out: results/<run>/burden_sharing/.


include: "../common.smk"


STUDY, SETTINGS = STUDIES["burden_sharing"], config["burden_sharing"]
FOLDER = RESULTS / "burden_sharing"
LOGS = LOGS / "burden_sharing"
TABLES = FOLDER / "tables"

YEARS = [SETTINGS["years"]["first"], SETTINGS["years"]["last"]]

# A run of the demo world reads no raw files, and all of the repository is of these.
HISTORY = bool(SOURCES[STUDY.name].tables)

COUNTED = [
    FOLDER / f"data/{name}.counts.csv" for name in ("repository", "panels", "regression_rows") if HISTORY
]


include: "../engines/tidy.smk"
include: "../engines/codebook.smk"
include: "../engines/data_log.smk"
include: "effort_recovery.smk"
include: "rule_sets_random.smk"


if HISTORY:

    include: "repository.smk"
    include: "exploitation.smk"
    include: "source_agreement.smk"
    include: "laid_out_tables.smk"
    include: "determinants.smk"
    include: "consequences.smk"
    include: "sensitivity.smk"
    include: "claims.smk"
    include: "rule_sets_history.smk"
    include: "rule_set_figures.smk"
    include: "counterfactuals.smk"
    include: "rule_sets_judged.smk"
    include: "../engines/pages.smk"

else:
    LEFT_OUT |= dict.fromkeys(
        [
            "data/",
            "figures/",
            "models/",
            "tables/ties_per_year",
            "tables/exploitation",
            "tables/exploitation_variants",
            "tables/exploitation_bands",
            "tables/alliance_inequality",
            "tables/nato_burdens",
            "tables/state_burdens",
            "tables/nato_shares",
            "tables/source_agreement",
            "tables/exploitation_periods",
            *(
                f"tables/{name}"
                for name in ("layer_coverage", "contribution_coverage", "layer_series", "degree_triangles")
            ),
            "sensitivity/",
            *(f"tables/{name}" for name in ("sensitivity", "sensitivity_nato")),
            "pages/",
            "tables/claims",
            *(
                f"tables/{name}"
                for name in ("determinants", "effort", "growth_responses", "weight_responses", "missing")
            ),
            *(f"tables/{name}" for name in ("consequences", "survival", "vulnerability")),
            *(f"tables/{path.stem}" for path in Path("config/burden_sharing/tables").glob("*.yaml")),
            *(f"tables/{name}" for name in ("model_claims", "actor_responses", "shares_shown")),
            *(f"tables/{name}" for name in ("commons_parameters", "share_forecasts", "share_scores")),
            *(f"tables/{name}" for name in ("needs_years", "needs_scores")),
            *(f"tables/{name}" for name in ("actors_coefficients", "actors_forecasts", "counterfactuals")),
        ],
        "history has no place in the demo world",
    )


# Of models the demo run makes what needs no history; on history they have a target of their own, burden_models, since they
# take as long as all else.
if not HISTORY:

    rule effort_and_ties:
        input:
            rules.system_tables.output,
            rules.income_transfers.output,
        localrule: True
        message:
            "Models of effort and ties are made, on random systems"


include: "front_page.smk"


rule all:
    input:
        rules.burden_index.output,
        rules.codebook.output,
        rules.data_log.output,
        rules.effort_recovery.output,
        [rules.repository.output, rules.panels.output] if HISTORY else [],
        [rules.who_carries_what.input, rules.claims.output] if HISTORY else [],
        [rules.source_agreement.output, rules.pages.input] if HISTORY else [],
        [rules.repository_coverage.output, rules.laid_out_tables.input] if HISTORY else [],
        rules.burden_sensitivity.output if HISTORY else [],
        rules.why_and_with_what_consequence.input if HISTORY else rules.effort_and_ties.input,
    localrule: True
    message:
        "The study burden_sharing is made"
