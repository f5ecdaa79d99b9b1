# What determines burdens, and what follows from them: rows of regressions, the regressions that config/burden_sharing/models
# declares and their tables, and determinants beside them that are no regressions.
# In:  panels and ties; participants of disputes, wars, capitals; config/burden_sharing/{models,tables,printed}/.
# Out: results/<run>/burden_sharing/data/: burden_year, ending_year, joining_opportunities, fighting_beside,
#      fighting_beside_dyadic, mission_member_year, mission_year (.parquet); models/; tables/: determinants.csv, effort.csv,
#      weight_responses.csv, missing.csv, and a table a file of config/burden_sharing/tables.

from entente.studies.burden_sharing.layer_names import TIED

# Rows by the names of their tables, each with that of its schema.
ROW_SCHEMAS = {
    "burden_year": "burden_year",
    "ending_year": "ending_year",
    "joining_opportunities": "joining_opportunities",
    "fighting_beside": "joining_opportunities",
    "fighting_beside_dyadic": "joining_opportunities",
    "mission_member_year": "mission_member_year",
    "mission_year": "mission_year",
}
ROWS = {name: FOLDER / f"data/{name}.parquet" for name in ROW_SCHEMAS}

REGRESSED = {**ROWS, "partner_ties": REPOSITORY["ties"]}
PANEL_TABLES = {f"burden_sharing/{name}": ROWS[name] for name in ROWS if name == ROW_SCHEMAS[name]}


include: "../engines/regressions.smk"
include: "../engines/regression_tables.smk"
include: "../engines/missing.smk"


# Tables of regressions by the table of results that they are part of.
ABOUT = {
    kind: [table for table in REGRESSION_TABLES.values() if table.about == kind]
    for kind in ("determinants", "effort", "consequences")
}


rule regression_rows:
    input:
        **{name: PANELS[name] for name in PANELS},
        **{table: tidy_table(table) for table in ("dispute_participants", "wars", "dyadic_wars", "capitals")},
        ties=REPOSITORY["ties"],
        memberships=REPOSITORY["memberships"],
        schemas=[schema(f"burden_sharing/{name}") for name in sorted(set(ROW_SCHEMAS.values()))],
        modules=modules("scripts/burden_sharing/regression_rows.py"),
    output:
        **ROWS,
        counts=FOLDER / "data/regression_rows.counts.csv",
    log:
        LOGS / "regression_rows.log",
    benchmark:
        LOGS / "benchmarks/regression_rows.tsv"
    conda:
        "../../environment.yml"
    params:
        layers=list(TIED),
        schemas=ROW_SCHEMAS,
        label=run_label,
    message:
        "Putting together the rows of regressions"
    script:
        "../../scripts/burden_sharing/regression_rows.py"


rule determinants:
    input:
        **store_files([*ABOUT["determinants"], *ABOUT["effort"]], MODELS),
        states=[table.files[0] for table in ABOUT["determinants"]],
        effort=[table.files[0] for table in ABOUT["effort"]],
        printed=PRINTED,
        cooperation_year=PANELS["cooperation_year"],
        alliance_member_year=PANELS["alliance_member_year"],
        schemas=[schema(f"burden_sharing/{name}") for name in ("evidence", "weight_responses")],
        modules=modules("scripts/burden_sharing/determinants.py"),
    output:
        **{name: TABLES / f"{name}.csv" for name in ("determinants", "effort", "weight_responses")},
    log:
        LOGS / "determinants.log",
    conda:
        "../../environment.yml"
    params:
        label=run_label,
    message:
        "Putting together what determines burdens"
    script:
        "../../scripts/burden_sharing/determinants.py"
