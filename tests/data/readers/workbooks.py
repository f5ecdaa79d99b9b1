"""Workbooks as small as can be."""

import zipfile

OFFICE = "http://schemas.openxmlformats.org"
MAIN = f"{OFFICE}/spreadsheetml/2006/main"
RELATION = f"{OFFICE}/officeDocument/2006/relationships"


def relations(kind, *targets):
    """The file of a workbook that says where others lie."""
    said = "".join(
        f'<Relationship Id="r{number}" Type="{RELATION}/{kind}" Target="{target}"/>'
        for number, target in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{OFFICE}/package/2006/relationships">{said}</Relationships>'


def sheet(frame):
    def cell(value):
        if isinstance(value, bool):
            return f'<c t="b"><v>{value:d}</v></c>'
        if isinstance(value, str):
            return f'<c t="inlineStr"><is><t>{value}</t></is></c>'
        return f"<c><v>{value}</v></c>"

    rows = [frame.columns, *frame.itertuples(index=False, name=None)]
    body = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    return f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>'


def write_sheets(path, *frames):
    """Write a workbook with a sheet for each frame: sheet1, sheet2 and so on."""
    names = [f"sheet{number}" for number in range(1, len(frames) + 1)]
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="r{number}"/>'
        for number, name in enumerate(names, start=1)
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{OFFICE}/package/2006/content-types"/>',
        "_rels/.rels": relations("officeDocument", "xl/workbook.xml"),
        "xl/_rels/workbook.xml.rels": relations("worksheet", *(f"{name}.xml" for name in names)),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><sheets>{listed}</sheets></workbook>'
        ),
        **{f"xl/{name}.xml": sheet(frame) for name, frame in zip(names, frames, strict=True)},
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
