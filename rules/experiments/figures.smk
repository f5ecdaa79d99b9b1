# Figures of an experiment, a rule each.
# In:  its design and tables.
# Out: results/<run>/experiments/<experiment>/: those that the design asks for, as pdf, svg and png.

from entente.studies.experiments.outputs import FIGURES

FORMATS = ["pdf", "svg", "png"]

for FIGURE, DRAWN in FIGURES.items():

    rule:
        name:
            f"survey_figure_{FIGURE}"
        input:
            **{table: FOLDER / "{experiment}" / f"{table}.csv" for table in DRAWN},
            design=lambda wildcards: FILES[wildcards.experiment],
            modules=modules("scripts/experiments/survey_figure.py"),
        output:
            pdf=FOLDER / "{experiment}" / f"{FIGURE}.pdf",
            svg=report(
                FOLDER / "{experiment}" / f"{FIGURE}.svg",
                caption="../../workflow/report/experiments/survey_figure.rst",
                category="Survey experiments",
                subcategory="{experiment}",
            ),
            png=FOLDER / "{experiment}" / f"{FIGURE}.png",
        log:
            LOGS / "{experiment}" / f"figure_{FIGURE}.log",
        conda:
            "../../environment.yml"
        params:
            figure=FIGURE,
            tables=DRAWN,
            label=experiment_label,
        message:
            f"{{wildcards.experiment}}: drawing {FIGURE.replace('_', ' ')}"
        script:
            "../../scripts/experiments/survey_figure.py"


rule figures:
    input:
        all_of(figures_of, lambda figure: [f"{figure}.{ending}" for ending in FORMATS]),
    localrule: True
    message:
        "The figures of all experiments are made"
