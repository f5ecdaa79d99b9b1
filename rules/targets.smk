# What the command line asks for is looked at before Snakemake does, whose own message knows no target that is near.
# In:  all rules.

from snakemake.cli import get_argument_parser

from entente.core.targets import check_targets

# Only a command has targets: jobs in processes of their own, and other programs, read the Snakefile too.
STARTED = workflow.is_main_process and "snakemake" in Path(sys.argv[0]).parts[-2:]

try:
    check_targets(
        get_argument_parser().parse_known_args()[0].targets if STARTED else [],
        [rule.name for rule in workflow.rules],
        {
            str(file)
            for rule in workflow.rules
            for file in (*rule.output, *rule.input)
            if not (callable(file) or file.is_callable() or file.contains_wildcard())
        },
        lambda target: any(rule.is_producer(target) for rule in workflow.rules),
    )
except EntenteError as error:
    raise WorkflowError(str(error)) from None
