"""Photos find their people by the list, by id, by e-mail; doubt is told."""

import pytest

from directory.entries import Entry
from photos.imports.matching import (
    NOBODY,
    Matching,
    entry_from_name,
    match_photos,
    people_named,
)


def person(employee_id: str, photo: str = "", email: str = "") -> Entry:
    return Entry(2, employee_id, "Amara", "Okafor", email=email, photo=photo)


def pairs(matching: Matching) -> dict[str, str]:
    return {pair.entry.employee_id: pair.name for pair in matching.pairs}


def reasons(matching: Matching) -> dict[str, str]:
    return {photo.name: photo.reason for photo in matching.unmatched}


@pytest.mark.parametrize(
    "name",
    [
        "e1001.jpg",
        "E1001.JPG",
        "e1001-amara-okafor.jpg",
        "e1001_2026.png",
        "new/e1001 final.jpg",
        "amara.okafor@example.com.jpg",
        "Amara.Okafor@Example.com.png",
    ],
)
def test_a_photo_is_matched_by_id_or_address(name: str) -> None:
    people = [person("e1001", email="amara.okafor@example.com"), person("e100"), person("e10011")]
    assert pairs(match_photos([name], people)) == {"e1001": name}


@pytest.mark.parametrize("written", ["IMG_7.jpg", "img_7.JPG", "IMG_7", "photos/IMG_7.jpg"])
def test_the_lists_photo_column_wins(written: str) -> None:
    people = [person("e1", photo=written), person("e2")]
    assert pairs(match_photos(["IMG_7.jpg", "e2.jpg"], people)) == {
        "e1": "IMG_7.jpg",
        "e2": "e2.jpg",
    }


def test_a_name_that_fits_too_is_beaten_by_the_lists_photo() -> None:
    matching = match_photos(["IMG_7.jpg", "e1.jpg"], [person("e1", photo="IMG_7.jpg")])
    assert pairs(matching) == {"e1": "IMG_7.jpg"}
    assert reasons(matching) == {
        "e1.jpg": "The list names another photo for Amara Okafor (e1): IMG_7.jpg."
    }


def test_a_photo_column_with_a_folder_tells_twins_apart() -> None:
    people = [person("e1", photo="north/a.jpg"), person("e2", photo="south/a.jpg")]
    matching = match_photos(["north/a.jpg", "south/a.jpg"], people)
    assert pairs(matching) == {"e1": "north/a.jpg", "e2": "south/a.jpg"}


def test_two_photos_for_one_person_are_told_and_none_is_taken() -> None:
    matching = match_photos(["e1-new.jpg", "e1.jpg"], [person("e1")])
    sentence = "Amara Okafor (e1) has 2 photos here (e1-new.jpg, e1.jpg): leave one."
    assert reasons(matching) == {"e1-new.jpg": sentence, "e1.jpg": sentence}
    assert [entry.employee_id for entry in matching.without] == ["e1"]


def test_a_photo_named_for_two_people_is_told() -> None:
    matching = match_photos(["a.jpg"], [person("e1", photo="a.jpg"), person("e2", photo="a.jpg")])
    assert reasons(matching) == {"a.jpg": "It fits several people: e1, e2."}
    assert [entry.employee_id for entry in matching.missing] == ["e1", "e2"]


def test_a_beginning_that_fits_two_people_is_told() -> None:
    matching = match_photos(["e1-2-amara.jpg"], [person("e1"), person("e1-2")])
    assert reasons(matching) == {"e1-2-amara.jpg": "It fits several people: e1, e1-2."}


def test_the_whole_name_is_stronger_than_a_beginning() -> None:
    assert pairs(match_photos(["e1-2.jpg"], [person("e1"), person("e1-2")])) == {
        "e1-2": "e1-2.jpg"
    }


def test_ids_that_differ_in_case_alone_are_told() -> None:
    assert "several" in reasons(match_photos(["e1.jpg"], [person("e1"), person("E1")]))["e1.jpg"]


def test_strangers_and_people_without_a_photo_are_told() -> None:
    matching = match_photos(["holiday.jpg"], [person("e1"), person("e2", photo="e2.jpg")])
    assert reasons(matching) == {"holiday.jpg": NOBODY}
    assert [entry.employee_id for entry in matching.without] == ["e1"]
    assert [entry.employee_id for entry in matching.missing] == ["e2"]


@pytest.mark.parametrize(
    ("name", "employee_id", "first_name", "last_name"),
    [
        ("e1001-amara-okafor.jpg", "e1001", "Amara", "Okafor"),
        ("Amara Okafor.jpg", "amara-okafor", "Amara", "Okafor"),
        ("new/Anne-Marie Dupont.png", "anne-marie-dupont", "Anne-Marie", "Dupont"),
        ("1007_laura_bennett.jpg", "1007", "Laura", "Bennett"),
        ("e7-josé-maría-del-río.webp", "e7", "José", "María Del Río"),
        ("e8-cher.jpg", "e8", "Cher", ""),
        ("Ian O'Hara.jpg", "ian-ohara", "Ian", "O'Hara"),
        ("J. Müller.jpg", "j-müller", "J.", "Müller"),
    ],
)
def test_a_files_name_tells_a_person(
    name: str, employee_id: str, first_name: str, last_name: str
) -> None:
    assert entry_from_name(name) == Entry(0, employee_id, first_name, last_name)


@pytest.mark.parametrize(
    "name", ["IMG_1234.jpg", "DSC01234.jpg", "photo.jpg", "Amara Okafor (1).jpg", "2026-01-02.jpg"]
)
def test_a_cameras_name_tells_nobody(name: str) -> None:
    assert entry_from_name(name) is None


def test_files_that_disagree_about_an_id_make_nobody() -> None:
    names = ["e1-amara-okafor.jpg", "e1-mei-tanaka.jpg", "e2-kenji-mori.jpg", "e2 Kenji Mori.png"]
    assert [entry.employee_id for entry in people_named(names)] == ["e2"]
