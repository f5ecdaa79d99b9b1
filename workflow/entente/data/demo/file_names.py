"""Names of the files of the demo world: those of the `paper` vintage, R and Excel formats as CSV."""

from __future__ import annotations

#: Vintage of the data registry whose files the demo world imitates.
IMITATED_VINTAGE = "paper"

#: Role to path below the demo's data folder.
RAW_FILES = {
    "state_system": "cow_states/system2016.csv",
    "states": "cow_states/states2016.csv",
    "major_powers": "cow_majors/majors2016.csv",
    "capabilities": "cow_nmc/NMC_v4_0.csv",
    "disputes": "dyadic_mid/dyadmid20-1.csv",
    "wars": "cow_wars/Inter-StateWarData_v4.0.csv",
    "dyadic_wars": "dyadic_wars/directed_dyadic_war.csv",
    "alliances": "atop/atop3_0dy.csv",
    "contiguity": "cow_contiguity/contdird.csv",
    "capitals": "capitals/peacesciencer_cow_capitals.csv",
    "igo_states": "cow_igo/igoR_state_year_format3.csv",
    "igo_dyads": "cow_igo/peacesciencer_cow_igo_ndy.csv",
    "trade_dyads": "cow_trade/cow_trade_ddy.csv",
    "trade_national": "cow_trade/National_COW_4.0.csv",
    "polity": "polity/p4v2010.csv",
    "regime_panel": "regime_panel/isard_cw_democracy.csv",
    "rivalries": "kgd_rivalry/riv500.csv",
    "religions": "world_religion/WRP_national.csv",
}

#: The coefficients that the demo world's alliances follow: columns term, coefficient.
ALLIANCE_LOGIT_FILE = "demo_alliance_logit.csv"
