import pandas as pd
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.core.errors import SchemaError
from entente.core.schema import TableSchema, load_schema, schema_names

from ..data.tables import TABLES

TOY = {
    "title": "Toys",
    "unit_of_analysis": "toy-year",
    "key": ["year", "ccode"],
    "columns": {
        "year": {"label": "Year", "dtype": "int16", "minimum": 1800, "maximum": 2030},
        "ccode": {"label": "Country code", "dtype": "int16", "minimum": 2},
        "share": {"label": "Share", "dtype": "float64", "minimum": 0, "maximum": 1},
        "score": {"label": "Score", "dtype": "Int8", "minimum": -10, "maximum": 10, "missing": "never coded"},
        "kind": {"label": "Kind", "dtype": "string", "allowed": ["old", "new"]},
        "war": {"label": "At war", "dtype": "bool"},
    },
}
ROWS = {
    "year": [1914, 1913, 1914],
    "ccode": [20, 2, 2],
    "share": [0.5, 0, 1],
    "score": [None, -10, 10],
    "kind": ["old", "new", "old"],
    "war": [1, 0, 0],
}


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Function that writes schemas by name, beside which there are no others."""
    monkeypatch.setattr("entente.core.schema.SCHEMA_FOLDER", tmp_path)

    def written(**schemas):
        load_schema.cache_clear()
        for name, schema in schemas.items():
            text = schema if isinstance(schema, str) else yaml.safe_dump(schema, sort_keys=False)
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")

    yield written
    load_schema.cache_clear()


@pytest.fixture
def toys(write):
    write(toys=TOY)
    return load_schema("toys")


def toy_frame(**changes):
    return pd.DataFrame(ROWS | changes)


# Validation


def test_columns_rows_and_types_are_put_in_order(toys):
    frame = toy_frame()[["war", "kind", "ccode", "score", "share", "year"]]
    valid = toys.validate(frame)
    assert valid.to_csv(index=False) == (
        "year,ccode,share,score,kind,war\n"
        "1913,2,0.0,-10,new,False\n1914,2,1.0,10,old,False\n1914,20,0.5,,old,True\n"
    )
    assert [str(dtype) for dtype in valid.dtypes] == ["int16", "int16", "float64", "Int8", "string", "bool"]
    assert valid.index.tolist() == [0, 1, 2]


def test_what_is_validated_stays_as_it_was(toys):
    frame = toy_frame()
    toys.validate(frame)
    pd.testing.assert_frame_equal(frame, toy_frame())


def test_a_valid_table_is_valid_again(toys):
    valid = toys.validate(toy_frame())
    pd.testing.assert_frame_equal(toys.validate(valid), valid)


def test_missing_and_undocumented_columns_are_named(toys):
    frame = toy_frame().drop(columns=["share", "war"]).assign(weight=1)
    with pytest.raises(SchemaError) as caught:
        toys.validate(frame)
    assert (
        "Table toys: missing columns ['share', 'war'], undocumented columns ['weight']" in caught.value.what
    )
    assert "toys.yaml" in caught.value.remedy


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("year", 1799, "1799"),
        ("year", 2031, "2031"),
        ("ccode", 1, "1"),
        ("share", -0.001, "-0.001"),
        ("share", 1.001, "1.001"),
        ("share", float("inf"), "inf"),
        ("score", 11, "11"),
        ("kind", "middling", "middling"),
    ],
)
def test_a_value_out_of_range_is_shown_with_its_column(toys, column, value, said):
    with pytest.raises(
        SchemaError, match=f"Table toys, column {column}: 1 values break the schema"
    ) as caught:
        toys.validate(toy_frame(**{column: [ROWS[column][0], value, ROWS[column][2]]}))
    assert column in caught.value.what
    assert said in caught.value.what


@pytest.mark.parametrize("column", ["year", "ccode", "share", "kind", "war"])
@pytest.mark.parametrize("blank", [None, float("nan"), pd.NA])
def test_a_missing_value_is_refused_where_the_schema_gives_no_reason_for_it(toys, column, blank):
    values = pd.Series([ROWS[column][0], blank, ROWS[column][2]], dtype=object)
    with pytest.raises(SchemaError, match="Table toys"):
        toys.validate(toy_frame(**{column: values}))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("year", 67450),  # 1914 in sixteen bits
        ("year", 1914.5),
        ("year", "this year"),
        ("year", "1914"),
        ("score", 256),  # 0 in eight bits
        ("score", 0.5),
        ("war", 2),
        ("war", "no"),
        ("share", "half"),
    ],
)
@pytest.mark.parametrize("dtype", [object, None])
def test_a_value_that_does_not_fit_the_type_is_not_made_to_fit(toys, column, value, dtype):
    values = pd.Series([ROWS[column][0], value, ROWS[column][2]], dtype=dtype)
    with pytest.raises(SchemaError, match=f"column {column}: .*do not fit"):
        toys.validate(toy_frame(**{column: values}))


@settings(max_examples=60)
@given(st.lists(st.integers(-(2**40), 2**40) | st.floats(-1e6, 1e6), min_size=1, max_size=3, unique=True))
def test_an_integer_column_holds_what_it_was_given_or_is_refused(values):
    column = {"label": "Year", "dtype": "int16"}
    schema = TableSchema(title="Toys", unit_of_analysis="year", key=["year"], columns={"year": column})
    fits = all(value == int(value) and -(2**15) <= value < 2**15 for value in values)
    try:
        valid = schema.validate(pd.DataFrame({"year": values}))
    except SchemaError:
        assert not fits
    else:
        assert fits
        assert valid["year"].tolist() == sorted(values)


def test_rows_that_share_a_key_are_counted_and_shown(toys):
    with pytest.raises(SchemaError) as caught:
        toys.validate(toy_frame(ccode=[2, 2, 2]))
    assert "Table toys: 2 rows share a key ('year', 'ccode')" in caught.value.what
    assert "1914" in caught.value.what
    assert "1913" not in caught.value.what


# Loading


def test_a_column_may_have_missing_values_if_the_schema_says_why(toys):
    assert {column.name for column in toys.columns if column.nullable} == {"score"}


def test_what_a_column_may_hold_is_put_in_words(toys):
    words = {column.name: column.values for column in toys.columns}
    assert words == {
        "year": "≥ 1800, ≤ 2030",
        "ccode": "≥ 2",
        "share": "≥ 0, ≤ 1",
        "score": "≥ -10, ≤ 10",
        "kind": "old, new",
        "war": "",
    }


def test_a_schema_begins_with_the_columns_of_the_one_that_it_extends(write):
    write(
        toys=TOY,
        more={
            "title": "More toys",
            "unit_of_analysis": "toy-year",
            "extends": "toys",
            "key": ["ccode"],
            "columns": {"price": {"label": "Price", "dtype": "float64"}},
        },
    )
    more = load_schema("more")
    assert more.column_names == [*TOY["columns"], "price"]
    assert more.columns[:-1] == load_schema("toys").columns
    assert (more.title, more.key) == ("More toys", ("ccode",))
    more.validate(toy_frame(ccode=[2, 3, 4]).assign(price=1))
    with pytest.raises(SchemaError, match="missing columns \\['price'\\]"):
        more.validate(toy_frame())


def without(key):
    return {name: value for name, value in TOY.items() if name != key}


@pytest.mark.parametrize(
    "schema",
    [
        *(without(key) for key in ("title", "unit_of_analysis", "key", "columns")),
        {**TOY, "columns": {"year": {"dtype": "int16"}}},
        {**TOY, "columns": {"year": {"label": "Year"}}},
        {**TOY, "columns": {"year": {"label": "Year", "dtype": "int16", "unis": "years"}}},
        {**TOY, "columns": {"year": None}},
        yaml.safe_dump(TOY) + "title: Other toys",
        "",
    ],
)
def test_a_malformed_schema_is_refused_by_name(write, schema):
    write(toys=schema)
    with pytest.raises(SchemaError, match="The schema .*toys.yaml(:| is no valid YAML: keys occur twice)"):
        load_schema("toys")


def test_an_unknown_schema_is_refused_by_name(write):
    write(toys=TOY)
    with pytest.raises(SchemaError, match="The schema .*dolls.yaml cannot be read"):
        load_schema("dolls")


def test_an_extended_schema_that_is_not_there_is_refused(write):
    write(toys={**TOY, "extends": "dolls"})
    with pytest.raises(SchemaError, match="The schema .*dolls.yaml cannot be read"):
        load_schema("toys")


def test_names_are_sorted(write):
    write(toys=TOY, dolls=TOY)
    assert schema_names() == ["dolls", "toys"]


# The schemas of this repository


@pytest.mark.parametrize("name", schema_names())
def test_every_schema_is_complete(name):
    schema = load_schema(name)
    assert name.endswith(f"/{schema.name}")
    assert schema.title and schema.unit_of_analysis
    assert len(set(schema.column_names)) == len(schema.columns)
    assert set(schema.key) <= set(schema.column_names)
    for column in schema.columns:
        assert column.label.strip(), column.name
        pd.Series(dtype=column.dtype)
        if column.minimum is not None and column.maximum is not None:
            assert column.minimum < column.maximum, column.name
        if column.nullable:
            # A type that cannot be missing would refuse what the schema allows.
            assert not column.dtype.startswith(("int", "bool")), column.name
            assert column.name not in schema.key


def test_every_reader_has_a_schema():
    assert {table.schema for table in TABLES.values()} <= set(schema_names())
