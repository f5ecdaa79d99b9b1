# Claims of the text, each with a verdict.
# In:  panels, tidy tables, the network series, the runs of the configured rule set, the runs on random systems with their
#      regressions and findings, the moments of the text, all regressions, the printed numbers; config/maoz2011/claims.yaml.
# Out: results/<run>/maoz2011/claims/module_fits.csv (the model with some of its modules only, against actual alliances);
#      tables/claims.{csv,md}.

from entente.judging.claims.declaration import check_names, read_claims

try:
    check_names(
        read_claims("config/maoz2011/claims.yaml"),
        REGRESSIONS,
        {name for table in PRINTED_TABLES for name in table.statistics},
        "config/maoz2011/claims.yaml",
    )
except EntenteError as error:
    raise WorkflowError(str(error)) from error

# What claims are judged by, under the names that they ask for.
CLAIM_EVIDENCE = {
    "state_years": PANELS / "state_year.parquet",
    "dyad_years": PANELS / "dyad_year.parquet",
    "system_years": PANELS / "system_year.parquet",
    "srg": PANELS / "srg.parquet",
    "series": NETWORKS / "series.csv",
    "runs": CONFIGURED / "runs.parquet",
    "opportunity_costs": CONFIGURED / "states.parquet",
    "ties": CONFIGURED / "ties.parquet",
    "module_fits": FOLDER / "claims/module_fits.csv",
    "random_runs": RANDOM_RUNS,
    "ranges": RANDOM / "ranges.csv",
    "random_regressions": RANDOM / "regressions.csv",
    "random_findings": TABLES / "random_findings.csv",
    "moments": TABLES / "text_moments.csv",
    **{
        table: tidy_table(table)
        for table in (
            "alliances",
            "capabilities",
            "contiguity",
            "disputes",
            "igo_states",
            "regimes",
            "trade_dyads",
        )
    },
}


rule module_fits:
    input:
        **SYSTEM_TABLES,
        schema=schema("maoz2011/module_fits"),
        modules=modules("scripts/maoz2011/module_fits.py"),
    output:
        FOLDER / "claims/module_fits.csv",
    log:
        LOGS / "module_fits.log",
    benchmark:
        LOGS / "benchmarks/module_fits.tsv"
    conda:
        "../../environment.yml"
    params:
        years=[FIRST, LAST],
        switches=RULE_SETS[SETTINGS["model"]["rules"]],
        mid=SETTINGS["model"]["mid"],
        symmetrise=SETTINGS["model"]["symmetrise"],
        label=config["label"],
    message:
        "Running the model with some of its modules only"
    script:
        "../../scripts/maoz2011/module_fits.py"


rule claims:
    input:
        **CLAIM_EVIDENCE,
        terms=expand(MODELS / "{model}/{alliance}/terms.csv", model=REGRESSIONS, alliance=ALLIANCES),
        statistics=expand(MODELS / "{model}/{alliance}/statistics.csv", model=REGRESSIONS, alliance=ALLIANCES),
        claims="config/maoz2011/claims.yaml",
        published="config/maoz2011/printed/tables.csv",
        specifications=[file for table in PRINTED_TABLES for file in table.files],
        schema=schema("judging/claims"),
        template=template("judging/claims.md"),
        modules=modules("scripts/maoz2011/claims.py"),
    output:
        csv=TABLES / "claims.csv",
        markdown=report(
            TABLES / "claims.md", caption="../../workflow/report/maoz2011/claims.rst", category="Results"
        ),
    log:
        LOGS / "claims.log",
    benchmark:
        LOGS / "benchmarks/claims.tsv"
    conda:
        "../../environment.yml"
    params:
        tables=list(CLAIM_EVIDENCE),
        years=[FIRST, LAST],
        label=config["label"],
    message:
        "Judging the claims of the text"
    script:
        "../../scripts/maoz2011/claims.py"
