"""What layers of cooperation are called in tables and figures."""

#: In the order in which they are shown.
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
