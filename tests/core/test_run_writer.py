"""The writer of a run: its label is on all that is shown, and on nothing if there is none."""

import pandas as pd
import pytest

from entente.core.errors import SchemaError
from entente.core.run_writer import RunWriter
from entente.core.storage import read_table


class Page:
    def marked(self, label):
        return f"{label}: text"


@pytest.fixture
def groups():
    return pd.DataFrame({"direct": True, "member": [2, 20], "ccode": [20, 2], "year": 1900})


def test_a_label_fills_a_last_column_and_the_frame_stays_as_it_was(tmp_path):
    frame = pd.DataFrame({"year": [1816, 1817]})
    RunWriter("DEMO").csv(frame, tmp_path / "series.csv")
    assert (tmp_path / "series.csv").read_text() == "year,label\n1816,DEMO\n1817,DEMO\n"
    assert list(frame) == ["year"]


def test_without_a_label_there_is_no_such_column(tmp_path):
    RunWriter().csv(pd.DataFrame({"year": [1816]}), tmp_path / "series.csv")
    assert (tmp_path / "series.csv").read_text() == "year\n1816\n"


def test_a_table_with_a_schema_is_validated_and_ordered_before_it_is_labelled(groups, tmp_path):
    path = tmp_path / "srg.csv"
    RunWriter("DEMO").csv(groups, path, schema="maoz2011/srg")
    assert path.read_text() == "year,ccode,member,direct,label\n1900,2,20,True,DEMO\n1900,20,2,True,DEMO\n"
    with pytest.raises(SchemaError):
        RunWriter().csv(groups.drop(columns="year"), tmp_path / "other.csv", schema="maoz2011/srg")
    assert not (tmp_path / "other.csv").exists()


def test_a_table_of_the_next_steps_has_the_columns_of_its_schema_alone(groups, tmp_path):
    RunWriter("DEMO").table(groups, tmp_path / "srg.parquet", schema="maoz2011/srg")
    assert list(read_table(tmp_path / "srg.parquet")) == ["year", "ccode", "member", "direct"]


def test_a_page_is_handed_the_label(tmp_path):
    RunWriter("DEMO").page(Page(), tmp_path / "page.md")
    assert (tmp_path / "page.md").read_text() == "DEMO: text\n"
