"""What readers get: tables in four formats, pages, the style of figures, the codebook."""
