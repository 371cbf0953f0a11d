"""The photos of made-up people as rows, with all that hangs on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

import numpy as np
from django.db import connection

from audit.models import Event
from directory.models import Person
from photos.cards import Known, card_of
from photos.evaluation.companies.loading import Row, columns_but, load, moment, write
from photos.evaluation.companies.looks import CLASSES, USUAL, draw_looks
from photos.evaluation.companies.shots import FACTS, Shot
from photos.models import (
    Assessment,
    FingerprintKey,
    Judgement,
    Look,
    PersonCard,
    Photo,
    Publication,
    Review,
)
from photos.people_json import ready_person
from photos.publications import LAYOUT
from photos.quality.analysis import ENGINE_VERSION
from photos.querysets import MOST_ATTEMPTS
from photos.trail import PERSON, PHOTO

SOON = timedelta(seconds=40)  # from upload to verdict
NEXT_DAY = timedelta(days=1)  # when it was decided
PLACEHOLDER = "data:image/webp;base64," + "A" * 140
COLOUR = "#8c8280"
PHOTO_COLUMNS = (
    "id", "person_id", "is_current", "state", "master", "preview", "thumbnail", "sha256",
    "original_name", "format", "width", "height", "captured_at", "fingerprint", "source",
    "uploaded_at", *FACTS, "judgement_id",
)  # fmt: skip
CARD_COLUMNS = (
    "person_id", "key", "photo_id", "photo_state", "verdict", "score", "main_reason",
    "needs_retake", "published_photo_id", "ready", "department_id", "changed_at",
)  # fmt: skip
LOOK_COLUMNS = ("photo_id", "department_id", "is_counted", "engine_version", *USUAL, *CLASSES)
EVENT_COLUMNS = ("at", "door", "user_id", "who", "action", "kind", "key", "person_key", "after")
# Rows that repeat the numbers of another: its JSON is copied within the database.
ALIKE = "made_up_alike"
COPY_ASSESSMENTS = """
    INSERT INTO photos_assessment (id, photo_id, {columns})
    SELECT alike.id, alike.id, {columns}
    FROM {alike} alike JOIN (SELECT id AS like_id, {columns} FROM photos_assessment) known
    ON known.like_id = alike.like_id
"""
COPY_JUDGEMENTS = """
    INSERT INTO photos_judgement (id, assessment_id, score, {columns})
    SELECT alike.id, alike.id, alike.score, {columns}
    FROM {alike} alike JOIN (SELECT id AS like_id, {columns} FROM photos_judgement) known
    ON known.like_id = alike.like_id
"""


@dataclass(slots=True)
class PhotoRows:
    """Writes photos; an assessment and its judgement have the id of their photo."""

    random: np.random.Generator
    reviewers: Sequence[int]
    now: datetime

    def write(self, people: Sequence[Person], drawn: Sequence[Sequence[Shot]]) -> None:
        """Everything about these people but themselves; `drawn` are each one's photos."""
        shots = list(chain.from_iterable(drawn))
        load(Photo, PHOTO_COLUMNS, map(photo_row, shots))
        write_results([one for one in shots if one.variant])
        load(
            Assessment,
            ("id", "photo_id", "engine_version", "state", "attempts", "due_at"),
            (work_row(one) for one in shots if not one.variant),
        )
        load(
            FingerprintKey,
            ("photo_id", "key"),
            ((one.id, key) for one in shots if one.variant for key in one.print.keys),
        )
        published = [one for one in shots if one.fate.is_published]
        load(
            Publication,
            ("photo_id", "token", "layout", "cuts", "placeholder", "colour", "created_at"),
            map(publication_row, published),
        )
        self.write_looks(published)
        load(
            Review,
            ("photo_id", "reviewer_id", "decision", "verdict_then", "state_then", "created_at"),
            (self.review_row(one) for one in shots if one.fate.decision),
        )
        changed_at = moment(self.now)
        cards = [
            card(person, theirs, changed_at) for person, theirs in zip(people, drawn, strict=True)
        ]
        load(
            PersonCard,
            CARD_COLUMNS,
            (tuple(getattr(one, name) for name in CARD_COLUMNS) for one in cards),
        )
        keys = {one.person_id: one.key for one in cards}
        load(Event, EVENT_COLUMNS, chain.from_iterable(self.events(one, keys) for one in shots))

    def write_looks(self, published: Sequence[Shot]) -> None:
        """How the published ones look."""
        looks = draw_looks(self.random, len(published))
        classes = tuple(CLASSES.values())
        load(
            Look,
            LOOK_COLUMNS,
            (
                (
                    one.id,
                    one.person.department_id,
                    one.person.status == Person.Status.ACTIVE,
                    ENGINE_VERSION,
                    *look,
                    *classes,
                )
                for one, look in zip(published, looks, strict=True)
            ),
        )

    def reviewer_of(self, shot: Shot) -> int:
        """Who decided about it."""
        return self.reviewers[shot.id % len(self.reviewers)]

    def review_row(self, shot: Shot) -> Row:
        """The decision about it."""
        return (
            shot.id,
            self.reviewer_of(shot),
            shot.fate.decision,
            shot.fate.verdict,
            Photo.State.IN_REVIEW,
            moment(shot.uploaded_at + NEXT_DAY),
        )

    def events(self, shot: Shot, keys: dict[int, str]) -> Iterator[Row]:
        """What the trail has: it came in, somebody looked at it and at the person, and decided."""
        key, at = keys[shot.person.pk], shot.uploaded_at
        about = (PHOTO, str(shot.id), key)
        yield (
            moment(at),
            "command",
            None,
            "account root",
            "photo.upload",
            *about,
            shot.fate.state,
        )
        if not shot.fate.decision:
            return
        reviewer, at = self.reviewer_of(shot), at + NEXT_DAY
        who = ("admin", reviewer, f"reviewer{reviewer % len(self.reviewers)}")
        yield (moment(at), *who, "photo.view", *about, "")
        yield (moment(at), *who, "person.view", PERSON, str(shot.person.pk), key, "")
        yield (moment(at), *who, f"photo.{shot.fate.decision}", *about, shot.fate.state)


