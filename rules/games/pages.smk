# The front page: the story in six pictures, with what holds, what fails, and which assumption each claim needs.
# In:  tables and figures of all stages.
# Out: results/<run>/games/index.{md,html}.

PICTURES = [
    BURDEN / "map.svg",
    BURDEN / "along_costs.svg",
    *(FOLDER / f"{name}.svg" for name in ("ally/bargaining", "ally/doubt", "winsets/win_sets")),
]


rule index:
    input:
        claims=BURDEN / "claims.csv",
        twins=list(LECTURE.values()),
        series=NATO / "series.csv" if HISTORY else [],
        pictures=[*PICTURES, *([NATO / "map.png"] if HISTORY else [])],
        # What it links to is there when it is.
        links=[
            rules.burden_explorer.output,
            rules.burden_tables.output.html,
            *(
                [rules.nato_tables.output, rules.collective_nato.output, rules.facts.output]
                if HISTORY
                else []
            ),
        ],
        template=template("games/index.md"),
        html_template=template("reporting/page.html"),
        modules=modules("scripts/games/index.py"),
    output:
        markdown=FOLDER / "index.md",
        html=report(FOLDER / "index.html", caption="../../workflow/report/games/index.rst", category="Pages"),
    log:
        LOGS / "index.log",
    conda:
        "../../environment.yml"
    params:
        label=run_label,
    message:
        "The front page of the formal models"
    script:
        "../../scripts/games/index.py"
