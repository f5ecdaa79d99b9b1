# What follows from burdens: ends of alliances, targets, allies joining, missions; survival, and vulnerability, shown once.
# In:  regressions of config/burden_sharing/models; panels, rows of alliances, ties.
# Out: results/<run>/burden_sharing/tables/: consequences.csv, survival.csv, vulnerability.csv; figures/: effects and
#      alliance_survival as pdf, svg and png.


rule consequences:
    input:
        **store_files(ABOUT["consequences"], MODELS),
        tables=[table.files[0] for table in ABOUT["consequences"]],
        ending_year=ROWS["ending_year"],
        cooperation_year=PANELS["cooperation_year"],
        ties=REPOSITORY["ties"],
        schemas=[schema(f"burden_sharing/{name}") for name in ("evidence", "survival", "vulnerability")],
        modules=modules("scripts/burden_sharing/consequences.py"),
    output:
        **{name: TABLES / f"{name}.csv" for name in ("consequences", "survival", "vulnerability")},
    log:
        LOGS / "consequences.log",
    conda:
        "../../environment.yml"
    params:
        label=run_label,
    message:
        "Putting together what follows from burdens"
    script:
        "../../scripts/burden_sharing/consequences.py"


rule evidence_figures:
    input:
        **{name: rules.determinants.output[name] for name in ("determinants", "effort")},
        survival=rules.consequences.output.survival,
        modules=modules("scripts/burden_sharing/evidence_figures.py"),
    output:
        effects=drawn("effects"),
        survival=drawn("alliance_survival"),
    log:
        LOGS / "evidence_figures.log",
    conda:
        "../../environment.yml"
    params:
        label=run_label,
    message:
        "Drawing effects of ties and the survival of alliances"
    script:
        "../../scripts/burden_sharing/evidence_figures.py"


rule why_and_with_what_consequence:
    input:
        rules.determinants.output,
        rules.consequences.output,
        rules.evidence_figures.output,
        rules.regression_tables.input,
        rules.missing.output,
    localrule: True
    message:
        "Determinants and consequences of burdens are made"
