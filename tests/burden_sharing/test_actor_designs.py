"""The declared designs of the rule set ``actors``: as large as the paper's, and each file as it may be."""

from entente.core.checked_yaml import declared_files, read_declared
from entente.studies.burden_sharing.study import forms


def test_the_designs_are_those_of_the_paper(root):
    files = declared_files(root / "config/burden_sharing/actors")
    designs = {path.stem: read_declared(path, forms()["actors"]) for path in files}
    points = {name: len(design.points(complete=True)) for name, design in designs.items()}
    assert points == {"figure_5": 41, "figure_6a": 41, "figure_6b": 41, "figure_7": 441, "figure_a1": 101}
    assert sum(len(list(design.runs(complete=True))) for design in designs.values()) == 21_260
    for design in designs.values():
        part = design.points(complete=False)
        assert 9 <= len(part) <= 25 and len(list(design.runs(complete=False))) <= 150
        # The part has both ends of each coefficient.
        for name, values in design.vary.items():
            found = {point.values[name] for point in part}
            assert {values.listed[0], values.last} <= found
    assert designs["figure_a1"].points(complete=True)[0].values == {"rates": 1}
