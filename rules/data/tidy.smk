# Tidy tables that studies share: those that the chosen ones read.
# In:  raw files, the recode table of country codes; in a demo run the generator makes those that it can.
# Out: results/<run>/data/<table>.parquet, typed and validated, and beside each a log of what was changed or dropped.

from entente.data.demo import ALLIANCE_LOGIT_FILE

if RAW.generated:

    rule demo_world:
        input:
            states=of_package("data/demo/states.csv"),
            schemas=[schema(RAW.tables[table].schema) for table in RAW.generated],
            modules=modules("scripts/data/demo_world.py"),
        output:
            tables=[tidy_table(table) for table in RAW.generated],
            counts=[tidy_table(table).with_suffix(".counts.csv") for table in RAW.generated],
            coefficients=RESULTS / "data" / ALLIANCE_LOGIT_FILE,
        log:
            LOGS / "demo_world.log",
        conda:
            "../../environment.yml"
        params:
            schemas={table: RAW.tables[table].schema for table in RAW.generated},
            seed=config["seed"],
        message:
            "Generating the demo world"
        script:
            "../../scripts/data/demo_world.py"


include: "../engines/tidy.smk"
