# A network of a year, for other programs.
# In:  attributes, threats and groups; ties and runs of the configured rule set.
# Out: results/<run>/maoz2011/export/<year>_<network>.{graphml,gexf,csv}, targets by their paths, such as 1936_expected.graphml.
#      Networks: actual_any, actual_pact, abm_first, abm_intermediate (few years have none), abm_last or expected.

from entente.studies.maoz2011.network_names import NAMES


rule export:
    input:
        **SYSTEM_TABLES,
        ties=CONFIGURED / "ties.parquet",
        runs=CONFIGURED / "runs.parquet",
        modules=modules("scripts/maoz2011/export.py"),
    output:
        FOLDER / "export/{year}_{network}.{format}",
    log:
        LOGS / "export/{year}_{network}_{format}.log",
    wildcard_constraints:
        year="|".join(map(str, range(FIRST, LAST + 1))),
        network="|".join(NAMES),
        format="graphml|gexf|csv",
    conda:
        "../../environment.yml"
    params:
        mid=SETTINGS["model"]["mid"],
        symmetrise=SETTINGS["model"]["symmetrise"],
        seed=config["seed"],
        label=run_label,
    message:
        "Writing the network {wildcards.network} of {wildcards.year}"
    script:
        "../../scripts/maoz2011/export.py"
