# Wiring only: the configuration, the raw files and tidy tables that all studies share, and a wing for each study, whose
# rules are in rules/<study>/, with targets named after it.  Rules run thin scripts of scripts/; what these compute is
# in the package workflow/entente.

from snakemake.utils import min_version

min_version("9.27.1")


include: "rules/folder.smk"


configfile: "config/config.yaml"


include: "rules/common.smk"
include: "rules/data/raw.smk"
include: "rules/data/tidy.smk"


report: "workflow/report/workflow.rst"


onstart:
    try:
        prepare(list(RAW_FILES.values()), RAW.folder, mirror_folders(config["data"]["mirrors"]))
    except EntenteError as error:
        raise WorkflowError(str(error)) from None
    forget_other(PROVENANCE[0], config)


for study in STUDIES:

    module:
        name: study
        snakefile:
            f"rules/{study}/study.smk"
        config:
            config

    prefixed = f"{study}_*"

    use rule * from study as prefixed

    # All of a study, by its name.
    rule:
        name:
            study
        input:
            getattr(rules, f"{study}_all").input,
        localrule: True
        message:
            f"The study {study} is made"

    # And parts that have names of their own.
    for target, part in STUDIES[study].targets.items():

        rule:
            name:
                target
            input:
                getattr(rules, f"{study}_{part}").input,
            localrule: True
            message:
                f"{target} is made"


# After the studies: the record is about all of them.
include: "rules/provenance.smk"


onsuccess:
    # Jobs that had nothing to tell leave no log.
    for told in LOGS.rglob("*.log"):
        if not told.stat().st_size:
            told.unlink()
    fronts = (RESULTS / study / page for study in STUDIES for page in ("pages/index.html", "index.html"))
    shown = [page for page in fronts if page.is_file()]
    print(f"\nResults are in {RESULTS}/." + "".join(f"  Begin with {page}" for page in shown), flush=True)


rule all:
    default_target: True
    input:
        rules.data.input,
        [getattr(rules, study).input for study in STUDIES],
        PROVENANCE,
    localrule: True
    message:
        "Everything is made"


# At the end, when all rules are there.
include: "rules/targets.smk"
