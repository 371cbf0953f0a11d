"""A company of any size in an empty database, with everything that a real one has but files."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from itertools import batched

import numpy as np
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone

from directory.models import Person
from photos import changes
from photos.evaluation.companies import people as made_people
from photos.evaluation.companies.bare_tables import bare_tables
from photos.evaluation.companies.loading import count_on, load
from photos.evaluation.companies.names import draw_names
from photos.evaluation.companies.photo_rows import PhotoRows
from photos.evaluation.companies.shots import Shots
from photos.evaluation.companies.sorts import MIXED, Sort
from photos.evaluation.companies.variants import variants_of
from photos.models import Assessment, DirectoryClock, Judgement, Photo, TeamBaseline
from photos.quality.analysis import Analysis

AT_ONCE = 5_000  # people
REVIEWERS = 3
SEED = 20_260_101


def make_company(people: int, measured: Sequence[Analysis], sorts: Sequence[Sort] = MIXED) -> None:
    """So many people in an empty database, always the same; their photos share the numbers that
    were `measured` on some pictures, at least one of each verdict that `sorts` asks for."""
    random = np.random.default_rng(SEED)
    departments = made_people.make_departments(people)
    reviewers = User.objects.bulk_create(
        User(username=f"reviewer{place}", first_name="Robin", last_name=f"Reviewer {place}")
        for place in range(REVIEWERS)
    )
    now = timezone.now()
    shots = Shots(random, sorts, variants_of(measured), now)
    rows = PhotoRows(random, [one.pk for one in reviewers], now)
    with bare_tables() if people > AT_ONCE else nullcontext():
        for numbers in batched(range(1, people + 1), AT_ONCE):
            names = draw_names(random, len(numbers))
            some = made_people.draw_people(random, numbers, names, departments, people)
            with transaction.atomic():
                load(Person, made_people.COLUMNS, map(made_people.row_of, some))
                rows.write(some, shots.draw(some))
    count_on(Person, Photo, Assessment, Judgement)
    TeamBaseline.objects.bulk_create(
        TeamBaseline(department=department) for department in (*departments, None)
    )
    DirectoryClock.objects.update_or_create(pk=changes.CLOCK, defaults={"at": now})


def tidy_up() -> None:
    """As the database's own housekeeping would have done overnight; outside of transactions."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
