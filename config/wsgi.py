"""The application a WSGI server imports; with bad settings it does not start."""

import io
import os

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

from config import checks
from config.front_door import Utf8Request

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
application.request_class = Utf8Request
call_command("check", tags=[checks.TAG], stdout=io.StringIO())
