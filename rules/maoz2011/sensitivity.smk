# Sensitivity: the run with one switch of config/maoz2011/sensitivity.yaml changed at a time, a variant a job.
# In:  attributes, threats and groups; the tidy tables of what a switch changes; the list of switches; the printed numbers.
# Out: results/<run>/maoz2011/sensitivity/<variant>/{series,outcomes}.csv, and tables/sensitivity.{csv,md,html}.

from entente.studies.maoz2011.sensitivity.variants import REBUILT_FROM, measured_runs, read_variants

SENSITIVITY = FOLDER / "sensitivity"

try:
    VARIANTS = read_variants("config/maoz2011/sensitivity.yaml", SETTINGS)
except EntenteError as error:
    raise WorkflowError(str(error)) from error

MEASURED_RUNS = measured_runs(VARIANTS.values())


rule sensitivity_variant:
    input:
        unpack(
            lambda wildcards: {
                table: tidy_table(table) for table in REBUILT_FROM.get(VARIANTS[wildcards.variant].key, ())
            }
        ),
        **SYSTEM_TABLES,
        modules=modules("scripts/maoz2011/sensitivity_variant.py"),
    output:
        series=SENSITIVITY / "{variant}/series.csv",
        outcomes=SENSITIVITY / "{variant}/outcomes.csv",
    log:
        LOGS / "sensitivity/{variant}.log",
    benchmark:
        LOGS / "benchmarks/sensitivity/{variant}.tsv"
    wildcard_constraints:
        variant="|".join(map(re.escape, MEASURED_RUNS)),
    conda:
        "../../environment.yml"
    params:
        years=[FIRST, LAST],
        key=lambda wildcards: VARIANTS[wildcards.variant].key,
        settings=lambda wildcards: VARIANTS[wildcards.variant].settings,
        measures=lambda wildcards: MEASURED_RUNS[wildcards.variant],
        wars_listed_until=WARS_LISTED_UNTIL,
        seed=config["seed"],
        max_cliques=SETTINGS["networks"]["max_cliques"],
        label=run_label,
    message:
        "Running variant {wildcards.variant}"
    script:
        "../../scripts/maoz2011/sensitivity_variant.py"


rule sensitivity:
    input:
        published=["config/maoz2011/printed/moments.csv"] if BESIDE_PRINT else [],
        outcomes=expand(SENSITIVITY / "{variant}/outcomes.csv", variant=MEASURED_RUNS),
        template=template("maoz2011/sensitivity.md"),
        html_template=template("reporting/page.html"),
        modules=modules("scripts/maoz2011/sensitivity.py"),
    output:
        csv=TABLES / "sensitivity.csv",
        markdown=TABLES / "sensitivity.md",
        html=report(
            TABLES / "sensitivity.html",
            caption="../../workflow/report/maoz2011/sensitivity.rst",
            category="Results",
        ),
    log:
        LOGS / "sensitivity.log",
    conda:
        "../../environment.yml"
    params:
        variants=[[v.name, v.section, v.switch, v.value] for v in VARIANTS.values()],
        notes={v.name: v.note for v in VARIANTS.values() if v.note},
        label=run_label,
    message:
        "Comparing the variants"
    script:
        "../../scripts/maoz2011/sensitivity.py"
