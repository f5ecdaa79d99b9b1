# What the literature prints, put to the study's tables, each claim with a verdict.
# In:  tables of who carries what and why; config/burden_sharing/claims.yaml.
# Out: results/<run>/burden_sharing/tables/claims.{csv,md,html}.

EVIDENCE = {
    "exploitation": BURDEN_TABLES["exploitation"],
    **{name: rules.determinants.output[name] for name in ("determinants", "effort", "weight_responses")},
}


include: "../engines/claims.smk"
