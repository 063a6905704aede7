"""The API keeps to its own description whatever is thrown at it: no 500, and no answer that is not described."""

from __future__ import annotations

import pytest
import schemathesis
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
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


KEEPERS = {"people": "security_administrator", "audit": "auditor"}
"""Who may enter the doors of a noun; the others are the office's. Refusals are tested in test_rights_matrix."""


@pytest.fixture
def token_for(somebody):
    """The token of somebody whom the doors of a noun let in; the end of a request leaves the test's connection open."""
    made = {}
    ends = (signals.request_started, signals.request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)

    def token(noun):
        if noun not in made:
            person, viewer = somebody("program", KEEPERS.get(noun, "office_reviewer"), "office")
            type(person).objects.filter(pk=person.pk).update(second_factor="set up")
            scopes = tuple({door.scope for door in DOORS.values()})
            made[noun] = carry_out(MakeToken(person=person, called="程序", scopes=scopes), by=viewer, at=now())
        return made[noun]

    yield token
    for signal in ends:
        signal.connect(close_old_connections)


@pytest.mark.slow
@pytest.mark.django_db
@SCHEMA.parametrize()
@settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_door_answers_as_described(case, token_for):
    noun = case.operation.path.removeprefix("/api/v1/").split("/")[0]
    answer = case.call(headers={"Authorization": f"Bearer {token_for(noun)}"})
    case.validate_response(answer, checks=CHECKS)
