# NATO: members by accession and by ATOP, what they weigh in the world, democracies among them; the map and the curve.
# In:  config/nato/accessions.csv; members of alliances, states, capabilities, regimes, borders.
# Out: results/<run>/games/nato/: members.csv, lags.csv, series.csv, capabilities.csv; map and members as pdf, svg and png;
#      collective/nato.csv: its members in two games of collective security.

NATO = FOLDER / "nato"
ACCESSIONS = "config/nato/accessions.csv"


rule nato_tables:
    input:
        **{table: tidy_table(table) for table in ("alliance_members", "capabilities", "regimes", "states")},
        accessions=ACCESSIONS,
        schemas=[schema(f"games/nato_{name}") for name in ("members", "lags", "series", "capabilities")],
        modules=modules("scripts/games/nato.py"),
    output:
        members=NATO / "members.csv",
        lags=NATO / "lags.csv",
        series=NATO / "series.csv",
        capabilities=NATO / "capabilities.csv",
    log:
        LOGS / "nato.log",
    conda:
        "../../environment.yml"
    params:
        years=YEARS,
        atop_until=SOURCES[STUDY.name].last_year("alliance_members"),
        basis=SETTINGS["nato"]["basis"],
        counted=SETTINGS["nato"]["counted"],
        label=run_label,
    message:
        "NATO's members and what they weigh"
    script:
        "../../scripts/games/nato.py"


rule nato_map:
    input:
        **{table: tidy_table(table) for table in ("borders", "states")},
        accessions=ACCESSIONS,
        modules=modules("scripts/games/nato_map.py"),
    output:
        pdf=NATO / "map.pdf",
        svg=report(NATO / "map.svg", caption="../../workflow/report/games/nato_map.rst", category="NATO"),
        png=NATO / "map.png",
    log:
        LOGS / "nato_map.log",
    conda:
        "../../environment.yml"
    params:
        panels=SETTINGS["nato"]["panels"],
        waves=SETTINGS["nato"]["waves"],
        label=run_label,
    message:
        "Drawing the map of NATO"
    script:
        "../../scripts/games/nato_map.py"


rule nato_curve:
    input:
        members=NATO / "members.csv",
        modules=modules("scripts/games/nato_curve.py"),
    output:
        pdf=NATO / "members.pdf",
        svg=report(
            NATO / "members.svg", caption="../../workflow/report/games/nato_members.rst", category="NATO"
        ),
        png=NATO / "members.png",
    log:
        LOGS / "nato_curve.log",
    conda:
        "../../environment.yml"
    params:
        label=run_label,
    message:
        "Drawing the number of NATO's members"
    script:
        "../../scripts/games/nato_curve.py"


rule collective_nato:
    input:
        members=NATO / "capabilities.csv",
        capabilities=tidy_table("capabilities"),
        schema=schema("games/collective_nato"),
        modules=modules("scripts/games/collective_nato.py"),
    output:
        FOLDER / "collective/nato.csv",
    log:
        LOGS / "collective_nato.log",
    conda:
        "../../environment.yml"
    params:
        aggressor=SETTINGS["nato"]["aggressor"],
        gathered=SETTINGS["nato"]["gathered"],
        label=run_label,
    message:
        "NATO's members in games of collective security"
    script:
        "../../scripts/games/collective_nato.py"


rule nato:
    input:
        rules.nato_tables.output,
        rules.nato_map.output,
        rules.nato_curve.output,
        rules.collective_nato.output,
    localrule: True
    message:
        "All of NATO is made"
