from __future__ import annotations

import re

import pytest

from competition import db
from competition.storage import keys


def test_an_original_lies_under_its_entry_and_its_name_tells_nothing() -> None:
    entry_id = db.new_id()
    assert re.fullmatch(rf"entries/{entry_id}/[0-9a-f]{{32}}", keys.original(entry_id))


def test_all_that_is_made_from_one_file_lies_in_one_folder() -> None:
    folder = keys.derived_folder()
    assert re.fullmatch(r"derived/[0-9a-f]{32}", folder)
    assert keys.derived(folder, "level-1600.webp") == f"{folder}/level-1600.webp"


def test_a_public_key_cannot_be_guessed_and_no_two_are_alike() -> None:
    made = {keys.public() for _ in range(100)}
    assert len(made) == 100
    assert all(re.fullmatch(r"public/[0-9a-f]{32}\.webp", key) for key in made)


@pytest.mark.parametrize("entry_id", ["", "../public", "a/b", "a b", "A", "é", "a\n", "x" * 65])
def test_what_is_no_id_makes_no_key(entry_id: str) -> None:
    with pytest.raises(ValueError, match="is no entry's id"):
        keys.original(entry_id)


@pytest.mark.parametrize("name", ["", "..", "a/b.webp", ".hidden", "a.b.c", "Level.webp", "a b.webp", "金.webp"])
def test_what_is_no_name_of_ours_makes_no_key(name: str) -> None:
    with pytest.raises(ValueError, match="make no derived key"):
        keys.derived(keys.derived_folder(), name)


def test_nothing_derived_lies_outside_the_derived_folders() -> None:
    with pytest.raises(ValueError, match="make no derived key"):
        keys.derived("public", "a.webp")
