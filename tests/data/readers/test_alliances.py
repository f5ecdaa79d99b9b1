HEADER = "mem1,mem2,year,defense,offense,neutral,nonagg,consul\n"


def test_obligations_become_true_or_false_under_tidy_names(read):
    tidy = read("alliances", alliances=HEADER + "2,20,1942,1,0,1,0,1\n2,20,1941,0,1,0,1,0\n")
    assert tidy.text == (
        "year,ccode1,ccode2,defense,offense,neutrality,nonaggression,consultation\n"
        "1941,2,20,False,True,False,True,False\n"
        "1942,2,20,True,False,True,False,True\n"
    )
    assert tidy.log == [("read", "dyad-years of alliances", 2)]


def test_the_lower_code_comes_first(read):
    tidy = read("alliances", alliances=HEADER + "200,20,1942,1,0,0,0,0\n")
    assert tidy.table[["ccode1", "ccode2"]].values.tolist() == [[20, 200]]


def test_states_that_never_were_members_are_dropped_and_counted_on_either_side(read, make_recodes):
    recodes = make_recodes(("alliances", 348, 1800, 2005, None))
    rows = "2,20,1942,1,0,0,0,0\n348,365,1943,1,0,0,0,0\n2,348,1944,1,0,0,0,0\n20,348,1944,1,0,0,0,0\n"
    tidy = read("alliances", recodes, alliances=HEADER + rows)
    assert tidy.table["year"].tolist() == [1942]
    assert tidy.rows("read") == 4
    assert [entry[::2] for entry in tidy.log if entry[0] == "dropped"] == [("dropped", 1), ("dropped", 2)]
    assert tidy.rows("recoded") == 3


def test_recodes_of_other_files_do_not_apply(read, make_recodes):
    recodes = make_recodes(("polity", 20, 1800, 2005, None))
    assert len(read("alliances", recodes, alliances=HEADER + "2,20,1942,1,0,0,0,0\n").table) == 1


DIRECTED = "ccode1,ccode2,year,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul\n"


def test_an_obligation_of_either_state_is_one_of_the_directed_dyad(read):
    rows = "2,20,1942,1,0,0,0,0\n20,2,1942,0,0,1,0,0\n20,200,1942,0,0,0,1,1\n200,20,1942,0,0,0,1,1\n"
    tidy = read("alliances", alliances=DIRECTED + rows)
    assert tidy.text == (
        "year,ccode1,ccode2,defense,offense,neutrality,nonaggression,consultation\n"
        "1942,2,20,True,False,True,False,False\n"
        "1942,20,200,False,False,False,True,True\n"
    )
    assert [entry for entry in tidy.log if entry[0] == "compared" and entry[2]] == [
        ("compared", "defense differs between directions, the larger is taken", 1),
        ("compared", "neutrality differs between directions, the larger is taken", 1),
    ]
    assert tidy.rows("read") == len(tidy.table) + tidy.rows("dropped")


def test_recodes_apply_to_the_directed_file_too(read, make_recodes):
    recodes = make_recodes(("alliances", 348, 1800, 2005, None))
    rows = "2,20,1942,1,0,0,0,0\n20,2,1942,1,0,0,0,0\n2,348,1942,1,0,0,0,0\n348,2,1942,1,0,0,0,0\n"
    tidy = read("alliances", recodes, alliances=DIRECTED + rows)
    assert tidy.table[["ccode1", "ccode2"]].values.tolist() == [[2, 20]]


UNALLIED = "2,200,1942,0,0,0,0,0"


def test_dyads_without_any_obligation_are_not_allied_and_counted(read):
    tidy = read("alliances", alliances=HEADER + f"2,20,1942,1,0,0,0,0\n{UNALLIED}\n20,300,1942,0,0,0,0,1\n")
    assert tidy.table[["ccode1", "ccode2"]].values.tolist() == [[2, 20], [20, 300]]
    assert ("dropped", "without any obligation", 1) in tidy.log


def test_a_directed_dyad_is_allied_if_either_state_has_an_obligation(read):
    rows = "2,20,1942,1,0,0,0,0\n20,2,1942,0,0,0,0,0\n2,200,1942,0,0,0,0,0\n200,2,1942,0,0,0,0,0\n"
    tidy = read("alliances", alliances=DIRECTED + rows)
    assert tidy.table[["ccode1", "ccode2"]].values.tolist() == [[2, 20]]
    assert ("dropped", "without any obligation", 1) in tidy.log


def test_the_flag_of_a_file_says_who_is_allied_even_without_an_obligation(read):
    rows = f"2,20,1942,1,0,0,0,0,1\n{UNALLIED},1\n{UNALLIED.replace('1942', '1943')},0\n"
    tidy = read("alliances", alliances=HEADER.replace("consul", "consul,atopally") + rows)
    assert tidy.table[["year", "ccode1", "ccode2"]].values.tolist() == [[1942, 2, 20], [1942, 2, 200]]
    assert tidy.log[1:] == [
        ("dropped", "not allied, as the file says", 1),
        ("kept", "allied, as the file says, without any obligation", 1),
    ]
