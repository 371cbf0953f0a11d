import pytest

from photos.evaluation.doses.original import Original, as_png, original
from photos.evaluation.doses.scene import recoloured
from photos.evaluation.measure_pages.covers import with_scarf
from photos.quality.analysis import analyse
from tests.quality.pictures import encoded, portrait
from tests.quality.sweeps import EVERYBODY, base, renders


def photo(identity: str) -> Original:
    return original(identity, base(identity).data)


def saturation(data: bytes) -> float:
    value = analyse(data).measurement("saturation").value
    assert value is not None
    return value


@pytest.mark.parametrize("identity", EVERYBODY)
@pytest.mark.parametrize("times", [0.5, 0.7, 1.4])
def test_it_is_as_many_times_higher_as_the_colours_are(identity: str, times: float) -> None:
    seen = saturation(as_png(recoloured(photo(identity), times)))
    assert seen == pytest.approx(times * base(identity).value("saturation"), rel=0.05)


def test_muted_and_vivid_pictures_stand_apart_from_every_skin_processed_alike() -> None:
    values = [base(one).value("saturation") for one in EVERYBODY]
    assert max(values) < 1.2 * min(values)


@pytest.mark.parametrize("identity", EVERYBODY)
def test_walls_and_clothes_do_not_count(identity: str) -> None:
    unchanged = base(identity).value("saturation")
    walls = [
        one.value("saturation")
        for one in renders()
        if one.series == "background" and one.identity == identity
    ]
    dressed = saturation(as_png(with_scarf(photo(identity))))
    assert [*walls, dressed] == pytest.approx([unchanged] * (len(walls) + 1), rel=0.05)


def test_black_and_white_has_none() -> None:
    assert saturation(encoded(portrait().convert("L"), "PNG")) < 0.05
