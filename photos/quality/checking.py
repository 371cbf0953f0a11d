"""One decode for both: the picture to keep of an upload, and all that is measured on it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from photos.quality.analysis import Analysis, analyse_picture
from photos.quality.apart_message import Message
from photos.quality.limits import LIMITS, PIXELS_PER_MP, Limits
from photos.quality.master import Master, OpenedUpload, master_of, open_upload
from photos.quality.picture import LONGEST_WORKING_EDGE, Picture, shrunk

ANALYSIS, WAITS = "analysis", "waits"
MOST_AT_ONCE = 16 * PIXELS_PER_MP  # larger ones take the memory for one thing after the other


@dataclass(frozen=True, slots=True)
class Checked:
    """An upload's master and what was measured on the same pixels.

    Where the master `waits` to be coded, its data are the upload's own coded picture with its turn
    and its colour profile, and with nothing else: make_master makes it of them.
    """

    master: Master
    analysis: Analysis
    waits: bool

    def as_message(self) -> Message:
        """What is sent from one process to another."""
        message = self.master.as_message()
        more = {ANALYSIS: self.analysis.as_json(), WAITS: self.waits}
        return Message(message.facts | more, message.parts)

    @classmethod
    def from_message(cls, message: Message) -> Checked:
        """What another process has sent."""
        facts = dict(message.facts)
        analysis, waits = Analysis.from_json(facts.pop(ANALYSIS)), facts.pop(WAITS)
        return cls(Master.from_message(Message(facts, message.parts)), analysis, waits)


def check(data: bytes, limits: Limits = LIMITS) -> Checked:
    """Open and measure an uploaded file here. Raises UnreadablePhoto.

    An upload that comes from outside is for apart.check. Somebody waits for the findings: a JPEG
    that is to be encoded anew, as a phone's that lies on its side, is left as it is for now, and
    a picture of another format is encoded while it is measured.
    """
    upload = open_upload(data, limits, may_wait=True)
    if upload.kept or upload.width * upload.height > MOST_AT_ONCE:
        analysis = analyse_picture(working_picture(upload))
        return Checked(master_of(upload), analysis, upload.waits)
    with ThreadPoolExecutor(1) as beside:
        master = beside.submit(master_of, upload)
        analysis = analyse_picture(working_picture(upload))
        return Checked(master.result(), analysis, waits=False)


def working_picture(upload: OpenedUpload) -> Picture:
    """The upload's pixels as they are measured, at working size."""
    pixels = np.asarray(shrunk(upload.picture, LONGEST_WORKING_EDGE))
    return Picture(pixels, upload.width, upload.height, "JPEG", 0.0)
