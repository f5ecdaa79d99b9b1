# Raw files.
# In:  the registry's files, from the raw folder itself, the mirrors, or the network; or the demo generator.
# Out: <data.raw>/<dataset>/<file>, byte for byte as the registry describes them, never edited.

from entente.data.demo import ALLIANCE_LOGIT_FILE
from entente.data.retrieval import mirror_folders, prepare

if RAW.registered:

    rule retrieve:
        input:
            modules=modules("scripts/data/retrieve.py"),
        output:
            # A right file that is there already is kept, not fetched again.
            update(Path(RAW.folder) / "{file}"),
        log:
            LOGS / "retrieve/{file}.log",
        wildcard_constraints:
            file="|".join(re.escape(raw.file) for raw in RAW.registered),
        conda:
            "../../environment.yml"
        params:
            file=lambda wildcards: wildcards.file,
            # Not read by the script: another digest or address in the registry retrieves the file again.
            sha256=lambda wildcards: RAW.entry(wildcards.file).sha256,
            url=lambda wildcards: RAW.entry(wildcards.file).url,
        message:
            "Retrieving {wildcards.file}"
        script:
            "../../scripts/data/retrieve.py"

else:

    rule demo_world:
        input:
            modules=modules("scripts/data/demo_world.py"),
            tables=collect(
                "workflow/entente/data/demo/{file}",
                file=["states.csv", "igo_acronyms.txt", "raw_layouts.yaml"],
            ),
        output:
            files=RAW.paths(RAW.files),
            coefficients=Path(RAW.folder) / ALLIANCE_LOGIT_FILE,
        log:
            LOGS / "demo_world.log",
        conda:
            "../../environment.yml"
        params:
            folder=RAW.folder,
            seed=config["seed"],
        message:
            "Generating the demo world"
        script:
            "../../scripts/data/demo_world.py"
