#!/usr/bin/env python
"""Django's command line."""

import os
import sys

from django.core.management import execute_from_command_line

from audit.context import Acting, acting_as, name_of_account

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    with acting_as(Acting(door="command", who=name_of_account())):
        execute_from_command_line(sys.argv)
