"""Workbooks of some KB that unpack to far more than any list."""

import resource

import pytest

from directory.roster import UnreadableRoster, read_roster
from tests.directory.test_workbook import NAMESPACE, sheet_with, with_part

MOST_MB = 100  # that the reading process itself may grow


@pytest.mark.parametrize("kind", ["cells", "formats"])
def test_a_workbook_that_unpacks_to_gigabytes_is_refused_elsewhere(kind: str) -> None:
    formats = b"<styleSheet " + NAMESPACE + b"><cellXfs>" + b"<xf/>" * 9_000_000
    content = (
        sheet_with(b"", b"<c><v>1</v></c>" * 9_000_000)
        if kind == "cells"
        else with_part("xl/styles.xml", formats + b"</cellXfs></styleSheet>")
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UnreadableRoster) as refused:
        read_roster(content, most_rows=20_000)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1_000
    assert grown < MOST_MB
    assert "This workbook" in refused.value.message
