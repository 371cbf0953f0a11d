"""A column of folded text that follows other columns."""

from typing import Any

from django.db import models

from directory.names import search_text


class SearchField(models.TextField[str, str]):
    """The folded text of other fields of the row, written whenever the row is."""

    def __init__(self, *sources: str, **options: Any) -> None:
        self.sources = sources
        super().__init__(**{"editable": False, "default": "", **options})

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """The field as a migration writes it down."""
        name, path, _, options = super().deconstruct()
        return name, path, list(self.sources), options

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """The row's text, folded anew."""
        text = search_text(*(getattr(model_instance, source) for source in self.sources))
        setattr(model_instance, self.attname, text)
        return text
