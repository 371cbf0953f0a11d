"""The rules of a staff list, for whoever types a person into a form."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from directory.entries import employee_id_complaint, formula_complaint


def no_formula(value: str) -> None:
    """Refuse what a spreadsheet would take for a formula. Raises ValidationError."""
    if sentence := formula_complaint(gettext("This"), value):
        raise ValidationError(sentence, code="formula")


def no_slash(value: str) -> None:
    """Refuse an employee id that would divide a web address. Raises ValidationError."""
    if sentence := employee_id_complaint(value):
        raise ValidationError(sentence, code="slash")
