# The repository: agreements, ties by layer, contributions, memberships; and panels of states and of alliances.
# In:  the study's tidy tables; config/nato/accessions.csv; a file of general security agreements, if the settings name one.
# Out: results/<run>/burden_sharing/data/: agreements, ties, contributions, memberships, cooperation_year, network_year,
#      alliance_member_year, alliance_year (.parquet), counts of what was left out; tables/ties_per_year.csv.

LAYERS = SETTINGS["layers"]

TIDY_OF_REPOSITORY = [
    "states",
    "alliance_members",
    "defence_agreements",
    "arms_transfers",
    "conflicts",
    "mission_contributors",
    "un_mission_contributors",
    "un_contributions",
    "us_troops",
    "capabilities",
    "spending_sipri",
    "spending_nato",
]

TIDY_OF_PANELS = [
    "states",
    "economy",
    "economy_gleditsch",
    "capabilities",
    "regimes",
    "disputes",
    "rivalries",
    "contiguity",
    "alliance_members",
    "alliance_treaties",
    "treaty_depth",
]

REPOSITORY = {
    name: FOLDER / f"data/{name}.parquet" for name in ("agreements", "ties", "contributions", "memberships")
}
PANELS = {
    name: FOLDER / f"data/{name}.parquet"
    for name in ("cooperation_year", "network_year", "alliance_member_year", "alliance_year")
}


# Which years the sources cover, by role, and by the name of the source in the table of contributions.
COVERED = {
    role: SOURCES[STUDY.name].covered(role)
    for role in (
        "alliance_members",
        "arms_transfers",
        "capabilities",
        "conflicts",
        "contiguity",
        "defence_agreements",
        "disputes",
        "mission_contributors",
        "rivalries",
        "un_contributions",
        "un_mission_contributors",
    )
}
COVERED |= {
    "ipi": COVERED["un_contributions"],
    "ucdp": COVERED["conflicts"],
    "sipri_arms": COVERED["arms_transfers"],
}


rule repository:
    input:
        **{table: tidy_table(table) for table in TIDY_OF_REPOSITORY},
        gsa=LAYERS["gsa"]["file"] or [],
        schemas=[schema(f"burden_sharing/{name}") for name in (*REPOSITORY, "ties_per_year")],
        modules=modules("scripts/burden_sharing/repository.py"),
    output:
        **REPOSITORY,
        ties_per_year=TABLES / "ties_per_year.csv",
        counts=FOLDER / "data/repository.counts.csv",
    log:
        LOGS / "repository.log",
    benchmark:
        LOGS / "benchmarks/repository.tsv"
    conda:
        "../../environment.yml"
    params:
        layers=LAYERS,
        years=YEARS,
        covered=COVERED,
        label=run_label,
    message:
        "Putting together agreements, ties and contributions"
    script:
        "../../scripts/burden_sharing/repository.py"


rule panels:
    input:
        **{table: tidy_table(table) for table in TIDY_OF_PANELS},
        ties=REPOSITORY["ties"],
        contributions=REPOSITORY["contributions"],
        ties_per_year=rules.repository.output.ties_per_year,
        accessions="config/nato/accessions.csv",
        schemas=[schema(f"burden_sharing/{name}") for name in PANELS],
        modules=modules("scripts/burden_sharing/panels.py"),
    output:
        **PANELS,
        counts=FOLDER / "data/panels.counts.csv",
    log:
        LOGS / "panels.log",
    benchmark:
        LOGS / "benchmarks/panels.tsv"
    conda:
        "../../environment.yml"
    params:
        years=YEARS,
        covered=COVERED,
        counted=LAYERS["counted"],
        democracy=SETTINGS["democracy"],
        label=run_label,
    message:
        "Making the panels of states and of alliances"
    script:
        "../../scripts/burden_sharing/panels.py"
