from photos.evaluation.labelled import LabelledPhoto
from photos.evaluation.slices import slice_by, slices
from tests.photos.evaluation.labelled_photos import CLOSED, SHADED, photo


def group_of(tone: str, flagged: int, passed: int) -> list[LabelledPhoto]:
    """Photos that people pass; some of them are called a retake."""
    bad = [
        photo(f"{tone}{number}.jpg", "pass", SHADED, skin_tone=tone) for number in range(flagged)
    ]
    good = [photo(f"{tone}p{number}.jpg", "pass", skin_tone=tone) for number in range(passed)]
    return bad + good


def test_figures_are_counted_where_they_belong() -> None:
    photos = [
        photo("a.jpg", "pass", SHADED, beard="1"),
        photo("b.jpg", "fix", CLOSED, beard="1"),
        photo("c.jpg", "retake", beard="1"),
        photo("d.jpg", "retake", SHADED, beard="1"),
    ]
    (group,) = slice_by("beard", photos).groups
    assert (group.false_flags.part, group.false_flags.whole) == (2, 2)
    assert (group.missed_retakes.part, group.missed_retakes.whole) == (1, 2)
    assert (group.unsure.part, group.unsure.whole) == (1, 4)


def test_groups_treated_alike_show_no_difference() -> None:
    photos = group_of("light", 2, 18) + group_of("dark", 2, 8)
    assert slice_by("skin_tone", photos).differences == ()


def test_a_group_flagged_far_more_is_a_difference() -> None:
    photos = group_of("light", 1, 39) + group_of("dark", 15, 5)
    (found,) = slice_by("skin_tone", photos).differences
    assert (found.figure, found.lower.value, found.higher.value) == (
        "false_flags", "light", "dark"
    )  # fmt: skip


def test_those_of_whom_it_is_not_told_are_no_group_of_people() -> None:
    photos = group_of("light", 0, 40) + group_of("na", 20, 0)
    seen = slice_by("skin_tone", photos)
    assert [group.value for group in seen.groups] == ["light", "na"]
    assert seen.differences == ()


def test_only_columns_that_are_there_make_slices() -> None:
    photos = group_of("light", 0, 1)
    assert [one.column for one in slices(photos, ["file", "skin_tone"])] == ["skin_tone"]
