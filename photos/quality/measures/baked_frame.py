from photos.quality.measures.measure import Measure
from photos.quality.subject import Subject


def baked_frame(subject: Subject) -> float:
    """How much of the file is drawn around the photo: bars, a page, the corners of a circle.

    The share of the picture's area, 0-1; 0 for a photo as it left the camera, .21 for a
    circle in its square. Other measures leave out what is drawn.
    """
    height, width = subject.picture.pixels.shape[:2]
    return subject.surround.drawn_share(width, height)


MEASURE = Measure("baked_frame", "share", baked_frame)
