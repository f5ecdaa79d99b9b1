# Strategic reference groups.
# In:  members of the system, disputes, wars, rivalries, alliances.
# Out: results/<run>/maoz2011/panels/threats.parquet (dyads in dispute, war or rivalry) and srg.parquet (who is in whose group).

from entente.studies.maoz2011 import THREAT_SOURCES


rule threats:
    input:
        **{table: tidy_table(table) for table in THREAT_SOURCES},
        states=PANELS / "state_attributes.parquet",
        schema=schema("maoz2011/threats"),
        modules=modules("scripts/maoz2011/threats.py"),
    output:
        table=PANELS / "threats.parquet",
        counts=PANELS / "threats.counts.csv",
    log:
        LOGS / "threats.log",
    benchmark:
        LOGS / "benchmarks/threats.tsv"
    conda:
        "../../environment.yml"
    params:
        dispute_years=SETTINGS["srg"]["dispute_years"],
        war_years=SETTINGS["srg"]["war_years"],
        includes_year=SETTINGS["srg"]["includes_year"],
        wars=SETTINGS["srg"]["wars"],
        wars_listed_until=WARS_LISTED_UNTIL,
    message:
        "Direct threats: disputes, wars and rivalries within their windows"
    script:
        "../../scripts/maoz2011/threats.py"


rule srg:
    input:
        states=PANELS / "state_attributes.parquet",
        dyads=PANELS / "dyad_attributes.parquet",
        threats=PANELS / "threats.parquet",
        schema=schema("maoz2011/srg"),
        modules=modules("scripts/maoz2011/srg.py"),
    output:
        PANELS / "srg.parquet",
    log:
        LOGS / "srg.log",
    benchmark:
        LOGS / "benchmarks/srg.tsv"
    conda:
        "../../environment.yml"
    params:
        alliance=SETTINGS["srg"]["alliance"],
    message:
        "Strategic reference groups"
    script:
        "../../scripts/maoz2011/srg.py"
