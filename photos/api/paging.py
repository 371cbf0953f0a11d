"""Pages by keyset: the next page starts after the last row seen, so page 1,000 costs what
page 1 costs, and nobody is shown twice or missed while others come and go."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

from django.core import signing
from django.db.models import Q, QuerySet
from django.utils.http import urlencode
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from photos.api.errors import invalid

DEFAULT_PAGE_SIZE = 50
LARGEST_PAGE_SIZE = 200
SALT = "photos.api.paging"
PAGE_PARAMETERS = frozenset({"cursor", "page_size"})
EXAMPLE_LINK = "https://photos.example.com/api/v1/people/?cursor=eyJvcmRlcmluZyI6"
BACKWARDS = {"gt": "lt", "lt": "gt"}


@dataclass(frozen=True, slots=True)
class Order:
    """Columns to sort by; together they are unique, and none is null."""

    columns: tuple[str, ...]
    descending: bool = False

    def lookup(self, back: bool) -> str:
        """The comparison that leads on from a row in the direction of reading."""
        onwards = "lt" if self.descending else "gt"
        return BACKWARDS[onwards] if back else onwards

    def place_of(self, row: Any) -> list[Any]:
        """Where a row stands, as JSON."""
        values = (getattr(row, column) for column in self.columns)
        return [one.isoformat() if isinstance(one, datetime) else one for one in values]


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in an ordered list, and whether to read back from it."""

    back: bool
    place: list[Any]

    def encode(self, order: Order) -> str:
        """As a signed string: only places that were given out for this order come back."""
        return signing.dumps(asdict(self), salt=salt_of(order))


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page of a list is wanted."""

    order: Order
    size: int
    cursor: Cursor | None

    @property
    def back(self) -> bool:
        """Whether the page is read towards the start of the list."""
        return self.cursor is not None and self.cursor.back

    def rows(self, queryset: QuerySet[Any]) -> list[Any]:
        """The page's rows in the direction of reading, and one more if the list goes on."""
        lookup = self.order.lookup(self.back)
        if self.cursor:
            queryset = queryset.filter(beyond(self.order.columns, self.cursor.place, lookup))
        sign = "-" if lookup == "lt" else ""
        ordered = queryset.order_by(*(sign + column for column in self.order.columns))
        return list(ordered[: self.size + 1])


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page, in the list's order."""

    asked: PageRequest
    rows: list[Any]
    goes_on: bool

    @classmethod
    def of(cls, asked: PageRequest, queryset: QuerySet[Any]) -> Self:
        """The page that was asked for."""
        return cls.cut(asked, asked.rows(queryset))

    @classmethod
    def cut(cls, asked: PageRequest, rows: list[Any]) -> Self:
        """The page of rows in the direction of reading, with one more if the list goes on."""
        goes_on = len(rows) > asked.size
        rows = rows[: asked.size]
        return cls(asked, rows[::-1] if asked.back else rows, goes_on)

    @property
    def has_next(self) -> bool:
        """Whether rows follow."""
        return self.goes_on or self.asked.back

    @property
    def has_previous(self) -> bool:
        """Whether rows come before."""
        return self.goes_on if self.asked.back else self.asked.cursor is not None

    def link(self, request: Request, *, back: bool) -> str | None:
        """The address of the page after this one, or before; None where there is none."""
        if not self.rows or not (self.has_previous if back else self.has_next):
            return None
        place = self.asked.order.place_of(self.rows[0 if back else -1])
        asked = request.query_params.dict() | {
            "cursor": Cursor(back, place).encode(self.asked.order)
        }
        return f"{request.scheme}://{request.get_host()}{request.path}?{urlencode(asked)}"


class KeysetPaging(BasePagination):
    """`?cursor=` and `?page_size=`, and `?ordering=` where the view has several orders."""

    request: Request
    page: Page

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """The page that was asked for."""
        self.request = request
        self.page = Page.of(page_request(request, view.orders), queryset)
        return self.page.rows

    def get_paginated_response(self, data: Any) -> Response:
        """The page in its envelope."""
        return Response(
            {
                "next": self.page.link(self.request, back=False),
                "previous": self.page.link(self.request, back=True),
                "results": data,
            }
        )

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """How the description names the query parameters."""
        size = {
            "type": "integer",
            "minimum": 1,
            "maximum": LARGEST_PAGE_SIZE,
            "default": DEFAULT_PAGE_SIZE,
        }
        parameters = [
            described("cursor", {"type": "string"}, "Follow `next` and `previous` instead."),
            described("page_size", size, "How many on a page."),
        ]
        if len(view.orders) > 1:
            names = {"type": "string", "enum": [*view.orders]}
            parameters.append(described("ordering", names, "Score: the worst first."))
        return parameters

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """How the description names the envelope."""
        link = {"type": "string", "format": "uri", "nullable": True, "example": EXAMPLE_LINK}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {
                "next": {**link, "description": "The next page; null on the last."},
                "previous": {**link, "description": "The page before; null on the first."},
                "results": schema,
            },
        }


def described(name: str, schema: dict[str, Any], sentence: str) -> dict[str, Any]:
    """One query parameter in OpenAPI's words."""
    return {"name": name, "in": "query", "schema": schema, "description": sentence}


def page_request(request: Request, orders: dict[str, Order]) -> PageRequest:
    """The page described by the query parameters. Raises a 400 for one that cannot be."""
    ordering = request.query_params.get("ordering", next(iter(orders)))
    if ordering not in orders:
        raise invalid("ordering", "invalid_choice", f"Write one of: {', '.join(orders)}.")
    text = request.query_params.get("cursor")
    return PageRequest(
        order=orders[ordering],
        size=page_size(request.query_params.get("page_size", str(DEFAULT_PAGE_SIZE))),
        cursor=None if text is None else decoded(text, orders[ordering]),
    )


def page_size(text: str) -> int:
    """A page size as written. Raises a 400 for one outside the limits."""
    if text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= LARGEST_PAGE_SIZE:
        return int(text)
    raise invalid("page_size", "invalid", f"Write a number from 1 to {LARGEST_PAGE_SIZE}.")


def decoded(text: str, order: Order) -> Cursor:
    """The cursor in `text`. Raises a 400 if it is none of ours, or of another list or order."""
    try:
        return Cursor(**signing.loads(text, salt=salt_of(order)))
    except signing.BadSignature as error:
        raise invalid(
            "cursor", "invalid", "This cursor was not given out for this list in this order."
        ) from error


def salt_of(order: Order) -> str:
    """What a signature is bound to: a place among these columns is none among others."""
    return ":".join([SALT, *order.columns])


def beyond(columns: tuple[str, ...], place: list[Any], lookup: str) -> Q:
    """Rows past `place`: the first column that differs decides.

    The condition on the first column alone repeats nothing new, but lets the database
    start in its index.
    """
    past, equal = Q(), Q()
    for column, value in zip(columns, place, strict=True):
        past |= equal & Q((f"{column}__{lookup}", value))
        equal &= Q((column, value))
    return Q((f"{columns[0]}__{lookup}e", place[0])) & past
