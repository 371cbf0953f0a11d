from photos.quality.measures.measure import NO_PIXELS, Measure, NotAssessed
from photos.quality.subject import Subject


def gaze_angle(subject: Subject) -> float | NotAssessed:
    """Whether the eyes look into the camera, or past it to the left or the right.

    The angle in degrees between the camera and the line of sight, to the picture's right
    positive; 0 looks into the camera, with a turned head as well. Right to about 15 degrees,
    so only more than 25 says anything; up and down are hidden by the lids.
    """
    angle = subject.line_of_sight
    return NotAssessed(NO_PIXELS) if angle is None else angle


MEASURE = Measure("gaze_angle", "deg", gaze_angle)
