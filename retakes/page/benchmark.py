"""How long somebody waits for the findings on a photo that they send from their own page."""

from __future__ import annotations

import struct
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse
from PIL import ExifTags, Image, ImageCms

from directory.models import Person
from links.making import make_link
from photos.evaluation.benchmarks.cost_tables import ratio_row
from photos.evaluation.benchmarks.fresh_database import temporary_database
from photos.evaluation.benchmarks.pictures import QUALITY, TWELVE, enlarged
from photos.evaluation.benchmarks.ratios import Ratio
from photos.evaluation.benchmarks.stopwatch import Spread, Stopwatch
from photos.evaluation.tables import Cell, Row, Section, Table

PHOTO = "demo/team/e1001-amara-okafor.jpg"
ROUNDS, QUICK_ROUNDS = 20, 2
MOST_DECODES = 4.0
UPRIGHT, ON_ITS_SIDE = "12 MP", "12 MP, stored on its side"
WIDE_GAMUT, BOTH = "12 MP, Display P3", "12 MP, Display P3, stored on its side"
FIGURE = "upload_to_findings_vs_full_decode"
FIGURES = {
    UPRIGHT: FIGURE,
    ON_ITS_SIDE: f"{FIGURE}_sideways",
    WIDE_GAMUT: f"{FIGURE}_wide_gamut",
    BOTH: f"{FIGURE}_sideways_wide_gamut",
}
# XYZ of the primaries under D50, as profiles have them (Apple's Display P3.icc).
P3_PRIMARIES = {
    b"rXYZ": (0.51512, 0.24120, -0.00105),
    b"gXYZ": (0.29198, 0.69225, 0.04189),
    b"bXYZ": (0.15710, 0.06657, 0.78407),
}
TAG_TABLE, TAG = 132, 12  # where a profile's list of values starts, and the bytes of an entry
DECODE, FINDINGS = "full decode", "upload to findings"


@dataclass(frozen=True, slots=True)
class UploadCosts:
    """Wall clock by kind of photo: Pillow's full decode of it in this process, and from the POST
    to the last byte of the page with the findings."""

    rounds: int
    database: str
    decode: dict[str, Spread]
    findings: dict[str, Spread]

    def vs_full_decode(self, kind: str) -> float:
        """The median wait in median full decodes."""
        return self.findings[kind].median_ms / self.decode[kind].median_ms

    def as_json(self) -> dict[str, Any]:
        """The figures by their names."""
        return {
            "rounds": self.rounds,
            "database": self.database,
            **{FIGURES[kind]: round(self.vs_full_decode(kind), 2) for kind in self.decode},
            "full_decode": {kind: one.as_json() for kind, one in self.decode.items()},
            "upload_to_findings": {kind: one.as_json() for kind, one in self.findings.items()},
        }

    def section(self) -> Section:
        """The tables of the run."""
        made = f"{self.rounds} rounds on {self.database}; wall clock, the page's pictures aside."
        columns = ("ms", "decode p50", "findings p50", "findings p95", "in full decodes")
        rows = tuple(Row(kind, tuple(map(Cell, self._figures(kind)))) for kind in self.decode)
        meaning = "from the upload to the findings, in Pillow's full decodes of the same file"
        kept = tuple(
            ratio_row(Ratio(FIGURES[kind], self.vs_full_decode(kind), MOST_DECODES, meaning))
            for kind in self.decode
        )
        bars = Table("Bars", ("", "value", "bar", "kept", "what it is"), kept)
        tables = (Table("From upload to findings", columns, rows), bars)
        return Section("upload", "What a person waits for", made, tables)

    def _figures(self, kind: str) -> tuple[str, ...]:
        decode, findings = self.decode[kind], self.findings[kind]
        waits = (decode.median_ms, findings.median_ms, findings.p95_ms)
        return (*(f"{wait:.0f}" for wait in waits), f"{self.vs_full_decode(kind):.2f}")


