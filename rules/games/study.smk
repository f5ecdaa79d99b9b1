# Formal models of alliances, NATO, and facts beside them: the wing, a stage a file, and its targets.
# In:  tidy tables of the study's own; config/games/; config/nato/.
# Out: results/<run>/games/.


include: "../common.smk"


STUDY, SETTINGS = STUDIES["games"], config["games"]
FOLDER = RESULTS / "games"
LOGS = LOGS / "games"
TABLES = FOLDER / "tables"

YEARS = [SETTINGS["years"]["first"], SETTINGS["years"]["last"]]

# It makes no further tables of which rows are dropped.
COUNTED = []

# A run of the demo world reads no raw files, and of these are the tables of NATO and of facts.
HISTORY = bool(SOURCES[STUDY.name].tables)


include: "../engines/tidy.smk"
include: "../engines/codebook.smk"
include: "../engines/data_log.smk"
include: "burden.smk"
include: "lecture.smk"


if HISTORY:

    include: "nato.smk"
    include: "facts.smk"

else:
    LEFT_OUT |= dict.fromkeys(
        ["data/", "nato/", "facts/", "collective/nato"], "history has no place in the demo world"
    )


include: "pages.smk"


rule all:
    input:
        rules.index.output,
        rules.codebook.output,
        rules.data_log.output,
        rules.burden.input,
        rules.lecture.input,
        [rules.nato.input, rules.facts.output] if HISTORY else [],
    localrule: True
    message:
        "The study games is made"
