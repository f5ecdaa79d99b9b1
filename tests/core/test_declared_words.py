"""Words that are put where their names stand in braces."""

from entente.core.declared_words import combinations, names_in_braces, put


def test_each_combination_comes_in_the_order_declared():
    words = {"layer": ("dca", "arms"), "source": ("sipri", "nmc")}
    assert [tuple(found.values()) for found in combinations(words)] == [
        ("dca", "sipri"),
        ("dca", "nmc"),
        ("arms", "sipri"),
        ("arms", "nmc"),
    ]
    assert list(combinations({})) == [{}]


def test_words_are_put_at_any_depth_and_all_else_is_left():
    given = {"{a}_x": ["of {a}", 3, {1994: "{b}", "kept": "{c}"}]}
    assert put(given, {"a": "one", "b": "two"}) == {"one_x": ["of one", 3, {1994: "two", "kept": "{c}"}]}
    assert names_in_braces(str(put(given, {"a": "one"}))) == ["b", "c"]
