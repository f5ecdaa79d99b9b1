# What the tables of a study hold.  A study includes this once it has said STUDY and TABLES.
# In:  the schemas of its tables; the data registry.
# Out: <TABLES>/codebook.{csv,md}.

# A study may have a template of its own, which extends the shared one.
CODEBOOK = next(
    page
    for page in (f"{STUDY.name}/codebook.md", "reporting/codebook.md")
    if Path(f"workflow/report/pages/{page}.j2").is_file()
)


rule codebook:
    input:
        schemas=[schema(table) for table in STUDY.schemas],
        registry=registry_files(config),
        template=template(CODEBOOK),
        modules=modules("scripts/engines/codebook.py"),
    output:
        csv=TABLES / "codebook.csv",
        markdown=report(
            TABLES / "codebook.md", caption="../../workflow/report/engines/codebook.rst", category="Data"
        ),
    log:
        LOGS / STUDY.name / "codebook.log",
    conda:
        "../../environment.yml"
    params:
        title=STUDY.title,
        schemas=STUDY.schemas,
        vintage=RAW.vintage,
        label=config["label"],
    message:
        "Writing the codebook"
    script:
        "../../scripts/engines/codebook.py"
