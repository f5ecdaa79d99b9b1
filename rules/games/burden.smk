# The burden-sharing game: sampled games under every variant of the switches, claims, the map, the explorer.
# In:  settings alone.
# Out: results/<run>/games/burden/: points.parquet, regions.csv, shares.csv, claims.{csv,md,html}, map and along_costs as pdf, svg
#      and png, explorer.html.

from entente.games.variants import NAMES as ALL_VARIANTS

BURDEN = FOLDER / "burden"
VARIANTS = ALL_VARIANTS if SETTINGS["burden"]["variants"] == "all" else SETTINGS["burden"]["variants"]
VARIANT_TABLES = ("regions", "shares", "claims")


rule burden_variant:
    input:
        modules=modules("scripts/games/burden_variant.py"),
    output:
        **{name: BURDEN / "variants/{variant}" / f"{name}.csv" for name in VARIANT_TABLES},
    log:
        LOGS / "burden/{variant}.log",
    benchmark:
        LOGS / "benchmarks/burden/{variant}.tsv"
    wildcard_constraints:
        variant="|".join(VARIANTS),
    conda:
        "../../environment.yml"
    params:
        burden=SETTINGS["burden"],
        seed=config["seed"],
        label=run_label,
    message:
        "Sampled burden-sharing games, variant {wildcards.variant}"
    script:
        "../../scripts/games/burden_variant.py"


rule burden_points:
    input:
        schema=schema("games/burden_points"),
        modules=modules("scripts/games/burden_points.py"),
    output:
        BURDEN / "points.parquet",
    log:
        LOGS / "burden_points.log",
    conda:
        "../../environment.yml"
    params:
        burden=SETTINGS["burden"],
        seed=config["seed"],
    message:
        "Sampled burden-sharing games, one by one"
    script:
        "../../scripts/games/burden_points.py"


rule burden_tables:
    input:
        **{
            name: expand(BURDEN / "variants/{variant}" / f"{name}.csv", variant=VARIANTS)
            for name in VARIANT_TABLES
        },
        schemas=[schema(f"games/burden_{name}") for name in VARIANT_TABLES],
        template=template("games/burden_claims.md"),
        html_template=template("reporting/page.html"),
        modules=modules("scripts/games/burden_tables.py"),
    output:
        **{name: BURDEN / f"{name}.csv" for name in VARIANT_TABLES},
        markdown=BURDEN / "claims.md",
        html=report(
            BURDEN / "claims.html",
            caption="../../workflow/report/games/burden_claims.rst",
            category="Burden sharing",
        ),
    log:
        LOGS / "burden_tables.log",
    conda:
        "../../environment.yml"
    params:
        label=run_label,
    message:
        "Published claims in the burden-sharing game"
    script:
        "../../scripts/games/burden_tables.py"


rule burden_figures:
    input:
        modules=modules("scripts/games/burden_figures.py"),
    output:
        map=[
            BURDEN / "map.pdf",
            report(
                BURDEN / "map.svg",
                caption="../../workflow/report/games/burden_map.rst",
                category="Burden sharing",
            ),
            BURDEN / "map.png",
        ],
        along=[
            BURDEN / "along_costs.pdf",
            report(
                BURDEN / "along_costs.svg",
                caption="../../workflow/report/games/burden_along_costs.rst",
                category="Burden sharing",
            ),
            BURDEN / "along_costs.png",
        ],
    log:
        LOGS / "burden_figures.log",
    conda:
        "../../environment.yml"
    params:
        burden=SETTINGS["burden"],
        label=run_label,
    message:
        "Drawing the burden-sharing game"
    script:
        "../../scripts/games/burden_figures.py"


rule burden_explorer:
    input:
        parts=[
            of_package(f"games/explorer/{part}")
            for part in ("formulas.js", "words.js", "drawing.js", "page.js", "page.css", "page.html.j2")
        ],
        modules=modules("scripts/games/burden_explorer.py"),
    output:
        report(
            BURDEN / "explorer.html",
            caption="../../workflow/report/games/burden_explorer.rst",
            category="Burden sharing",
        ),
    log:
        LOGS / "burden_explorer.log",
    conda:
        "../../environment.yml"
    params:
        ranges=SETTINGS["burden"]["ranges"],
        label=run_label,
    message:
        "The explorer of the burden-sharing game"
    script:
        "../../scripts/games/burden_explorer.py"


rule burden:
    input:
        rules.burden_points.output,
        rules.burden_tables.output,
        rules.burden_figures.output,
        rules.burden_explorer.output,
    localrule: True
    message:
        "All of the burden-sharing game is made"
