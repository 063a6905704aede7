"""The API keeps to its own description whatever is thrown at it: no 500, and no answer that is not described."""

from __future__ import annotations

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.utils.timezone import now
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from citycircle.accounts.actions.base import carry_out
from citycircle.accounts.actions.tokens import MakeToken
from citycircle.web.api.doors import DOORS
from citycircle.web.api.roof import api

SCHEMA = schemathesis.openapi.from_dict(api.get_openapi_schema())
SCHEMA.app = get_wsgi_application()
CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)


@pytest.fixture(params=["office_reviewer", "security_administrator"])
def token(request, somebody):
    person, viewer = somebody("program", request.param, "office")
    scopes = tuple({door.scope for door in DOORS.values()})
    return carry_out(MakeToken(person=person, called="程序", scopes=scopes), by=viewer, at=now())


@pytest.mark.slow
@pytest.mark.django_db
@SCHEMA.parametrize()
@settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_door_answers_as_described(case, token):
    answer = case.call(headers={"Authorization": f"Bearer {token}"})
    case.validate_response(answer, checks=CHECKS)
