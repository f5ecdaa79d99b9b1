# A study of visits.
# In:  the tidy table of visits; config/toy/settings.yaml.
# Out: results/<run>/toy/visitors.csv.

include: "../common.smk"


rule visitors:
    input:
        visits=tidy_table("visits"),
        modules=modules("scripts/toy/visitors.py"),
    output:
        RESULTS / "toy/visitors.csv",
    log:
        LOGS / "toy/visitors.log",
    conda:
        "../../environment.yml"
    params:
        least=config["toy"]["least"],
        label=config["label"],
    message:
        "Counting visits"
    script:
        "../../scripts/toy/visitors.py"


rule all:
    localrule: True
    input:
        rules.visitors.output,
