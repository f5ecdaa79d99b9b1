# The front page: who carries what, why, and with what consequence, with doubts.
# In:  tables and figures of all stages; in a run of the demo world, the table of recovery alone.
# Out: results/<run>/burden_sharing/index.{md,html}.

TOLD, PICTURES, LINKED = {}, [], []

if HISTORY:
    TOLD = {
        name: TABLES / f"{name}.csv"
        for name in (
            "nato_shares",
            "exploitation_periods",
            "source_agreement",
            "determinants",
            "effort",
            "consequences",
            "claims",
            "ties_per_year",
        )
    }
    PICTURES = [
        FOLDER / f"figures/{name}.svg"
        for name in ("shares", "rank_correlations", "effects", "alliance_survival", "source_agreement")
    ]
    LINKED = [
        *BURDEN_TABLES.values(),
        FOLDER / "figures/lorenz.svg",
        rules.claims.output,
        rules.codebook.output,
        rules.data_log.output,
        rules.pages.input,
        rules.laid_out_tables.input,
    ]


rule burden_index:
    input:
        **TOLD,
        recovery=rules.effort_recovery.output[0],
        pictures=PICTURES,
        # What it links to is there when it is.
        links=LINKED,
        template=template("burden_sharing/index.md"),
        html_template=template("reporting/page.html"),
        modules=modules("scripts/burden_sharing/burden_index.py"),
    output:
        markdown=FOLDER / "index.md",
        html=report(
            FOLDER / "index.html",
            caption="../../workflow/report/burden_sharing/burden_index.rst",
            category="Pages",
        ),
    log:
        LOGS / "burden_index.log",
    conda:
        "../../environment.yml"
    params:
        tables=list(TOLD),
        years=SETTINGS["exploitation"]["years"],
        label=run_label,
    message:
        "The front page of burden sharing"
    script:
        "../../scripts/burden_sharing/burden_index.py"
