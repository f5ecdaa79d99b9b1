# What was changed, dropped or filled on the way to the tables of a study.  A study includes this once it has said TABLES and
# COUNTED: the counts of tables that it makes itself.
# In:  the counts of its tidy tables, and those.
# Out: <TABLES>/data_log.csv.


rule data_log:
    input:
        logs=[*(tidy_table(table).with_suffix(".counts.csv") for table in tidy_tables_read()), *COUNTED],
        modules=modules("scripts/engines/data_log.py"),
    output:
        TABLES / "data_log.csv",
    log:
        LOGS / "data_log.log",
    conda:
        "../../environment.yml"
    params:
        label=run_label,
    message:
        "Collecting what was changed and dropped"
    script:
        "../../scripts/engines/data_log.py"
