import pytest

from entente.core.atomic import atomic_path


def test_the_file_appears_when_the_block_ends(tmp_path):
    path = tmp_path / "new" / "folder" / "file.csv"
    with atomic_path(path) as temporary:
        temporary.write_text("whole")
        assert not path.exists()
        # Only a name in the same folder can be renamed at once.
        assert temporary.parent == path.parent
    assert path.read_text() == "whole"
    assert list(path.parent.iterdir()) == [path]


def test_an_old_file_stays_until_the_block_ends(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text("old")
    with atomic_path(str(path)) as temporary:
        temporary.write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("old", [None, "old"])
def test_an_exception_leaves_everything_as_it_was(tmp_path, error, old):
    path = tmp_path / "file.csv"
    if old is not None:
        path.write_text(old)
    with pytest.raises(error), atomic_path(path) as temporary:
        temporary.write_text("half")
        raise error
    assert [(found, found.read_text()) for found in tmp_path.iterdir()] == ([(path, old)] if old else [])


def test_what_a_killed_run_left_is_neither_kept_nor_mistaken_for_the_file(tmp_path):
    path = tmp_path / "file.csv"
    with pytest.raises(FileNotFoundError), atomic_path(path) as temporary:
        pass
    temporary.write_text("left by a run that was killed")
    with atomic_path(path) as temporary, temporary.open("a") as file:
        file.write("whole")
    assert path.read_text() == "whole"
    temporary.write_text("left again")
    with pytest.raises(ValueError), atomic_path(path):
        raise ValueError
    assert [found.name for found in tmp_path.iterdir()] == ["file.csv"]
