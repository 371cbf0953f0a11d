"""The program behind apart.py: a picture on standard input, what was made of it on output."""

import json
import resource
import sys
from collections.abc import Callable

import pi_heif

from photos.quality.apart import SECONDS, Answer
from photos.quality.limits import Limits, UnreadablePhoto, too_complex
from photos.quality.master import master_here
from photos.quality.picture import picture_here

MOST_MEMORY = 3 * 2**29  # bytes of address space; a transparent WebP of 49 MP takes 1.1


def encoding(data: bytes, limits: Limits) -> Answer:
    """The description of a face; its module, which is dear, is loaded for this alone."""
    from photos.quality.same_person import encoding_here

    return encoding_here(data, limits)


TASKS: dict[str, Callable[[bytes, Limits], Answer]] = {
    "encoding": encoding,
    "picture": lambda data, limits: picture_here(data, limits).as_answer(),
    "master": lambda data, limits: master_here(data, limits).as_answer(),
}


def main() -> None:
    """Answer for one picture, then end."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    if sys.platform == "linux":  # macOS refuses to bound it
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    pi_heif.register_heif_opener(
        thumbnails=False, depth_images=False, aux_images=False, decode_threads=1
    )
    _, task, limits = sys.argv
    sys.stdout.buffer.write(answer(task, Limits(**json.loads(limits))).encode())


def answer(task: str, limits: Limits) -> Answer:
    """What the task makes of the picture, or why it is refused."""
    try:
        return TASKS[task](sys.stdin.buffer.read(), limits)
    except UnreadablePhoto as refusal:
        return refused(refusal)
    except (MemoryError, OSError):  # an encoder without memory raises the latter
        return refused(too_complex())


def refused(refusal: UnreadablePhoto) -> Answer:
    """The refusal, to be raised again by the process that asked."""
    return Answer({"code": refusal.code, "message": refusal.message})


if __name__ == "__main__":
    main()
