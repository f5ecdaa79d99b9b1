# Provenance: with which settings, software and data the results were made.
# In:  every result of the run, so that the record is as new as the newest of them.
# Out: results/<run>/provenance/: configuration.yaml, software.csv, raw_files.csv, repository.txt.

PROVENANCE = expand(
    RESULTS / "provenance/{name}",
    name=["configuration.yaml", "software.csv", "raw_files.csv", "repository.txt"],
)


rule provenance:
    input:
        raw=[RAW.path(role) for role in RAW.files],
        results=[
            *rules.panels.input,
            *rules.networks.input,
            *rules.random.input,
            *rules.counterfactuals.input,
            *rules.models.input,
            *rules.tables.input,
            *rules.figures.input,
        ],
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
