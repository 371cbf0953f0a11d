"""Pictures that come from outside are opened in a process of their own, never in this one.

A kilobyte of WebP may unpack to 200 MB, and a HEIC with one wrong byte in its list of items
ends the process that opens it (pi-heif 1.4.0, segmentation fault). That holds for masters too:
theirs are often the sender's own coded pixels. Previews, thumbnails and renditions are of our
own writing and may be opened anywhere.

The functions here do what those of the same name do, and raise UnreadablePhoto besides for what
takes too much time or memory, for what ended the process, and where too many are waiting.
"""

from dataclasses import asdict

import numpy as np

from photos.quality.analysis import Analysis
from photos.quality.apart_message import Message
from photos.quality.apart_pool import ask
from photos.quality.checking import Checked
from photos.quality.cut import JPEG, Cut, Format
from photos.quality.geometry import CropBox
from photos.quality.limits import LIMITS, Limits, check_size
from photos.quality.master import Master
from photos.quality.opening import check_kind
from photos.quality.picture import Picture
from photos.quality.same_person import Encoding


def make_master(data: bytes, limits: Limits = LIMITS) -> Master:
    """The sanitised picture of an uploaded file."""
    return Master.from_message(_ask("master", data, limits))


def read_picture(data: bytes, limits: Limits = LIMITS) -> Picture:
    """The upright sRGB picture at working size."""
    return Picture.from_message(_ask("picture", data, limits))


def analyse(data: bytes) -> Analysis:
    """Measure one encoded picture; the networks load there, and in no server."""
    return Analysis.from_json(_ask("analysis", data, LIMITS).facts)


def check(data: bytes, limits: Limits = LIMITS) -> Checked:
    """The sanitised picture of an uploaded file, measured in the same go."""
    return Checked.from_message(_ask("check", data, limits))


def glance(data: bytes, limits: Limits) -> Analysis:
    """As `analyse`, for a picture that is worth nothing in a second: it waits for no other, and
    is refused as busy where one would have to end first."""
    return Analysis.from_json(_ask("analysis", data, limits, waits=False).facts)


def encode(data: bytes) -> Encoding | None:
    """The description of the face in a picture; None where there is no sure one."""
    parts = _ask("encoding", data, LIMITS).parts
    return np.frombuffer(parts[0], np.float32) if parts else None


def cut(master: bytes, box: CropBox, width: int, height: int, form: Format = JPEG) -> Cut:
    """The box of a master at `width` x `height` px."""
    facts = {
        "task": "cut",
        "box": asdict(box),
        "size": [width, height],
        "form": form.as_json(),
    }
    answer = ask(Message(facts, (master,)))
    return Cut(answer.parts[0], tuple(answer.facts["steps"]))


def _ask(task: str, data: bytes, limits: Limits, *, waits: bool = True) -> Message:
    """What can be told without opening anything is told here, without a turn."""
    check_size(len(data), limits)
    check_kind(data)
    return ask(Message({"task": task, "limits": asdict(limits)}, (data,)), waits=waits)
