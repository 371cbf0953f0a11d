"""Callers of the API."""

import pytest
from rest_framework.test import APIClient

from tests import factories
from tests.api.callers import caller


@pytest.fixture
def hr(db: None) -> APIClient:
    """HR, by token."""
    return caller(factories.token("hr").key)


@pytest.fixture
def intranet(db: None) -> APIClient:
    """The intranet, by token."""
    return caller(factories.token("intranet").key)


@pytest.fixture
def nobody(db: None) -> APIClient:
    """A caller without token and session."""
    return APIClient(raise_request_exception=False)
