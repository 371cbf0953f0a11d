"""A standard: named, versioned rules. standards/*.toml are the shipped ones."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standard:
    """The rules a picture is held against. `version` is a digest of the rules."""

    name: str
    title: str
    version: str


def load_standard(name: str) -> Standard:
    """The shipped standard of that name. Raises KeyError for an unknown name."""
    raise NotImplementedError


def standard_names() -> tuple[str, ...]:
    """The shipped standards, the default ("headshot") first."""
    raise NotImplementedError
