# What the tables of a study hold.  A study includes this once it has said STUDY and TABLES.
# In:  the schemas of its tables; the data registry.
# Out: <TABLES>/codebook.{csv,md,html}.


rule codebook:
    input:
        schemas=[schema(table) for table in STUDY.schemas],
        registry=registry_files(config, STUDY),
        template=template(own_page("codebook.md", "reporting")),
        html_template=template("reporting/page.html"),
        modules=modules("scripts/engines/codebook.py"),
    output:
        csv=TABLES / "codebook.csv",
        markdown=TABLES / "codebook.md",
        html=report(
            TABLES / "codebook.html", caption="../../workflow/report/engines/codebook.rst", category="Data"
        ),
    log:
        LOGS / "codebook.log",
    conda:
        "../../environment.yml"
    params:
        title=STUDY.title,
        schemas=STUDY.schemas,
        study=STUDY.name,
        vintage=RAW.vintage,
        label=run_label,
    message:
        "Writing the codebook"
    script:
        "../../scripts/engines/codebook.py"
