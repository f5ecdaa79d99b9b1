# The agent-based model on random systems, a batch of runs a job.
# In:  attributes, threats and strategic reference groups, for the historical averages.
# Out: results/<run>/maoz2011/random/ranges.csv (the ranges of the design, and the history that they follow) and
#      runs/<batch>.parquet (one row a run; the folder reads as one table); responses.csv (means over the range of each
#      input), regressions.csv; tables/random_findings.{csv,md,html}: what the paper reads from such runs, tested; and
#      figures/figure4 and figure4_flat, each as pdf, svg and png.
# Analyses read the batches of the configuration by name, whatever others an earlier one has left.

from entente.core.batches import batches

RUNS = SETTINGS["random"]["runs"]
BATCHES = batches(RUNS, SETTINGS["random"]["batch"])
RANDOM_RUNS = expand(RANDOM / "runs/{batch}.parquet", batch=BATCHES)


rule random_ranges:
    input:
        **SYSTEM_TABLES,
        schema=schema("maoz2011/random_ranges"),
        modules=modules("scripts/maoz2011/random_ranges.py"),
    output:
        RANDOM / "ranges.csv",
    log:
        LOGS / "random_ranges.log",
    benchmark:
        LOGS / "benchmarks/random_ranges.tsv"
    conda:
        "../../environment.yml"
    params:
        years=[FIRST, LAST],
        mid=SETTINGS["model"]["mid"],
        symmetrise=SETTINGS["model"]["symmetrise"],
        states=SETTINGS["random"]["states"],
        spread=SETTINGS["random"]["spread"],
        disputes=SETTINGS["random"]["disputes"],
        seed=config["seed"],
        label=run_label,
    message:
        "Ranges of random systems from the historical averages"
    script:
        "../../scripts/maoz2011/random_ranges.py"


rule random_batch:
    input:
        ranges=RANDOM / "ranges.csv",
        schema=schema("maoz2011/random_runs"),
        modules=modules("scripts/maoz2011/random_batch.py"),
    output:
        RANDOM / "runs/{batch}.parquet",
    log:
        LOGS / "random/{batch}.log",
    benchmark:
        LOGS / "benchmarks/random/{batch}.tsv"
    wildcard_constraints:
        batch=r"\d{7}",
    conda:
        "../../environment.yml"
    params:
        runs=lambda wildcards: BATCHES[wildcards.batch],
        disputes=SETTINGS["random"]["disputes"],
        switches=RULE_SETS[SETTINGS["model"]["rules"]],
        max_cliques=SETTINGS["random"]["max_cliques"],
        seed=config["seed"],
    message:
        "Running the model on random systems, batch {wildcards.batch}"
    script:
        "../../scripts/maoz2011/random_batch.py"


rule random_responses:
    input:
        runs=RANDOM_RUNS,
        modules=modules("scripts/maoz2011/random_responses.py"),
    output:
        report(
            RANDOM / "responses.csv",
            caption="../../workflow/report/maoz2011/random_responses.rst",
            category="Random systems",
        ),
    log:
        LOGS / "random_responses.log",
    conda:
        "../../environment.yml"
    params:
        runs=RUNS,
        label=run_label,
    message:
        "Responses of alliance networks to the inputs of random systems"
    script:
        "../../scripts/maoz2011/random_responses.py"


rule random_regressions:
    input:
        runs=RANDOM_RUNS,
        modules=modules("scripts/maoz2011/random_regressions.py"),
    output:
        report(
            RANDOM / "regressions.csv",
            caption="../../workflow/report/maoz2011/random_regressions.rst",
            category="Random systems",
        ),
    log:
        LOGS / "random_regressions.log",
    benchmark:
        LOGS / "benchmarks/random_regressions.tsv"
    conda:
        "../../environment.yml"
    params:
        runs=RUNS,
        label=run_label,
    message:
        "Regressions of alliance networks on the inputs of random systems"
    script:
        "../../scripts/maoz2011/random_regressions.py"


rule random_findings:
    input:
        runs=RANDOM_RUNS,
        ranges=RANDOM / "ranges.csv",
        regressions=RANDOM / "regressions.csv",
        template=template("maoz2011/random_findings.md"),
        html_template=template("reporting/page.html"),
        modules=modules("scripts/maoz2011/random_findings.py"),
    output:
        csv=TABLES / "random_findings.csv",
        markdown=TABLES / "random_findings.md",
        html=report(
            TABLES / "random_findings.html",
            caption="../../workflow/report/maoz2011/random_findings.rst",
            category="Random systems",
        ),
    log:
        LOGS / "random_findings.log",
    benchmark:
        LOGS / "benchmarks/random_findings.tsv"
    conda:
        "../../environment.yml"
    params:
        runs=RUNS,
        rules=SETTINGS["model"]["rules"],
        disputes=SETTINGS["random"]["disputes"],
        seed=config["seed"],
        label=run_label,
    message:
        "Testing what the paper reads from random data"
    script:
        "../../scripts/maoz2011/random_findings.py"


rule figure4:
    input:
        runs=RANDOM_RUNS,
        modules=modules("scripts/maoz2011/figure4.py"),
    output:
        surfaces=[
            FIGURES / "figure4.pdf",
            report(
                FIGURES / "figure4.svg",
                caption="../../workflow/report/maoz2011/figure4.rst",
                category="Random systems",
            ),
            FIGURES / "figure4.png",
        ],
        flat=[
            FIGURES / "figure4_flat.pdf",
            report(
                FIGURES / "figure4_flat.svg",
                caption="../../workflow/report/maoz2011/figure4_flat.rst",
                category="Random systems",
            ),
            FIGURES / "figure4_flat.png",
        ],
    log:
        LOGS / "figure4.log",
    conda:
        "../../environment.yml"
    params:
        runs=RUNS,
        label=run_label,
    message:
        "Drawing Figure 4"
    script:
        "../../scripts/maoz2011/figure4.py"


rule random:
    input:
        RANDOM / "ranges.csv",
        RANDOM_RUNS,
        RANDOM / "responses.csv",
        RANDOM / "regressions.csv",
    localrule: True
    message:
        "The runs on random systems are made"
