# Pages that a study declares.  A study includes this once it has said STUDY and FOLDER.
# In:  config/<study>/pages/<page>.md.j2; the results of the run that it names.
# Out: results/<run>/<study>/pages/<page>.{md,html}.

from entente.reporting.declared_pages import read_pages

try:
    DECLARED_PAGES = read_pages(f"config/{STUDY.name}/pages")
except EntenteError as error:
    raise WorkflowError(str(error)) from error


if DECLARED_PAGES:

    rule page:
        input:
            tables=lambda wildcards: [
                RESULTS / table
                for table in DECLARED_PAGES[wildcards.page].tables
                if not left_out(RESULTS / table)
            ],
            # What it links to is there when it is, and images are part of it.
            links=lambda wildcards: [
                FOLDER / link for link in DECLARED_PAGES[wildcards.page].links if not left_out(FOLDER / link)
            ],
            template=f"config/{STUDY.name}/pages/{{page}}.md.j2",
            html_template=template("reporting/page.html"),
            modules=modules("scripts/engines/page.py"),
        output:
            markdown=FOLDER / "pages/{page}.md",
            html=report(
                FOLDER / "pages/{page}.html",
                caption="../../workflow/report/engines/page.rst",
                category="Pages",
            ),
        log:
            LOGS / "pages/{page}.log",
        wildcard_constraints:
            page="|".join(DECLARED_PAGES),
        conda:
            "../../environment.yml"
        params:
            tables=lambda wildcards: [
                table for table in DECLARED_PAGES[wildcards.page].tables if not left_out(RESULTS / table)
            ],
            left_out=lambda wildcards: [
                link for link in DECLARED_PAGES[wildcards.page].links if left_out(FOLDER / link)
            ],
            title=STUDY.title,
            years=YEARS,
            label=run_label,
        message:
            "Page {wildcards.page}"
        script:
            "../../scripts/engines/page.py"


rule pages:
    input:
        expand(FOLDER / "pages/{page}.{format}", page=DECLARED_PAGES, format=["md", "html"]),
    localrule: True
    message:
        "All pages are made"
