# The lecture's models: bargaining with an ally, two-level games, collective security.
# In:  settings; for NATO's members of a year their capabilities.
# Out: results/<run>/games/{ally,winsets,collective}/twins.csv: closed forms beside their Monte Carlo twins;
#      ally/{bargaining,doubt} and winsets/win_sets, each as pdf, svg and png.

LECTURE = {name: FOLDER / name / "twins.csv" for name in ("ally", "winsets", "collective")}

FORMATS = ["pdf", "svg", "png"]


rule lecture_tables:
    input:
        schema=schema("games/twins"),
        modules=modules("scripts/games/lecture_tables.py"),
    output:
        **LECTURE,
    log:
        LOGS / "lecture_tables.log",
    benchmark:
        LOGS / "benchmarks/lecture_tables.tsv"
    conda:
        "../../environment.yml"
    params:
        ally=SETTINGS["ally"],
        winsets=SETTINGS["winsets"],
        draws=SETTINGS["draws"],
        seed=config["seed"],
        label=run_label,
    message:
        "Closed forms beside their Monte Carlo twins"
    script:
        "../../scripts/games/lecture_tables.py"


rule lecture_figures:
    input:
        modules=modules("scripts/games/lecture_figures.py"),
    output:
        bargaining=expand(FOLDER / "ally/bargaining.{format}", format=FORMATS),
        doubt=expand(FOLDER / "ally/doubt.{format}", format=FORMATS),
        win_sets=expand(FOLDER / "winsets/win_sets.{format}", format=FORMATS),
    log:
        LOGS / "lecture_figures.log",
    conda:
        "../../environment.yml"
    params:
        ally=SETTINGS["ally"],
        winsets=SETTINGS["winsets"],
        label=run_label,
    message:
        "Drawing bargaining with an ally and win-sets"
    script:
        "../../scripts/games/lecture_figures.py"


rule lecture:
    input:
        rules.lecture_tables.output,
        rules.lecture_figures.output,
    localrule: True
    message:
        "All of the lecture's models is made"
