"""HEIC and AVIF files told apart: they share one kind of container."""

HEIC_FORMAT = "HEIF"  # Pillow's name
HEIC_BRANDS = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
)
AVIF_BRANDS = frozenset({b"avif", b"avis"})
BRAND_BYTES = 4
LONGEST_BRAND_BOX = 512
FIRST_BRAND = 8  # after the box's length and "ftyp"


def is_heic(data: bytes) -> bool:
    """Whether the file calls itself HEIC. (AVIF may share a container's brand with it.)"""
    return data[FIRST_BRAND : FIRST_BRAND + BRAND_BYTES] in HEIC_BRANDS & _brands(
        data
    ) and not is_avif(data)


def is_avif(data: bytes) -> bool:
    """Whether the file calls itself AVIF."""
    return bool(_brands(data) & AVIF_BRANDS)


def _brands(data: bytes) -> set[bytes]:
    """The kinds of file it claims to be, in the box that opens HEIC, AVIF and video files."""
    if data[4:FIRST_BRAND] != b"ftyp":
        return set()
    box = data[: min(int.from_bytes(data[:4]), LONGEST_BRAND_BOX)]
    return {box[at : at + BRAND_BYTES] for at in range(FIRST_BRAND, len(box), BRAND_BYTES)}
