# Figures.
# In:  the network series.
# Out: results/<run>/figures/figure5.{pdf,svg,png}.


rule figure5:
    input:
        series=NETWORKS / "series.csv",
        modules=modules("scripts/figure5.py"),
    output:
        pdf=FIGURES / "figure5.pdf",
        svg=report(
            FIGURES / "figure5.svg",
            caption="../workflow/report/figure5.rst",
            category="Results",
        ),
        png=FIGURES / "figure5.png",
    log:
        LOGS / "figure5.log",
    conda:
        "../environment.yml"
    params:
        **config["figures"]["figure5"],
        label=config["label"],
    message:
        "Drawing Figure 5"
    script:
        "../scripts/figure5.py"
