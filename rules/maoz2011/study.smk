# Maoz (2011), How Cooperation Emerges from Conflict: the wing, a stage a file, and its targets.
# In:  tidy tables; config/maoz2011/.
# Out: results/<run>/maoz2011/.


include: "../common.smk"


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


include: "attributes.smk"
include: "reference_groups.smk"
include: "panels.smk"
include: "abm.smk"
include: "networks.smk"
include: "random.smk"
include: "counterfactuals.smk"
include: "../engines/regressions.smk"
include: "../engines/regression_tables.smk"
include: "../engines/codebook.smk"
include: "../engines/data_log.smk"
include: "../engines/missing.smk"
include: "tables.smk"
include: "scorecard.smk"
include: "dyadic_fit.smk"
include: "propositions.smk"
include: "evidence.smk"
include: "../engines/claims.smk"
include: "sensitivity.smk"
include: "figures.smk"
include: "../engines/pages.smk"


rule panels:
    input:
        expand(PANELS / "{panel}_year.parquet", panel=["state", "dyad", "system"]),
    localrule: True


rule networks:
    input:
        NETWORKS / "series.csv",
        expand(NETWORKS / "{rules}/series.csv", rules=RULE_SETS),
        NETWORKS / "inputs.csv",
    localrule: True


rule random:
    input:
        RANDOM / "ranges.csv",
        RANDOM_RUNS,
        RANDOM / "responses.csv",
        RANDOM / "regressions.csv",
    localrule: True


rule counterfactuals:
    input:
        expand(COUNTERFACTUALS / "{name}/summary.md", name=SETTINGS["counterfactuals"]),
    localrule: True


rule tables:
    input:
        rules.regression_tables.input,
        [
            output
            for rule in (
                rules.claims,
                rules.codebook,
                rules.data_log,
                rules.dyadic_fit,
                rules.missing,
                rules.propositions,
                rules.random_findings,
                rules.scorecard,
                rules.sensitivity,
                rules.text_moments,
            )
            for output in rule.output
        ],
    localrule: True


rule figures:
    input:
        rules.figure4.output,
        rules.figure5.output,
        rules.figure_scorecard.output,
    localrule: True


rule all:
    input:
        rules.panels.input,
        rules.networks.input,
        rules.random.input,
        rules.counterfactuals.input,
        rules.models.input,
        rules.tables.input,
        rules.figures.input,
        rules.pages.input,
    localrule: True
