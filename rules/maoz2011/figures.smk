# Figures.
# In:  the network series.
# Out: results/<run>/maoz2011/figures/: figure5 as pdf, svg and png.


rule figure5:
    input:
        series=NETWORKS / "series.csv",
        modules=modules("scripts/maoz2011/figure5.py"),
    output:
        pdf=FIGURES / "figure5.pdf",
        svg=report(
            FIGURES / "figure5.svg",
            caption="../../workflow/report/maoz2011/figure5.rst",
            category="Results",
        ),
        png=FIGURES / "figure5.png",
    log:
        LOGS / "figure5.log",
    conda:
        "../../environment.yml"
    params:
        **SETTINGS["figures"]["figure5"],
        label=run_label,
    message:
        "Drawing Figure 5"
    script:
        "../../scripts/maoz2011/figure5.py"
