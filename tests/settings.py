"""The site's settings for tests: the same on every machine, and nothing outlives the run."""

import os
import tempfile

FOLDER = tempfile.mkdtemp(prefix="sameframe-tests-")  # conftest removes it

# What the caller's shell says about a real installation must not reach the tests;
# DATABASE_URL alone chooses where they run.
for _name in ("ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "DEBUG", "TIME_ZONE", "TRUST_PROXY"):
    os.environ.pop(_name, None)
for _name in [name for name in os.environ if name.startswith("SAMEFRAME_")]:
    del os.environ[_name]
os.environ["SAMEFRAME_DATA_DIR"] = FOLDER
os.environ["SECRET_KEY"] = "only-for-tests-" + "0123456789abcdef" * 4

from access.rates import RATES  # noqa: E402
from config.settings import *  # noqa: E402, F403  (the environment must stand first)
from config.settings import DATA_DIR, DATABASES  # noqa: E402

if "sqlite3" in DATABASES["default"]["ENGINE"]:
    # In memory, connections would not lock each other out as they do in a file.
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}
# Safe hashing is slow on purpose; tests log in often.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Otherwise every test client reads all static files once more.
WHITENOISE_AUTOREFRESH = True
# Tests do everything often; those about rates set their own.
SAMEFRAME_RATES = dict.fromkeys(RATES, "1000000000/s")
