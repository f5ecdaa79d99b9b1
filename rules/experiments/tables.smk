# Tables of an experiment, a rule a group: what is made together, of the same draws.
# In:  its design and its answers.
# Out: results/<run>/experiments/<experiment>/: the tables of workflow/entente/schemas/experiments/ as CSV, those that the design
#      asks for; estimates.tex and hypotheses.tex.

from entente.studies.experiments.outputs import GROUPS, LATEX

for GROUP, MADE in GROUPS.items():

    rule:
        name:
            f"survey_{GROUP}"
        input:
            declared=declared,
            answers=lambda wildcards: list(answer_digests(wildcards)),
            schemas=[schema(f"experiments/{table}") for table in MADE],
            modules=modules(f"scripts/experiments/survey_{GROUP}.py"),
        output:
            **{table: FOLDER / "{experiment}" / f"{table}.csv" for table in MADE},
        log:
            LOGS / "{experiment}" / f"{GROUP}.log",
        benchmark:
            LOGS / "benchmarks/{experiment}" / f"{GROUP}.tsv"
        conda:
            "../../environment.yml"
        params:
            group=GROUP,
            sha256=answer_digests,
            settings=SETTINGS.get(GROUP, {}),
            seed=config["seed"],
            label=experiment_label,
        message:
            f"{{wildcards.experiment}}: {', '.join(MADE).replace('_', ' ')}"
        script:
            # Paths of scripts are made when a job runs: the loop is over then.
            "../../scripts/experiments/survey_{params.group}.py"


rule survey_latex:
    input:
        design=lambda wildcards: FILES[wildcards.experiment],
        estimates=FOLDER / "{experiment}/estimates.csv",
        hypotheses=FOLDER / "{experiment}/hypotheses.csv",
        modules=modules("scripts/experiments/survey_latex.py"),
    output:
        **{name: FOLDER / "{experiment}" / f"{name}.tex" for name in LATEX},
    log:
        LOGS / "{experiment}/latex.log",
    conda:
        "../../environment.yml"
    params:
        label=experiment_label,
    message:
        "{wildcards.experiment}: tables in LaTeX"
    script:
        "../../scripts/experiments/survey_latex.py"


rule tables:
    input:
        all_of(tables_of, lambda table: [f"{table}.csv"]),
        all_of(lambda design: LATEX, lambda name: [f"{name}.tex"]),
    localrule: True
    message:
        "The tables of all experiments are made"
