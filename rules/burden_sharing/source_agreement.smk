# Who carries what in NATO, in a row a year; how far the sources of spending agree: on burdens, and on whether the small exploit
# the large, by period.
# In:  tables of who carries what.
# Out: results/<run>/burden_sharing/tables/: nato_shares, source_agreement, exploitation_periods (.csv); figures/source_agreement
#      as pdf, svg and png.


rule source_agreement:
    input:
        **{
            name: BURDEN_TABLES[name]
            for name in ("state_burdens", "exploitation", "exploitation_variants", "nato_burdens")
        },
        schemas=[
            schema(f"burden_sharing/{name}")
            for name in ("nato_shares", "source_agreement", "exploitation_periods")
        ],
        modules=modules("scripts/burden_sharing/source_agreement.py"),
    output:
        nato_shares=TABLES / "nato_shares.csv",
        source_agreement=TABLES / "source_agreement.csv",
        exploitation_periods=TABLES / "exploitation_periods.csv",
        figure=drawn("source_agreement"),
    log:
        LOGS / "source_agreement.log",
    conda:
        "../../environment.yml"
    params:
        periods=SETTINGS["exploitation"]["periods"],
        label=run_label,
    message:
        "Where sources of spending disagree"
    script:
        "../../scripts/burden_sharing/source_agreement.py"
