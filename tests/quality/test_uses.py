import pytest

from photos.quality.uses import UsesError, load_uses, read_tables, read_use, use_named


def test_uses_are_those_of_the_standard_in_its_order() -> None:
    names = [use.name for use in load_uses()]
    assert names == [
        "directory", "microsoft365", "linkedin", "website", "signature", "card", "badge",
        "portrait",
    ]  # fmt: skip


def test_every_use_makes_its_preferred_size_and_its_sizes_rise() -> None:
    for use in load_uses():
        assert use.preferred in {use.sizes[-1], use.sizes[-2]}
        assert use.sizes == tuple(sorted(use.sizes))
        assert use.sizes[-1] >= use.minimum


def test_badge_is_four_by_five_and_a_portrait_has_the_shape_of_its_photo() -> None:
    assert use_named("badge").aspect == 0.8
    assert use_named("portrait").aspect is None


def test_unknown_use_is_named_with_those_there_are() -> None:
    with pytest.raises(KeyError, match=r"poster.*directory"):
        use_named("poster")


@pytest.mark.parametrize(
    "change",
    [{"minimum": 700}, {"sizes": [648, 48]}, {"shot_types": ["selfie"]}, {"aspect": "square"}],
)
def test_broken_use_is_refused_with_its_name(change: dict[str, object]) -> None:
    tables = read_tables()
    table = {**tables["house"], **tables["uses"]["directory"], **change}
    with pytest.raises(UsesError, match="directory"):
        read_use("directory", table)
