# Attributes of states and dyads that need no network.
# In:  tidy tables.
# Out: results/<run>/maoz2011/panels/{state,dyad}_attributes.parquet, from the system's first year to the last year configured,
#      and beside each a log of what was filled, left out or kept.

from entente.systems import DYAD_SOURCES


rule state_attributes:
    input:
        states=tidy_table("states"),
        capabilities=tidy_table("capabilities"),
        regimes=tidy_table("regimes"),
        major_powers=tidy_table("major_powers"),
        schema=schema("systems/state_attributes"),
        modules=modules("scripts/maoz2011/state_attributes.py"),
    output:
        table=PANELS / "state_attributes.parquet",
        counts=PANELS / "state_attributes.counts.csv",
    log:
        LOGS / "state_attributes.log",
    benchmark:
        LOGS / "benchmarks/state_attributes.tsv"
    conda:
        "../../environment.yml"
    params:
        last_year=LAST,
        carry_years=SETTINGS["panel"]["carry_years"],
        democracy=SETTINGS["panel"]["democracy"],
    message:
        "Capability shares, regimes and major powers"
    script:
        "../../scripts/maoz2011/state_attributes.py"


rule dyad_attributes:
    input:
        **{table: tidy_table(table) for table in DYAD_SOURCES},
        states=PANELS / "state_attributes.parquet",
        schema=schema("systems/dyad_attributes"),
        modules=modules("scripts/maoz2011/dyad_attributes.py"),
    output:
        table=PANELS / "dyad_attributes.parquet",
        counts=PANELS / "dyad_attributes.counts.csv",
    log:
        LOGS / "dyad_attributes.log",
    benchmark:
        LOGS / "benchmarks/dyad_attributes.tsv"
    conda:
        "../../environment.yml"
    params:
        same_day_only=SETTINGS["panel"]["same_day_only"],
        cooperation=SETTINGS["panel"]["cooperation"],
    message:
        "Alliances, cooperation, distance and similarity of dyads"
    script:
        "../../scripts/maoz2011/dyad_attributes.py"
