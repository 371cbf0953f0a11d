"""People for the admin's import page, by the same rules as a staff list."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from import_export.fields import Field
from import_export.instance_loaders import CachedInstanceLoader
from import_export.resources import ModelResource
from import_export.results import Result
from tablib import Dataset

from directory.csv_format import HEADERS, listed_in, row_of
from directory.entries import Entry, Problem, check
from directory.importing import COPIED, ImportConflict, Plan, plan_import, write_people
from directory.models import Department, Person
from directory.names import fold
from directory.querysets import PersonQuerySet
from directory.reach import EVERYBODY, Reach
from directory.roster import Roster, UnreadableRoster


class PersonResource(ModelResource):
    """People as lines of a staff list: planned as one list, written in one transaction.

    Every row is judged by directory.entries and directory.importing, so the admin
    accepts and refuses what the import command does, in the same sentences. One bad
    row and nothing is written. Whoever keeps something beside each person extends
    `people_written`.
    """

    department = Field(attribute="department__name", column_name="department")

    class Meta:
        model = Person
        fields = ("employee_id", *COPIED, "department")
        import_order = export_order = (
            "employee_id",
            "first_name",
            "last_name",
            "email",
            "department",
            "job_title",
            "location",
            "status",
            "badge_number",
            "language",
        )
        import_id_fields = ["employee_id"]
        instance_loader_class = CachedInstanceLoader
        clean_model_instances = True
        use_transactions = True
        use_bulk = True
        batch_size = None  # all at once: two people of one list may swap their addresses
        skip_unchanged = True
        store_instance = True

    def __init__(self, *, reach: Reach = EVERYBODY, **options: Any) -> None:
        super().__init__(**options)
        self.reach = reach  # nobody else is looked at or written
        self.rows: list[Entry | list[Problem]] = []
        self.departments: dict[str, Department] = {}
        self.notes: tuple[str, ...] = ()  # of a workbook, for whoever looks at the changes

    def people_written(self, person_ids: list[int]) -> None:
        """Called in the import's transaction with everybody it created or changed."""

    def get_queryset(self) -> PersonQuerySet:
        """Everybody within reach, with departments, so that no row asks for its own."""
        return Person.objects.within(self.reach).select_related("department")

    def import_data(self, dataset: Dataset, *arguments: Any, **options: Any) -> Result:
        """All rows or none, unless the caller decides otherwise."""
        options.setdefault("rollback_on_validation_errors", True)
        return super().import_data(dataset, *arguments, **options)

    def before_import(self, dataset: Dataset, **options: Any) -> None:
        """Judge the list as a whole. Raises UnreadableRoster."""
        try:
            listed = listed_in(dataset)
        except UnreadableRoster:
            dataset.wipe()
            raise
        self.notes = getattr(dataset, "notes", ())
        plan = _planned(listed, self.reach)
        self.rows = _outcome_by_row(listed, plan)
        self.departments = Department.objects.ensure(entry.department for entry in plan.entries)
        dataset.wipe()
        dataset.headers = HEADERS
        for one in listed:
            dataset.append(row_of(one))

    def before_import_row(self, row: dict[str, str], **options: Any) -> None:
        """Refuse a row in the list's own words. Raises ValidationError."""
        outcome = self.rows[options["row_number"] - 1]
        if isinstance(outcome, list):
            raise ValidationError([str(problem) for problem in outcome])

    def import_instance(self, instance: Person, row: dict[str, str], **options: Any) -> None:
        """Make the person what the plan says they will be."""
        entry = self.rows[options["row_number"] - 1]
        assert isinstance(entry, Entry)  # before_import_row has refused the others
        instance.employee_id = entry.employee_id
        for name in COPIED:
            setattr(instance, name, getattr(entry, name))
        instance.department = self.departments.get(fold(entry.department))

    def validate_instance(
        self,
        instance: Person,
        import_validation_errors: dict[str, Any] | None = None,
        validate_unique: bool = True,
    ) -> None:
        """Check the columns; the plan has checked ids and addresses for the whole list."""
        instance.clean_fields(exclude=["department"])

    def bulk_create(
        self,
        using_transactions: bool,
        dry_run: bool,
        raise_errors: bool,
        batch_size: int | None = None,
        result: Result | None = None,
    ) -> None:
        """Write new and changed people together: an address may pass from one to another."""
        people = [*self.create_instances, *self.update_instances]
        self.create_instances.clear()
        self.update_instances.clear()
        entries = {row.employee_id: row for row in self.rows if isinstance(row, Entry)}
        try:
            written = write_people([entries[person.employee_id] for person in people])
        except ImportConflict as conflict:
            self.handle_import_error(result, conflict, raise_errors)
            return
        for person, row in zip(people, written, strict=True):
            person.pk = row.pk

    def after_import(self, dataset: Dataset, result: Result, **options: Any) -> None:
        """Tell whoever extends this who was written."""
        super().after_import(dataset, result, **options)
        result.notes = self.notes
        written = [row.instance for row in result.rows if row.is_new() or row.is_update()]
        if written and not options["dry_run"] and not result.has_errors():
            self.people_written([person.pk for person in written])


def _planned(listed: list[Entry | Problem], reach: Reach) -> Plan:
    checked = check(one for one in listed if isinstance(one, Entry))
    unreadable = tuple(one for one in listed if isinstance(one, Problem))
    return plan_import(Roster(checked.entries, (*unreadable, *checked.problems)), reach)


def _outcome_by_row(listed: list[Entry | Problem], plan: Plan) -> list[Entry | list[Problem]]:
    """For each row what the person will be, or everything that is wrong."""
    problems: dict[int, list[Problem]] = {}
    for problem in plan.problems:
        problems.setdefault(problem.line, []).append(problem)
    planned = {entry.line: entry for entry in plan.entries}
    return [problems.get(one.line) or planned[one.line] for one in listed]
