"""The four small networks, verified and run by OpenCV on the CPU."""

import hashlib
import threading
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).parent / "models"

# From models/PROVENANCE.md.
SHA256 = {
    "face_detection_short_range": (
        "bbff11cebd1eb27a1e004cae0b0e63ec8c551cbf34a4451148b4908b8db3eca8"
    ),
    "face_detection_full_range": (
        "99bf9494d84f50acc6617d89873f71bf6635a841ea699c17cb3377f9507cfec3"
    ),
    "face_landmark": "1055cb9d4a9ca8b8c688902a3a5194311138ba256bcc94e336d8373a5f30c814",
    "selfie_segmentation": "9ee168ec7c8f2a16c56fe8e1cfbc514974cbbb7e434051b455635f1bd1462f5c",
}

_loaded = threading.local()  # a cv2.dnn.Net keeps state between calls: one a thread


class WeightsError(Exception):
    """A network's file is missing or is not the one this engine was measured with."""


def weights_problem(name: str) -> str | None:
    """What is wrong with a network's file in one sentence, None if it is the right one."""
    path = FOLDER / f"{name}.tflite"
    if not path.exists():
        return f"The network file {path.name} is missing."
    if hashlib.sha256(path.read_bytes()).hexdigest() != SHA256[name]:
        return f"The network file {path.name} has been altered: its SHA-256 differs."
    return None


def network(name: str) -> cv2.dnn.Net:
    """The network of that name, loaded on this thread's first use. Raises WeightsError."""
    nets: dict[str, cv2.dnn.Net] = _loaded.__dict__.setdefault("nets", {})
    if name not in nets:
        problem = weights_problem(name)
        if problem:
            raise WeightsError(problem)
        cv2.setNumThreads(1)  # workers are processes: threads would fight over the same cores
        # The newer engine of OpenCV 5 keeps only one of two outputs.
        nets[name] = cv2.dnn.readNetFromTFLite(
            str(FOLDER / f"{name}.tflite"), engine=cv2.dnn.ENGINE_CLASSIC
        )
    return nets[name]


def run(
    name: str, picture: NDArray[np.float32], outputs: tuple[str, ...]
) -> list[NDArray[np.float32]]:
    """The named outputs for one (h, w, 3) picture that is already scaled as the network wants."""
    net = network(name)
    net.setInput(np.ascontiguousarray(picture.transpose(2, 0, 1)[None]))
    return [np.asarray(output, np.float32) for output in net.forward(outputs)]


def sigmoid(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Logits as probabilities; clipped, because float32 overflows beyond 88."""
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -80, 80))), np.float32)