def upload_costs(*, quick: bool) -> UploadCosts:
    """Send a 12 MP photo again and again, in a database and a folder that are gone afterwards."""
    upright = enlarged((settings.BASE_DIR / PHOTO).read_bytes(), TWELVE)
    wide = wide_gamut(upright)
    photos = {
        UPRIGHT: upright,
        ON_ITS_SIDE: on_its_side(upright),
        WIDE_GAMUT: wide,
        BOTH: on_its_side(wide),
    }
    rounds = QUICK_ROUNDS if quick else ROUNDS
    with (
        temporary_database(),
        tempfile.TemporaryDirectory() as folder,
        override_settings(
            ALLOWED_HOSTS=["*"], SECURE_SSL_REDIRECT=False, STORAGES=_within(folder)
        ),
    ):
        return measured(photos, rounds)


def measured(photos: dict[str, bytes], rounds: int) -> UploadCosts:
    """The waits for these photos, by their kinds, in the database and folder at hand."""
    decode, findings = Stopwatch(), Stopwatch()
    for _ in range(rounds + 1):
        for kind, photo in photos.items():
            send = _sender(photo)
            with decode.timing(kind):
                Image.open(BytesIO(photo)).load()
            with findings.timing(kind):
                send()
    for watch in (decode, findings):  # the first starts the process that opens pictures
        for costs in watch.costs.values():
            del costs[0]
    return UploadCosts(
        rounds,
        connection.vendor,
        {kind: decode.spread(kind) for kind in photos},
        {kind: findings.spread(kind) for kind in photos},
    )


def on_its_side(photo: bytes) -> bytes:
    """The photo as most phones write it: turned, with a note to turn it back."""
    tags, out = Image.Exif(), BytesIO()
    tags[ExifTags.Base.Orientation] = 6
    with Image.open(BytesIO(photo)) as opened:
        turned = opened.transpose(Image.Transpose.ROTATE_90)
        profile = opened.info.get("icc_profile")
        turned.save(out, "JPEG", quality=QUALITY, exif=tags, icc_profile=profile)
    return out.getvalue()


def wide_gamut(photo: bytes) -> bytes:
    """The photo with the profile of a phone that writes Display P3; its numbers stay."""
    out = BytesIO()
    with Image.open(BytesIO(photo)) as opened:
        opened.save(out, "JPEG", quality="keep", icc_profile=display_p3())
    return out.getvalue()


def display_p3() -> bytes:
    """A colour profile of those primaries: sRGB's with others in their place."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for at in range(TAG_TABLE, TAG_TABLE + TAG * int.from_bytes(profile[128:TAG_TABLE]), TAG):
        primary = P3_PRIMARIES.get(bytes(profile[at : at + 4]))
        if primary:
            start = int.from_bytes(profile[at + 4 : at + 8]) + 8  # behind the kind of value
            profile[start : start + 12] = struct.pack(">3i", *(round(x * 65_536) for x in primary))
    return bytes(profile)


def _sender(photo: bytes) -> Callable[[], None]:
    """What sends the photo by a fresh link of somebody new, up to the page with the findings."""
    number = Person.objects.count()
    person = Person.objects.create(employee_id=f"b{number}", first_name="Robin")
    key = make_link(person).address.rstrip("/").rpartition("/")[2]
    client, upload = Client(), SimpleUploadedFile("me.jpg", photo, "image/jpeg")

    def send() -> None:
        answer = client.post(reverse("link-photo", args=[key]), {"photo": upload}, follow=True)
        if answer.status_code != HTTPStatus.OK or b"What was found" not in answer.content:
            raise RuntimeError(f"no findings: {answer.status_code}")

    return send


def _within(folder: str) -> dict[str, Any]:
    private = {"BACKEND": "photos.storage.DurableStorage", "OPTIONS": {"location": folder}}
    return settings.STORAGES | {"private": private}
