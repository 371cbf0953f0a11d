"""A photo without a fault."""

from photos.evaluation.benchmarks.trials import GoodPhoto
from tests.conftest import DEMO_TEAM

GOOD_PHOTO = GoodPhoto("amara", (DEMO_TEAM / "e1001-amara-okafor.jpg").read_bytes())
