# Counterfactuals: the model on inputs that a file of config/maoz2011/counterfactuals/ changes, beside the model on history.
# In:  attributes, threats and groups; config/maoz2011/counterfactuals/<name>.yaml.
# Out: results/<run>/maoz2011/counterfactuals/<name>/: states.csv, ties.csv, networks.csv (both worlds), networks.{svg,png}, and
#      summary.md, the page to read first.  Any file of that folder is a target, whether or not it is configured.

COUNTERFACTUALS = FOLDER / "counterfactuals"


rule counterfactual:
    input:
        **SYSTEM_TABLES,
        specification="config/maoz2011/counterfactuals/{name}.yaml",
        schema=[schema(f"maoz2011/counterfactual_{table}") for table in ("states", "ties", "networks")],
        template=template("maoz2011/counterfactual.md"),
        modules=modules("scripts/maoz2011/counterfactual.py"),
    output:
        states=COUNTERFACTUALS / "{name}/states.csv",
        ties=COUNTERFACTUALS / "{name}/ties.csv",
        networks=COUNTERFACTUALS / "{name}/networks.csv",
        summary=report(
            COUNTERFACTUALS / "{name}/summary.md",
            caption="../../workflow/report/maoz2011/counterfactual.rst",
            category="Counterfactuals",
            subcategory="{name}",
        ),
        svg=report(
            COUNTERFACTUALS / "{name}/networks.svg",
            caption="../../workflow/report/maoz2011/counterfactual_networks.rst",
            category="Counterfactuals",
            subcategory="{name}",
        ),
        png=COUNTERFACTUALS / "{name}/networks.png",
    log:
        LOGS / "counterfactuals/{name}.log",
    benchmark:
        LOGS / "benchmarks/counterfactuals/{name}.tsv"
    wildcard_constraints:
        name="[a-z0-9_]+",
    conda:
        "../../environment.yml"
    params:
        years=[FIRST, LAST],
        rules=SETTINGS["model"]["rules"],
        switches=RULE_SETS[SETTINGS["model"]["rules"]],
        mid=SETTINGS["model"]["mid"],
        symmetrise=SETTINGS["model"]["symmetrise"],
        seed=config["seed"],
        max_cliques=SETTINGS["networks"]["max_cliques"],
        label=run_label,
    message:
        "Counterfactual {wildcards.name}"
    script:
        "../../scripts/maoz2011/counterfactual.py"
