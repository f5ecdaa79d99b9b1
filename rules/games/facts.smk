# Facts beside the models: alliances by obligation, how they ended, whom states joined; NATO beside the Warsaw Pact.
# In:  members of alliances, alliances, capabilities, states; config/nato/accessions.csv (which code goes on with which).
# Out: results/<run>/games/facts/: obligations.csv, endings.csv, alignments.csv, pacts.csv.

FACTS = {name: FOLDER / "facts" / f"{name}.csv" for name in ("obligations", "endings", "alignments", "pacts")}


rule facts:
    input:
        **{
            table: tidy_table(table)
            for table in ("alliance_members", "alliance_treaties", "capabilities", "states")
        },
        accessions=ACCESSIONS,
        schemas=[schema(f"games/fact_{name}") for name in FACTS],
        modules=modules("scripts/games/facts.py"),
    output:
        **FACTS,
    log:
        LOGS / "facts.log",
    conda:
        "../../environment.yml"
    params:
        years=[SETTINGS["facts"]["years"]["first"], SETTINGS["facts"]["years"]["last"]],
        pact_years=[YEARS[0], min(YEARS[1], SOURCES[STUDY.name].last_year("alliance_members"))],
        great_powers=SETTINGS["facts"]["great_powers"],
        label=run_label,
    message:
        "Facts about alliances"
    script:
        "../../scripts/games/facts.py"
