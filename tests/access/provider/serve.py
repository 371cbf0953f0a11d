"""Serves the provider on a free port, which it prints: python -m tests.access.provider.serve"""

import os
import sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

from tests.access.provider.people import CLIENT_ID, CLIENT_SECRET, PASSWORD, PEOPLE


class Server(ThreadingMixIn, WSGIServer):
    """Answers several at once."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Writes no log."""

    def log_message(self, *args: object) -> None:
        """Nothing."""


def main() -> None:
    """Make the tables, the people and the client, then serve until killed."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.access.provider.settings"
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
    from django.contrib.auth.models import User
    from oauth2_provider.models import Application

    for name, (email, groups) in PEOPLE.items():
        User.objects.create_user(name, email, PASSWORD, first_name=name, last_name=groups)
    Application.objects.create(
        name="Sameframe",
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
        redirect_uris="http://testserver/admin/sso/callback/",
        skip_authorization=True,
        algorithm=Application.RS256_ALGORITHM,
    )
    server = make_server("127.0.0.1", 0, get_wsgi_application(), Server, Quiet)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
