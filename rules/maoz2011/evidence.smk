# What the claims of the text are judged by, beside the regressions.
# In:  panels, tidy tables, the network series, the runs of the configured rule set, the runs on random systems with their
#      regressions and findings, the moments of the text.
# Out: EVIDENCE; results/<run>/maoz2011/claims/module_fits.csv (the model with some of its modules only, against actual alliances).

# Tables under the names that claims ask for.
EVIDENCE = {
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
        label=run_label,
    message:
        "Running the model with some of its modules only"
    script:
        "../../scripts/maoz2011/module_fits.py"
