"""The engine that this site runs on."""

from django.conf import settings
from django.utils.module_loading import import_string

from work.engines.engine import Engine

ENGINES = {
    "embedded": "work.engines.embedded.Embedded",
    "procrastinate": "work.engines.on_procrastinate.OnProcrastinate",
}


def engine() -> Engine:
    """The one that settings.ENGINE names."""
    made: Engine = import_string(ENGINES[settings.ENGINE])()
    return made
