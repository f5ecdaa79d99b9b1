# Provenance: with which settings, software and data the results were made.
# In:  every result of the run, so that the record is as new as the newest of them.
# Out: results/<run>/provenance/: configuration.yaml, software.csv, raw_files.csv, repository.txt.

from entente.core.provenance import forget_other

PROVENANCE = expand(
    RESULTS / "provenance/{name}",
    name=["configuration.yaml", "software.csv", "raw_files.csv", "repository.txt"],
)


rule provenance:
    input:
        raw=[RAW.path(raw) for raw in RAW_FILES.values()],
        results=[getattr(rules, study).input for study in STUDIES],
        modules=modules("scripts/provenance.py"),
    output:
        configuration=PROVENANCE[0],
        software=PROVENANCE[1],
        raw_files=PROVENANCE[2],
        repository=PROVENANCE[3],
    log:
        LOGS / "provenance.log",
    conda:
        "../environment.yml"
    message:
        "Recording settings, software and data"
    script:
        "../scripts/provenance.py"
