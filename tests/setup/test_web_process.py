import os
import subprocess
import sys

SHOW = """
import sys
import config.wsgi
from django.urls import get_resolver
get_resolver().url_patterns
from photos.quality import networks
print('face_recognition' in sys.modules, 'dlib' in sys.modules, vars(networks._loaded))
"""


def test_the_web_process_starts_without_any_network_or_face_recognition() -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", SHOW],
        capture_output=True,
        text=True,
        env=environment,
        check=True,
    )
    assert ran.stdout.split() == ["False", "False", "{}"]
