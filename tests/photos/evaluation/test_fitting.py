"""Blends fitted to labels: monotone, stable, and honest about too little."""

import numpy as np
import pytest

from photos.evaluation.cross_validation import cross_validate, fitted_to
from photos.evaluation.fitting import Case, TooFewPhotos, fit, likeliest, refitted
from photos.evaluation.labelled import LabelledPhoto
from photos.evaluation.labels import Label
from photos.quality.record import judged
from photos.quality.standard import load_standard
from photos.quality.verdict import judge
from tests.quality.analyses import changed

HEADSHOT = load_standard("headshot")
BLEND = HEADSHOT.blends[0]


def case(busyness: float, is_fault: bool, is_ambiguous: bool = False) -> Case:
    """A photo whose background has edges, tones and colours in proportion."""
    values = {
        "background_edges": 0.04 * busyness**2,
        "background_tone_range": 20 * busyness,
        "background_variety": 3 * busyness,
    }
    close = {f"close_{name}": value for name, value in values.items()}
    return Case(changed(values | close), is_fault, is_ambiguous)


def cases(count: int) -> list[Case]:
    """Half of them quiet, half busy, a few of either kind labelled the other way."""
    random = np.random.default_rng(0)
    made = []
    for _ in range(count):
        busyness = float(random.uniform(0, 1.2))
        made.append(case(busyness, busyness + random.normal(0, 0.15) > 0.6))
    return made


def labelled(index: int, one: Case) -> LabelledPhoto:
    """The case as a photo of a labels file, judged by the shipped standard."""
    name = f"photo-{index}.jpg"
    facts = {"background": "busy" if one.is_fault else "mild"}
    label = Label(name, "retake" if one.is_fault else "pass", False, facts=facts)
    record = judged(name, judge(one.analysis, HEADSHOT), one.analysis, 0)
    return LabelledPhoto(label, record, one.analysis)


def test_no_weight_is_below_zero_even_where_labels_say_so() -> None:
    upside_down = [case(one / 40, one < 20) for one in range(40)]
    assert all(part.weight == 0 for part in fit(BLEND, upside_down).parts)


def test_a_fitted_blend_rises_through_one_half_where_people_change_their_minds() -> None:
    fitted = fit(BLEND, cases(300))
    values = [
        fitted.measured(case(busyness, False).analysis.by_name).value or 0.0
        for busyness in (0.1, 0.6, 1.1)
    ]
    assert values[0] < 0.1
    assert values[1] == pytest.approx(0.5, abs=0.15)
    assert values[2] > 0.9


def test_blends_that_follow_take_the_same_figures() -> None:
    standard = refitted(HEADSHOT, BLEND.name, cases(100))
    own, close = standard.blends
    assert [one.weight for one in own.parts] == [one.weight for one in close.parts]
    assert all(part.measure.startswith("close_") for part in close.parts)


def test_too_few_photos_are_refused_with_their_number() -> None:
    with pytest.raises(TooFewPhotos, match="3 photos with the fault and 30 without"):
        fit(BLEND, [case(1, True)] * 3 + [case(0, False)] * 30)


def test_photos_counted_half_weigh_half() -> None:
    inputs = np.array([[0.0], [1.0], [1.0]] * 20)
    faults = np.array([False, True, False] * 20)
    twice = np.repeat(inputs, [1, 2, 1] * 20, axis=0), np.repeat(faults, [1, 2, 1] * 20)
    weighted = likeliest(inputs, faults, np.array([1.0, 2.0, 1.0] * 20))
    repeated = likeliest(*twice, np.ones(80))
    assert weighted[0] == pytest.approx(repeated[0], rel=0.02)


def test_cross_validation_judges_every_photo_once_by_figures_it_had_no_part_in() -> None:
    photos = [labelled(index, one) for index, one in enumerate(cases(200))]
    crossed = cross_validate(photos, HEADSHOT)
    assert crossed.all.photos == crossed.unambiguous.photos == 200
    assert crossed.all.balanced_accuracy.value == pytest.approx(0.85, abs=0.12)
    assert crossed.all_areas[0].area.value == pytest.approx(0.95, abs=0.05)
    assert crossed.blends[0] == fitted_to(photos, HEADSHOT).blends[0]
