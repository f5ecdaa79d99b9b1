# Maoz (2011), How Cooperation Emerges from Conflict: the wing, a stage a file, and its targets.
# In:  tidy tables; config/maoz2011/.
# Out: results/<run>/maoz2011/.


include: "../common.smk"


from entente.studies.maoz2011.settings import stands_beside_print
from entente.systems.alliance_types import ALLIANCES

STUDY, SETTINGS = STUDIES["maoz2011"], config["maoz2011"]
FOLDER = RESULTS / "maoz2011"
LOGS = LOGS / "maoz2011"
PANELS, NETWORKS, TABLES, FIGURES = (
    FOLDER / "panels",
    FOLDER / "networks",
    FOLDER / "tables",
    FOLDER / "figures",
)
ABM = FOLDER / "abm" / "{rules}"
RANDOM = FOLDER / "random"
RULE_SETS = SETTINGS["model"]["rule_sets"]

# Wars after this year are those that the dispute data flag.
WARS_LISTED_UNTIL = RAW.last_year("wars", "dyadic_wars")

# The configured rule set.
CONFIGURED = FOLDER / "abm" / SETTINGS["model"]["rules"]

# What the systems of the years are made of.
SYSTEM_TABLES = {
    "states": PANELS / "state_attributes.parquet",
    "dyads": PANELS / "dyad_attributes.parquet",
    "threats": PANELS / "threats.parquet",
    "srg": PANELS / "srg.parquet",
}

# The panels, by their schemas.
PANEL_TABLES = {
    f"maoz2011/{unit}_year": PANELS / f"{unit}_year.parquet" for unit in ("state", "dyad", "system")
}

# What regressions may be put together from, under the names that they ask for.
REGRESSED = {
    **{unit: PANELS / f"{unit}.parquet" for unit in ("state_year", "dyad_year", "system_year")},
    "ties": CONFIGURED / "ties.parquet",
    "runs": CONFIGURED / "runs.parquet",
    "series": NETWORKS / "series.csv",
}

# Tables of this study with a log of what was changed or dropped.
COUNTED = expand(PANELS / "{table}.counts.csv", table=["state_attributes", "dyad_attributes", "threats"])


# The paper's numbers stand beside a run of its years: others are told by themselves.
BESIDE_PRINT = stands_beside_print(SETTINGS, (FIRST, LAST))


include: "attributes.smk"
include: "reference_groups.smk"
include: "panels.smk"
include: "abm.smk"
include: "networks.smk"
include: "export.smk"
include: "counterfactuals.smk"
include: "../engines/regressions.smk"
include: "../engines/regression_tables.smk"
include: "../engines/codebook.smk"
include: "../engines/data_log.smk"
include: "../engines/missing.smk"
include: "tables.smk"
include: "dyadic_fit.smk"
include: "propositions.smk"
include: "figures.smk"


if SETTINGS["random"]:

    include: "random.smk"

else:
    RANDOM_RUNS = RANDOM / "runs"
    LEFT_OUT |= dict.fromkeys(
        ["random/", "tables/random_findings", "figures/figure4", "figures/figure4_flat"],
        "random systems are left out (random: off)",
    )

if SETTINGS["sensitivity"]:

    include: "sensitivity.smk"

else:
    LEFT_OUT |= dict.fromkeys(["sensitivity/", "tables/sensitivity"], "left out (sensitivity: off)")

if BESIDE_PRINT:

    include: "scorecard.smk"
    include: "evidence.smk"
    include: "../engines/claims.smk"

else:
    LEFT_OUT |= dict.fromkeys(
        ["tables/scorecard", "tables/scorecard_summary", "figures/scorecard", "tables/claims", "claims/"],
        "the paper prints numbers of other years (printed: same_years)",
    )


include: "../engines/pages.smk"


rule panels:
    input:
        expand(PANELS / "{panel}_year.parquet", panel=["state", "dyad", "system"]),
    localrule: True
    message:
        "All panels are made"


rule networks:
    input:
        NETWORKS / "series.csv",
        expand(NETWORKS / "{rules}/series.csv", rules=RULE_SETS),
        NETWORKS / "inputs.csv",
    localrule: True
    message:
        "All network series are made"


rule counterfactuals:
    input:
        expand(COUNTERFACTUALS / "{name}/summary.md", name=SETTINGS["counterfactuals"]),
    localrule: True
    message:
        "All counterfactuals are made"


rule tables:
    input:
        rules.regression_tables.input,
        rules.codebook.output,
        rules.data_log.output,
        rules.dyadic_fit.output,
        rules.missing.output,
        rules.propositions.output,
        rules.text_moments.output,
        [rules.claims.output, rules.scorecard.output] if BESIDE_PRINT else [],
        rules.random_findings.output if SETTINGS["random"] else [],
        rules.sensitivity.output if SETTINGS["sensitivity"] else [],
    localrule: True
    message:
        "All tables are made"


rule figures:
    input:
        rules.figure5.output,
        rules.figure4.output if SETTINGS["random"] else [],
        rules.figure_scorecard.output if BESIDE_PRINT else [],
    localrule: True
    message:
        "All figures are made"


rule all:
    input:
        rules.panels.input,
        rules.networks.input,
        rules.random.input if SETTINGS["random"] else [],
        rules.counterfactuals.input,
        rules.models.input,
        rules.tables.input,
        rules.figures.input,
        rules.pages.input,
    localrule: True
    message:
        "The study maoz2011 is made"
