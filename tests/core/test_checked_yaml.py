"""Files of declarations: read, or refused with file, place and reason."""

import pytest

from entente.core.checked_yaml import read_checked, read_yaml
from entente.core.errors import ConfigurationError

GOOD = """\
P1:
  title: T
  parts:
    a: {claims: [p07-05], sign: positive, term: x, models: [m], alliances: [pact]}
"""


@pytest.fixture
def read(tmp_path):
    def reading(text):
        path = tmp_path / "some.yaml"
        path.write_text(text, encoding="utf-8")
        return read_checked(path, "propositions")

    return reading


def test_a_file_that_follows_its_schema_is_plain_values(read):
    assert read(GOOD)["P1"]["parts"]["a"]["models"] == ["m"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD.replace("title", "titel"), r"P1: .*'title'.*required"),
        (
            GOOD.replace("term: x", "term: x, terms: y"),
            r"P1.parts.a: unknown key 'terms', did you mean 'term'",
        ),
        (GOOD + GOOD, "keys occur twice"),
        ("P1: [", "no valid YAML"),
        ("P1: 1914-06-31", "no valid YAML: day"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(read, text, message):
    with pytest.raises(ConfigurationError, match=f"(?s)some.yaml.*{message}"):
        read(text)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ConfigurationError, match="absent.yaml cannot be read"):
        read_checked(tmp_path / "absent.yaml", "propositions")


def test_a_file_that_is_not_utf8_is_named(tmp_path):
    path = tmp_path / "latin.yaml"
    path.write_bytes("title: é".encode("latin-1"))
    with pytest.raises(ConfigurationError, match="latin.yaml is no valid YAML: .*utf-8"):
        read_yaml(path)