def photo_row(shot: Shot) -> Row:
    """The photo itself: PHOTO_COLUMNS."""
    digest, at = shot.digest, moment(shot.uploaded_at)
    return (
        shot.id,
        shot.person.pk,
        shot.is_current,
        shot.fate.state,
        f"masters/{digest[-32:]}.jpg",
        f"previews/{digest[-32:]}.jpg",
        f"thumbnails/{digest[-32:]}.jpg",
        digest,
        f"{shot.person.employee_id}.jpg",
        "JPEG",
        3_000,
        4_000,
        at,
        shot.print.digits if shot.variant else "",
        Photo.Source.IMPORT,
        at,
        *shot.facts,
        shot.id if shot.variant else None,
    )


def write_results(judged: Sequence[Shot]) -> None:
    """What was measured and judged: in full once, then copied in the database."""
    copies = []
    for one in judged:
        assert one.variant is not None
        if one.variant.stored is None:
            one.variant.store(one.id, one.score)
        else:
            copies.append((one.id, one.variant.stored, one.score))
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE {ALIKE} (id bigint, like_id bigint, score smallint)"
        )
        write(ALIKE, ("id", "like_id", "score"), copies)
        columns = columns_but(Assessment, "id", "photo_id")
        cursor.execute(COPY_ASSESSMENTS.format(alike=ALIKE, columns=columns))
        columns = columns_but(Judgement, "id", "assessment_id", "score")
        cursor.execute(COPY_JUDGEMENTS.format(alike=ALIKE, columns=columns))
        cursor.execute(f"DROP TABLE {ALIKE}")


def work_row(shot: Shot) -> Row:
    """The work on a photo without a result."""
    is_over = shot.fate.state == Photo.State.FAILED
    state = Assessment.State.FAILED if is_over else Assessment.State.PENDING
    attempts = MOST_ATTEMPTS if is_over else 0
    return (shot.id, shot.id, ENGINE_VERSION, state, attempts, moment(shot.uploaded_at))


def publication_row(shot: Shot) -> Row:
    """What the intranet shows of it."""
    assert shot.variant is not None
    at = moment(shot.uploaded_at + NEXT_DAY)
    return (shot.id, token_of(shot), LAYOUT, shot.variant.cuts_json, PLACEHOLDER, COLOUR, at)


def token_of(shot: Shot) -> str:
    """The name of its pictures."""
    return f"{shot.id:022x}"


def publication_of(shot: Shot) -> Publication:
    """The same for the person's JSON."""
    assert shot.variant is not None
    return Publication(
        token=token_of(shot), cuts=shot.variant.cuts, placeholder=PLACEHOLDER, colour=COLOUR
    )


def card(person: Person, shots: Sequence[Shot], changed_at: Any) -> PersonCard:
    """What lists show of somebody; `shots` has the newest first."""
    shown = next((one for one in shots if one.fate.is_published), None)
    key = f"{person.pk:016x}{shots[0].print.digits[-16:] if shots else '':0>16}"
    is_active = person.status == Person.Status.ACTIVE
    picture = publication_of(shown) if shown else None
    ready = ready_person(person, key, picture) if is_active else ""
    known = Known(key, ready, changed_at, person.department_id if is_active else None)
    return card_of(person, shots[0].row if shots else None, shown.row if shown else None, known)
