def test_coded_and_blank_totals_are_missing_and_counted_by_kind_but_zero_is_not(read):
    rows = "20,1870,-9,41\n2,1870,450,\n2,1871,0,-9\n"
    tidy = read("trade_national", trade_national="ccode,year,imports,exports\n" + rows)
    assert tidy.text == "ccode,year,imports,exports\n2,1870,450.0,\n2,1871,0.0,\n20,1870,,41.0\n"
    assert tidy.log == [
        ("read", "state-years of total trade", 3),
        ("missing", "total imports coded −9", 1),
        ("missing", "total exports coded −9", 1),
        ("missing", "total exports blank", 1),
    ]
