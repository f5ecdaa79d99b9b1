# What rules ask of declared experiments: their labels, the files that they are made of, those that are made of them.
# In:  DESIGNS, FILES, DECLARED, FOLDER, SOURCES and STUDY of the study.
# Out: functions alone.


def experiment_label(wildcards):
    """The label of a run, and that an experiment is simulated."""
    return label_of(DESIGNS[wildcards.experiment], config["label"])


def answer_digests(wildcards):
    """The registered digest of the file of answers, by its path; nothing if they are drawn."""
    role = getattr(DESIGNS[wildcards.experiment].data, "role", None)
    return SOURCES[STUDY.name].digests([role] if role else [])


def declared(wildcards):
    """The files that declare an experiment: its design, and how answers are drawn if they are."""
    simulation = simulation_file(DECLARED, DESIGNS[wildcards.experiment])
    return list(filter(None, [FILES[wildcards.experiment], simulation]))


def all_of(parts, names):
    """Files of every experiment: what it has of some parts, each a file of the names that are made of one."""
    return [
        FOLDER / experiment / name
        for experiment, design in DESIGNS.items()
        for part in parts(design)
        for name in names(part)
    ]
