from photos.quality.measures.measure import Measure
from photos.quality.subject import Subject


def inter_eye_distance(subject: Subject) -> float:
    """How many pixels the face really has (ISO/IEC 29794-5: inter-eye distance).

    Between the middles of the eyes, in pixels of the full-size file.
    """
    return subject.face.landmarks.eye_distance * subject.picture.scale


MEASURE = Measure("inter_eye_distance", "px", inter_eye_distance)
