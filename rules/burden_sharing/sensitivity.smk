# Sensitivity: the headline results with one switch of config/burden_sharing/sensitivity.yaml changed at a time, a variant a job.
# In:  the repository, panels and rows of regressions, tables of who carries what; declared regressions; the list of switches.
# Out: results/<run>/burden_sharing/sensitivity/<variant>.csv, and tables/sensitivity.{csv,tex,html,md}, sensitivity_nato.{tex,html,md}.

from entente.studies.burden_sharing.sensitivity.variants import jobs_of, read_variants

SENSITIVITY = FOLDER / "sensitivity"

try:
    VARIANTS = read_variants("config/burden_sharing/sensitivity.yaml", SETTINGS)
except EntenteError as error:
    raise WorkflowError(str(error)) from error

VARIED = jobs_of(VARIANTS.values())

CHANGED_TABLES = {
    **{name: REPOSITORY[name] for name in ("agreements", "memberships", "ties")},
    **{name: tidy_table(name) for name in ("arms_transfers", "states")},
    **{name: PANELS[name] for name in ("cooperation_year", "alliance_member_year")},
    "burden_year": ROWS["burden_year"],
    **{name: BURDEN_TABLES[name] for name in ("exploitation_variants", "nato_burdens")},
}


rule burden_sensitivity_variant:
    input:
        **CHANGED_TABLES,
        regressions=[
            f"config/burden_sharing/models/{name}.yaml" for name in ("burdens", "effort", "partners")
        ],
        schemas=[schema("burden_sharing/burden_year")],
        modules=modules("scripts/burden_sharing/burden_sensitivity_variant.py"),
    output:
        SENSITIVITY / "{variant}.csv",
    log:
        LOGS / "sensitivity/{variant}.log",
    benchmark:
        LOGS / "benchmarks/sensitivity/{variant}.tsv"
    wildcard_constraints:
        variant="|".join(map(re.escape, VARIED)),
    conda:
        "../../environment.yml"
    params:
        tables=list(CHANGED_TABLES),
        variants=lambda wildcards: {
            name: [VARIANTS[name].key, VARIANTS[name].settings] for name in VARIED[wildcards.variant]
        },
        covered=COVERED,
        years=YEARS,
        label=run_label,
    message:
        "Changing a switch: {wildcards.variant}"
    script:
        "../../scripts/burden_sharing/burden_sensitivity_variant.py"


rule burden_sensitivity:
    input:
        outcomes=expand(SENSITIVITY / "{variant}.csv", variant=VARIED),
        schema=schema("burden_sharing/sensitivity"),
        template=template("reporting/regression_table.md"),
        html_template=template("reporting/regression_table.html"),
        modules=modules("scripts/burden_sharing/burden_sensitivity.py"),
    output:
        **{
            f"{name}_{kind}": TABLES / f"{name}.{ending}"
            for name in ("sensitivity", "sensitivity_nato")
            for kind, ending in (("latex", "tex"), ("html", "html"), ("markdown", "md"))
        },
        csv=TABLES / "sensitivity.csv",
    log:
        LOGS / "sensitivity.log",
    conda:
        "../../environment.yml"
    params:
        variants=[[v.name, v.section, v.switch, v.value, v.note] for v in VARIANTS.values()],
        label=run_label,
    message:
        "Comparing the variants of burden sharing"
    script:
        "../../scripts/burden_sharing/burden_sensitivity.py"
