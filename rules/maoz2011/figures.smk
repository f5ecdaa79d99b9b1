# Figures.
# In:  the runs of the model on random systems; the network series.
# Out: results/<run>/maoz2011/figures/: figure4, figure4_flat and figure5, each as pdf, svg and png.


rule figure4:
    input:
        runs=RANDOM_RUNS,
        modules=modules("scripts/maoz2011/figure4.py"),
    output:
        surfaces=[
            FIGURES / "figure4.pdf",
            report(
                FIGURES / "figure4.svg",
                caption="../../workflow/report/maoz2011/figure4.rst",
                category="Random systems",
            ),
            FIGURES / "figure4.png",
        ],
        flat=[
            FIGURES / "figure4_flat.pdf",
            report(
                FIGURES / "figure4_flat.svg",
                caption="../../workflow/report/maoz2011/figure4_flat.rst",
                category="Random systems",
            ),
            FIGURES / "figure4_flat.png",
        ],
    log:
        LOGS / "figure4.log",
    conda:
        "../../environment.yml"
    params:
        runs=SETTINGS["random"]["runs"],
        label=run_label,
    message:
        "Drawing Figure 4"
    script:
        "../../scripts/maoz2011/figure4.py"


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
