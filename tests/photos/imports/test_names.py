"""People found by the name in a file's name."""

import pytest

from directory.entries import Entry
from photos.imports.names import PeopleByName

PEOPLE = PeopleByName(
    [
        Entry(0, "e1", "Jörg", "Müller"),
        Entry(0, "e2", "Joerg", "Mueller"),
        Entry(0, "e3", "Amara", "Okafor"),
        Entry(0, "e4", "Ana María", "de la Cruz"),
        Entry(0, "e5", "Cher", ""),
    ]
)


@pytest.mark.parametrize(
    ("file_name", "ids"),
    [
        ("team/Okafor, Amara (2).JPG", ["e3"]),
        ("IMG_0231_amara-okafor_final.jpg", ["e3"]),
        ("Cruz_de_la_Ana_Maria.png", ["e4"]),
        ("Joerg Mueller.jpg", ["e1", "e2"]),
        ("Jorg Muller.jpg", ["e1"]),
        ("cher.jpg", ["e5"]),
        ("Amara.jpg", []),
        ("DSC_0042.jpg", []),
    ],
)
def test_whole_names_are_found(file_name: str, ids: list[str]) -> None:
    assert [entry.employee_id for entry in PEOPLE.named(file_name)] == ids


@pytest.mark.parametrize(
    ("file_name", "ids"),
    [
        ("Amarra Okafor.jpg", ["e3"]),
        ("Ana Cruz.jpg", ["e4"]),
        ("amara okafor lagos.jpg", ["e3"]),
        ("DSC_0042.jpg", []),
        ("Zofia Nowak.jpg", []),
    ],
)
def test_near_names_are_suggested(file_name: str, ids: list[str]) -> None:
    assert [entry.employee_id for entry in PEOPLE.alike(file_name)] == ids
