# What the repository holds by decade, and how its layers are built as networks; tables that are no regressions in all formats.
# In:  ties, panels; tables of who carries what, and of determinants.
# Out: results/<run>/burden_sharing/tables/: layer_coverage, contribution_coverage, layer_series, degree_triangles (.csv);
#      these, exploitation_periods, nato_shares, nato_burdens, growth_responses, weight_responses as tex, html and md.

COVERAGE_TABLES = {
    name: TABLES / f"{name}.csv"
    for name in ("layer_coverage", "contribution_coverage", "layer_series", "degree_triangles")
}

# Tables that are laid out, with what is asked of them beside the tables that they are made of.
LAID_OUT = {
    **dict.fromkeys([*COVERAGE_TABLES, "exploitation_periods"], {}),
    **dict.fromkeys(["nato_shares", "nato_burdens"], {"years": SETTINGS["exploitation"]["years"]}),
    **dict.fromkeys(["growth_responses", "weight_responses"], {}),
}

# The tables that they are made of, where that is not the one of their name.
MADE_OF = {"growth_responses": ["determinants", "nato_burdens"], "weight_responses": ["determinants"]}


# Contributions are called what the schema of the panel calls them.
rule repository_coverage:
    input:
        **{name: PANELS[name] for name in ("network_year", "cooperation_year")},
        ties=REPOSITORY["ties"],
        schemas=[schema(f"burden_sharing/{name}") for name in (*COVERAGE_TABLES, "cooperation_year")],
        modules=modules("scripts/burden_sharing/repository_coverage.py"),
    output:
        **COVERAGE_TABLES,
    log:
        LOGS / "repository_coverage.log",
    conda:
        "../../environment.yml"
    params:
        years=YEARS,
        label=run_label,
    message:
        "What the repository holds, and how its layers are built"
    script:
        "../../scripts/burden_sharing/repository_coverage.py"


rule laid_out_table:
    input:
        tables=lambda wildcards: [
            TABLES / f"{table}.csv" for table in MADE_OF.get(wildcards.name, [wildcards.name])
        ],
        template=template("reporting/regression_table.md"),
        html_template=template("reporting/regression_table.html"),
        modules=modules("scripts/burden_sharing/laid_out_table.py"),
    output:
        latex=TABLES / "{name}.tex",
        html=report(
            TABLES / "{name}.html",
            caption="../../workflow/report/burden_sharing/laid_out_table.rst",
            category="Results",
        ),
        markdown=TABLES / "{name}.md",
    log:
        LOGS / "tables/{name}.log",
    wildcard_constraints:
        name="|".join(LAID_OUT),
    conda:
        "../../environment.yml"
    params:
        title=STUDY.title,
        options=lambda wildcards: LAID_OUT[wildcards.name],
        label=run_label,
    message:
        "Table {wildcards.name}"
    script:
        "../../scripts/burden_sharing/laid_out_table.py"


rule laid_out_tables:
    input:
        expand(TABLES / "{table}.{format}", table=LAID_OUT, format=["tex", "html", "md"]),
    localrule: True
    message:
        "Tables of the repository and of who carries what are laid out"
