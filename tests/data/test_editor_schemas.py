"""JSON schemas for editors, made of the models of the files."""

from entente.core.study import study_names
from entente.data.editor_schemas import editor_schemas


def test_every_file_that_is_declared_has_one_with_the_meaning_of_its_keys(root):
    made = editor_schemas()
    files = (path.relative_to(root / "config").with_suffix("") for path in (root / "config").rglob("*.yaml"))
    # A configuration may change any key; the settings of a study stand under its name in it.
    of_config = {
        "cluster",
        "current",
        "demo",
        "maoz2011/mutual",
        *(f"{name}/settings" for name in study_names()),
    }
    declared = {file.as_posix() for file in files} - of_config
    assert {file if file in made else file.rpartition("/")[0] for file in declared} == set(made)
    rules = made["config"]["$defs"]["Rules"]["properties"]
    assert rules["ties"]["enum"] == ["position", "together"]
    assert "equal capability" in rules["ties"]["description"]
    term = made["maoz2011/models"]["$defs"]["Regression"]["properties"]["terms"]["patternProperties"]
    assert {"string", None} == {said.get("type") for form in term.values() for said in form["anyOf"]}
