from photos.evaluation.estimates import NOTHING, Estimate, Interval, Share
from photos.evaluation.table_text import in_text
from photos.evaluation.tables import NONE, Cell, Row, Section, Table, coefficient, estimate, share


def test_a_share_shows_its_counts_and_range() -> None:
    cell = share(Share(3, 68))
    words = f"{cell.text} ({cell.behind})".replace("\N{NO-BREAK SPACE}", " ")
    assert words == "4.4 % (3 of 68, 2 to 12 %)"
    assert cell.mark is not None
    assert cell.mark.style == "--at:4.4%;--from:1.5%;--to:12.2%"


def test_nothing_to_count_is_said() -> None:
    assert share(Share(0, 0)) == Cell(NONE, "no photos")
    assert estimate(NOTHING) == coefficient(NOTHING) == Cell(NONE)


def test_a_coefficient_below_nought_has_a_minus_sign() -> None:
    assert coefficient(Estimate(-0.2, Interval(-0.5, 0.1))).text == "\N{MINUS SIGN}0.20"


def test_columns_of_a_terminal_stand_below_each_other() -> None:
    rows = (Row("long head", (Cell("1"), Cell("2"))), Row("b", (Cell("300", "why"), Cell("4"))))
    table = Table("Title", ("", "one", "two"), rows, note="Note.", remarks=("FAIL it.",))
    assert in_text([Section("key", "Section", "Read this.", (table,))]).splitlines() == [
        "SECTION",
        "Read this.",
        "",
        "Title",
        "  Note.",
        "             one        two",
        "  long head  1          2",
        "  b          300 (why)  4",
        "  FAIL it.",
    ]
