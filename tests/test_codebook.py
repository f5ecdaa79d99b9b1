"""The codebook says what the schemas say."""

from entente.codebook import codebook_frame, codebook_markdown
from entente.schema import load_schema, schema_names


def test_it_has_a_row_for_every_column_of_every_table():
    schemas = [load_schema(name) for name in schema_names()]
    frame = codebook_frame(schemas)
    assert list(zip(frame["table"], frame["column"], strict=True)) == [
        (schema.name, column.name) for schema in schemas for column in schema.columns
    ]
    assert (frame["label"].str.len() > 0).all()


def test_the_page_has_a_section_for_every_table_and_the_label():
    schemas = [load_schema("srg"), load_schema("states")]
    page = codebook_markdown(schemas, label="DEMO")
    assert (
        "## srg\n\nStrategic reference groups. One row is one directed dyad-year; key: year, ccode, member."
        in page
    )
    assert "| first_day | First day of membership in the year | day of the year | int16 |" in page
    assert "**DEMO**" in page
    assert "DEMO" not in codebook_markdown(schemas)
