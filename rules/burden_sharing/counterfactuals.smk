# Counterfactuals: rule sets put to years as they were and as a file of config/burden_sharing/counterfactuals/ changes them.
# In:  situations of years; parameters chosen by fit and coefficients estimated; config/burden_sharing/counterfactuals/<name>.yaml.
# Out: results/<run>/burden_sharing/: rule_sets/counterfactuals/<name>.parquet, a job a file; tables/counterfactuals.{csv,tex,md,html};
#      pages/counterfactuals.{md,html}.

try:
    COUNTERFACTUALS = [path.stem for path in declared_files("config/burden_sharing/counterfactuals")]
except EntenteError as error:
    raise WorkflowError(str(error)) from error


rule burden_counterfactual:
    input:
        **OF_HISTORY,
        states=tidy_table("states"),
        burden_year=ROWS["burden_year"],
        parameters=rules.shares_on_history.output.parameters,
        coefficients=rules.actors_on_history.output.coefficients,
        specification="config/burden_sharing/counterfactuals/{name}.yaml",
        schema=schema("burden_sharing/counterfactuals"),
        modules=modules("scripts/burden_sharing/burden_counterfactual.py"),
    output:
        FOLDER / "rule_sets/counterfactuals/{name}.parquet",
    log:
        LOGS / "counterfactuals/{name}.log",
    benchmark:
        LOGS / "benchmarks/counterfactuals/{name}.tsv"
    wildcard_constraints:
        name="[a-z0-9_]+",
    conda:
        "../../environment.yml"
    params:
        years=YEARS,
        runs=RULE_SETS["counterfactuals"]["runs"],
        enemies=ENEMIES,
        democracy=DEMOCRACY,
        seed=config["seed"],
        label=run_label,
    message:
        "Counterfactual {wildcards.name}"
    script:
        "../../scripts/burden_sharing/burden_counterfactual.py"


rule burden_counterfactuals_page:
    input:
        found=expand(rules.burden_counterfactual.output[0], name=COUNTERFACTUALS),
        specifications=expand(rules.burden_counterfactual.input.specification, name=COUNTERFACTUALS),
        parameters=rules.shares_on_history.output.parameters,
        states=tidy_table("states"),
        # What it links to.
        links=[rules.actors_on_history.output.coefficients, rules.needs_scores.output.scores],
        schema=schema("burden_sharing/counterfactuals"),
        table_template=template("reporting/regression_table.md"),
        table_html_template=template("reporting/regression_table.html"),
        page_template=template("burden_sharing/counterfactuals.md"),
        html_template=template("reporting/page.html"),
        modules=modules("scripts/burden_sharing/burden_counterfactuals_page.py"),
    output:
        csv=TABLES / "counterfactuals.csv",
        latex=TABLES / "counterfactuals.tex",
        table_markdown=TABLES / "counterfactuals.md",
        table_html=TABLES / "counterfactuals.html",
        page_markdown=FOLDER / "pages/counterfactuals.md",
        page_html=report(
            FOLDER / "pages/counterfactuals.html",
            caption="../../workflow/report/burden_sharing/counterfactuals.rst",
            category="Models",
        ),
    log:
        LOGS / "counterfactuals_page.log",
    conda:
        "../../environment.yml"
    params:
        years=YEARS,
        label=run_label,
    message:
        "The page on counterfactuals of effort and ties"
    script:
        "../../scripts/burden_sharing/burden_counterfactuals_page.py"
