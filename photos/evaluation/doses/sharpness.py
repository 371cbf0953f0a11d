"""Doses of blur, grain, compression and missing pixels."""

import io

import cv2
import numpy as np
from PIL import Image

from photos.evaluation.doses.original import Original, Pixels, encoded, mixed

FINEST = 8  # steps of a smear for each px
WIDER = 7  # px by which the outline is widened for what is blurred with the person


def blur(photo: Original, share: float) -> Pixels:
    """Out of focus by a Gaussian whose sigma is `share` of the head's height."""
    return blurred(photo.pixels, share * photo.head_height)


def blurred(pixels: Pixels, sigma: float) -> Pixels:
    """The picture after a Gaussian of `sigma` px."""
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma), np.uint8) if sigma else pixels


def missed_focus(photo: Original, share: float) -> Pixels:
    """The person out of focus by `share` of the head's height, what lies behind is not."""
    wide = cv2.dilate(photo.person, np.ones((WIDER, WIDER), np.uint8))
    return mixed(blur(photo, share), photo.pixels, np.asarray(wide, np.float32))


def motion_blur(photo: Original, share: float) -> Pixels:
    """Smeared sideways over `share` of the head's height."""
    length = share * photo.head_height
    if length < 1:
        return photo.pixels
    reach = int(np.ceil(length / 2))
    kernel = np.zeros((1, 2 * reach + 1), np.float32)
    for step in np.linspace(-length / 2, length / 2, FINEST * (reach + 1)):
        kernel[0, round(reach + float(step))] += 1
    return np.asarray(cv2.filter2D(photo.pixels, -1, kernel / kernel.sum()), np.uint8)


def grain(photo: Original, levels: float) -> Pixels:
    """A sensor's grain with a sigma of `levels` of 255."""
    noise = photo.random("grain").normal(0, 1, (*photo.pixels.shape[:2], 1))
    return np.asarray(np.clip(photo.pixels + levels * noise, 0, 255) + 0.5, np.uint8)


def jpeg(photo: Original, loss: float) -> Pixels:
    """Saved as a JPEG whose quality is 100 less `loss`; 0 saves nothing."""
    if not loss:
        return photo.pixels
    data = encoded(photo.pixels, "JPEG", quality=round(100 - loss))
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def enlarged(photo: Original, times: float) -> Pixels:
    """Shrunk to 1 / `times` of its pixels a side, and enlarged back smoothly."""
    return resized_twice(photo.pixels, times, Image.Resampling.BICUBIC)


def repeated_pixels(photo: Original, times: float) -> Pixels:
    """Shrunk to 1 / `times` of its pixels a side, and enlarged back by repeating each."""
    return resized_twice(photo.pixels, times, Image.Resampling.NEAREST)


def resized_twice(pixels: Pixels, times: float, back: Image.Resampling) -> Pixels:
    """Shrunk and enlarged back."""
    if times <= 1:
        return pixels
    picture = Image.fromarray(pixels)
    size = max(1, round(picture.width / times)), max(1, round(picture.height / times))
    small = picture.resize(size, Image.Resampling.BOX)
    return np.asarray(small.resize(picture.size, back))


def fewer_pixels(photo: Original, times: float) -> Pixels:
    """Shrunk to 1 / `times` of its pixels a side, and left so."""
    picture = Image.fromarray(photo.pixels)
    size = max(1, round(picture.width / times)), max(1, round(picture.height / times))
    return np.asarray(picture.resize(size, Image.Resampling.LANCZOS))
