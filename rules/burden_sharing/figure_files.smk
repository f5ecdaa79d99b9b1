# The files of a figure, and which of them the report shows.
# In:  FOLDER of the study; captions in workflow/report/burden_sharing/.
# Out: a function alone.


def drawn(name, category="Who carries what"):
    """The files of a figure, of which the report shows one."""
    pdf, svg, png = (FOLDER / f"figures/{name}.{format}" for format in ("pdf", "svg", "png"))
    caption = f"../../workflow/report/burden_sharing/{name}.rst"
    shown = report(svg, caption=caption, category=category)
    return [pdf, shown, png]
