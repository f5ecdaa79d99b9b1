"""Lists of switches, and the variants that they make."""

from typing import Literal

import pytest
import yaml

from entente.core.errors import ConfigurationError
from entente.core.switches import BASELINE, Switch, read_switches, variants_of

VALUES = {"a.way": Literal["one", "both"], "years": int, "types": list[int]}

GOOD = [
    {
        "key": "a.way",
        "section": "s",
        "label": "way",
        "values": [{"value": "one", "label": "1"}, {"value": "both", "label": "2"}],
    },
    {
        "key": "types",
        "section": "s",
        "label": "types",
        "note": "odd",
        "values": [{"value": [3, 4], "label": "all"}, {"value": [4], "label": "4"}],
    },
]


@pytest.fixture
def read(tmp_path):
    def reading(content):
        path = tmp_path / "switches.yaml"
        path.write_text(yaml.safe_dump(content), encoding="utf-8")
        return read_switches(path, Switch, VALUES.__getitem__, "See the list.")

    return reading


def test_variants_change_one_key_each_and_the_baseline_comes_first(read):
    found = variants_of(read(GOOD), {"a.way": "one", "types": [3, 4], "other": 1})
    assert list(found) == [BASELINE, "a_way-both", "types-4"]
    assert found["types-4"].settings == {"a.way": "one", "types": [4], "other": 1}
    assert (found["types-4"].switch, found["types-4"].value, found["types-4"].note) == ("types", "4", "odd")
    assert found[BASELINE].settings["types"] == [3, 4] and found[BASELINE].key == ""


def test_what_is_configured_otherwise_varies_to_the_default_and_changes_what_goes_with_it(read):
    found = variants_of(
        read(GOOD),
        {"a.way": "both", "types": [4]},
        lambda key, value: {"with": value} if key == "types" else {},
    )
    assert list(found) == [BASELINE, "a_way-one", "types-3_4"]
    assert found["types-3_4"].settings["with"] == [3, 4] and "with" not in found["a_way-one"].settings


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ([], "no list of switches"),
        ([*GOOD, GOOD[0]], "a.way is listed twice"),
        (
            [GOOD[0] | {"values": [{"value": "one", "label": "1"}, {"value": "no", "label": "2"}]}],
            "values.1 is 'no'",
        ),
        ([GOOD[0] | {"lable": "x"}], "unknown key 'lable'"),
    ],
)
def test_a_wrong_list_is_refused_with_the_place(read, content, said):
    with pytest.raises(ConfigurationError, match="switches.yaml") as caught:
        read(content)
    assert said in str(caught.value)
