# What rule sets of effort and ties come to: claims, each by construction, in runs, on data; a page.
# In:  tables of runs and of history, figures, regressions of effort; config/burden_sharing/model_claims.yaml.
# Out: results/<run>/burden_sharing/: tables/model_claims.{csv,md,html}; pages/models.{md,html}.

MODEL_EVIDENCE = {
    "system_runs": [
        FOLDER / f"rule_sets/systems/{design}/{batch}.parquet"
        for design, cut in SYSTEMS.items()
        for batch in cut
    ],
    "system_changes": rules.system_tables.output.changes,
    "income_transfers": rules.income_transfers.output[0],
    "end_states": rules.actor_responses.input.states,
    "exploitation": BURDEN_TABLES["exploitation"],
    "determinants": rules.determinants.output.determinants,
    "effort": rules.determinants.output.effort,
    "share_forecasts": rules.shares_on_history.output.forecasts,
    "needs_years": rules.needs_scores.output.years,
    "actors_forecasts": rules.actors_on_history.output.forecasts,
}


rule claims_of_models:
    input:
        **MODEL_EVIDENCE,
        terms=[],
        statistics=[],
        printed=[],
        specifications=[],
        claims="config/burden_sharing/model_claims.yaml",
        schema=schema("judging/claims"),
        template=template("judging/claims.md"),
        html_template=template("reporting/page.html"),
        modules=[
            *modules("scripts/engines/claims.py"),
            *study_modules("rule_sets/claim_functions"),
        ],
    output:
        csv=TABLES / "model_claims.csv",
        markdown=TABLES / "model_claims.md",
        html=report(
            TABLES / "model_claims.html",
            caption="../../workflow/report/burden_sharing/model_claims.rst",
            category="Models",
        ),
    log:
        LOGS / "claims_of_models.log",
    benchmark:
        LOGS / "benchmarks/claims_of_models.tsv"
    conda:
        "../../environment.yml"
    params:
        title=STUDY.title,
        tables=list(MODEL_EVIDENCE),
        left_out={
            "transfers_on_history": "history has no transfer of income between allies that leaves all else as it was",
        },
        functions="entente.studies.burden_sharing.rule_sets.claim_functions",
        years=YEARS,
        label=run_label,
    message:
        "Judging the claims on models"
    script:
        "../../scripts/engines/claims.py"


MODEL_TABLES = {
    "model_claims": rules.claims_of_models.output.csv,
    "share_scores": rules.shares_on_history.output.scores,
    "commons_parameters": rules.shares_on_history.output.parameters,
    "needs_scores": rules.needs_scores.output.scores,
    "actors_forecasts": rules.actors_on_history.output.forecasts,
    "system_effects": rules.system_tables.output.effects,
    "system_responses": rules.system_tables.output.responses,
    "shares_counts": rules.shares_on_history.output.counts,
    "forecast_counts": rules.actors_on_history.output.counts,
    # All variants are put to the same history.
    "needs_counts": FOLDER / f"rule_sets/needs/{next(iter(VARIANTS_OF_NEEDS))}.counts.csv",
}


rule models_page:
    input:
        **MODEL_TABLES,
        # What it links to is there when it is, and images are part of it.
        links=[
            rules.claims_of_models.output.html,
            rules.shares_on_history.output.forecasts,
            rules.needs_scores.output.years,
            rules.actors_on_history.output.coefficients,
            rules.actor_responses.output,
            rules.burden_counterfactuals_page.output.page_html,
            rules.rule_set_figures.output,
        ],
        template=template("burden_sharing/models.md"),
        html_template=template("reporting/page.html"),
        modules=modules("scripts/burden_sharing/models_page.py"),
    output:
        markdown=FOLDER / "pages/models.md",
        html=report(
            FOLDER / "pages/models.html",
            caption="../../workflow/report/burden_sharing/models.rst",
            category="Models",
        ),
    log:
        LOGS / "models_page.log",
    conda:
        "../../environment.yml"
    params:
        **{name: RULE_SETS[name] for name in ("shares", "forecasts", "enemies")},
        tables=list(MODEL_TABLES),
        label=run_label,
    message:
        "The page on models of effort and ties"
    script:
        "../../scripts/burden_sharing/models_page.py"


rule effort_and_ties:
    input:
        rules.models_page.output,
        rules.burden_counterfactuals_page.output,
        rules.income_transfers.output,
    localrule: True
    message:
        "Models of effort and ties are made"
