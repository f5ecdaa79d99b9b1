"""What layers of cooperation are called in tables, figures and sentences."""

#: In tables and figures, in the order in which they are shown.
LAYERS = {
    "defence": "Defence pacts",
    "dca": "DCAs, general",
    "combined": "Pact or DCA",
    "sector": "DCAs of a sector",
    "arms": "Arms transfers",
    "codeployment": "One UN mission",
    "joint_intervention": "Interventions",
    "gsa": "GSAs",
}

#: In sentences, those whose ties are regressors, the main one first: agreements of two, not pacts of many.
TIED = {
    "dca": "defence cooperation agreements",
    "defence": "defence pacts",
    "combined": "either of these two",
    "arms": "arms transfers",
}
