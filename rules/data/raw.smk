# Raw files.
# In:  the registry's files, from the raw folder itself, the mirrors, or the network.
# Out: <data.raw>/<dataset>/<file>, byte for byte as the registry describes them, never edited.

from entente.data.retrieval import mirror_folders, prepare

# A file that is there and may not be written to is not made by any rule: if it is wrong, the start of a run says so.
TO_RETRIEVE = [
    file
    for file, raw in RAW_FILES.items()
    if os.access(RAW.path(raw), os.W_OK) or not os.path.exists(RAW.path(raw))
]

if TO_RETRIEVE:

    rule retrieve:
        input:
            modules=modules("scripts/data/retrieve.py"),
        output:
            # A right file that is there already is kept, not fetched again.
            update(Path(RAW.folder) / "{file}"),
        log:
            LOGS / "retrieve/{file}.log",
        wildcard_constraints:
            file="|".join(map(re.escape, TO_RETRIEVE)),
        conda:
            "../../environment.yml"
        params:
            file=lambda wildcards: wildcards.file,
            # Not read by the script: another digest or address in the registry retrieves the file again.
            sha256=lambda wildcards: RAW_FILES[wildcards.file].sha256,
            url=lambda wildcards: RAW_FILES[wildcards.file].url,
        message:
            "Retrieving {wildcards.file}"
        script:
            "../../scripts/data/retrieve.py"
