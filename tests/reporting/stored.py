"""A store of two regressions, written by hand, and a table of them."""

from pathlib import Path

from entente.regressions.store import read_store

#: The first: x loses a star when clustered on state, z has no robust standard error; the second failed.
TERMS = """model,alliance,term,variance,estimate,std_error,statistic,p_value,conf_low,conf_high
degree,pact,x,printed,0.5,0.1,5,0.001,,
degree,pact,x,state_clustered,0.5,0.25,2,0.04,,
degree,pact,z,printed,-0.00025,0.0001,-2.5,0.02,,
degree,pact,z,state_clustered,-0.00025,,,,,
degree,pact,constant,printed,1234.5,1000,1.23,0.2,,
degree,pact,constant,state_clustered,1234.5,1000,1.23,0.2,,
"""
STATISTICS = """model,alliance,statistic,value,reason
degree,pact,n,900,
degree,pact,n_rows,1000,
degree,pact,n_dropped,234,
degree,pact,missing_x,200,column_x missing: never asked
degree,pact,missing_outcome,50,no value of 1 year before
degree,pact,n_groups_dropped,3,
degree,pact,rho,0.75,
degree,pact,r2,,a count has no R²
"""
FAILED_TERMS = "model,alliance,term,variance,estimate,std_error,statistic,p_value,conf_low,conf_high\n"
FAILED_STATISTICS = """model,alliance,statistic,value,reason
failed,pact,n,,not estimated: The terms are collinear.
failed,pact,r2,,not estimated: The terms are collinear.
"""

TABLE = """
heading: Table 9
title: Allies of states
published: table9
alliance: pact
columns:
  - {group: Degree, header: Baseline, model: degree, printed: {dependent: degree, model: baseline}}
  - {group: Degree, header: Last, model: failed, printed: {dependent: degree, model: last}}
rows: {x: Threats_x, z: {label: Distance, unit_doubt: km here}, rho: ρ, constant: Constant}
statistics: {n: N, r2: R²}
left_out: states without an ally in any year
notes: [A & B.]
"""

PRINTED = """table,dependent,model,term,estimate,std_error,stars,sign_doubtful,note
table9,degree,baseline,n,1000,,,,
table9,degree,last,n,800,,,,
table9,degree,last,x,-0.50,2.0e-01,*,yes,a smudge
table9,other,baseline,n,7,,,,
table8,degree,baseline,n,8,,,,
"""


def write_store(folder: Path) -> dict[str, list[Path]]:
    """Write both regressions, and return the files of terms and of statistics."""
    files = {"terms": [TERMS, FAILED_TERMS], "statistics": [STATISTICS, FAILED_STATISTICS]}
    written = {}
    for kind, texts in files.items():
        written[kind] = [folder / f"{kind}_{number}.csv" for number in range(len(texts))]
        for path, text in zip(written[kind], texts, strict=True):
            path.write_text(text, encoding="utf-8")
    return written


def results(folder: Path):
    """Return both regressions as they are read from the store."""
    return read_store(**write_store(folder))


def write_table(folder: Path, text: str = TABLE, name: str = "table9") -> Path:
    """Write a table's file, and return its path."""
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def write_printed(folder: Path, text: str = PRINTED) -> Path:
    """Write the printed numbers, and return their path."""
    path = folder / "printed.csv"
    path.write_text(text, encoding="utf-8")
    return path
