# Figures of the rule sets of effort and ties.
# In:  tables of random systems, of shares in spending and of end states; config/burden_sharing/actors/.
# Out: results/<run>/burden_sharing/figures/: signs_of_ties, effort_steps, actor_designs, forecast_shares, forecast_errors, as pdf, svg and png.

#: Where the report shows them.
MODELLED = "Models"


rule rule_set_figures:
    input:
        **{name: rules.system_tables.output[name] for name in ("effects", "responses")},
        **{name: rules.shares_on_history.output[name] for name in ("shown", "scores", "forecasts")},
        end_states=rules.actor_responses.output[0],
        designs=expand("config/burden_sharing/actors/{design}.yaml", design=ACTOR_DESIGNS),
        modules=modules("scripts/burden_sharing/rule_set_figures.py"),
    output:
        signs=drawn("signs_of_ties", MODELLED),
        steps=drawn("effort_steps", MODELLED),
        designs=drawn("actor_designs", MODELLED),
        shares=drawn("forecast_shares", MODELLED),
        errors=drawn("forecast_errors", MODELLED),
    log:
        LOGS / "rule_set_figures.log",
    conda:
        "../../environment.yml"
    params:
        chosen_until=RULE_SETS["shares"]["chosen_until"],
        label=run_label,
    message:
        "Drawing what rule sets of effort and ties come to"
    script:
        "../../scripts/burden_sharing/rule_set_figures.py"
