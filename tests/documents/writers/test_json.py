"""The JSON form: what the contract fixes, what the schema describes, numbers that are numbers."""

import json

import jsonschema
import pytest

from citycircle.core.messages import speaking
from citycircle.documents.writers import json as writer

CONTRACT = {
    "document": {"title", "doc_number", "issuer", "issued_on", "effective_from_year", "effective_to_year", "kind"},
    "sections": {"level", "marker", "title"},
    "tasks": {"id", "number", "path", "role", "title", "text", "lead", "responsible", "subitems", "start", "end"},
    "targets": {"task", "path", "indicator", "op", "value", "value_high", "unit", "period", "deadline", "quote",
                "start", "end"},
    "milestones": {"task", "what", "deadline", "quote"},
    "projects": {"task", "name", "stage", "quote"},
    "diagnostics": {"code", "message", "start", "end"},
}  # fmt: skip


@pytest.fixture
def valid():
    jsonschema.Draft202012Validator.check_schema(writer.schema())
    return jsonschema.Draft202012Validator(writer.schema()).validate


def test_an_answer_has_what_the_contract_fixes(reading):
    answer = json.loads(writer.write(reading))
    assert CONTRACT["document"] <= answer["document"].keys()
    for part, fields in CONTRACT.items():
        if part != "document":
            assert answer[part], part
            assert all(fields <= each.keys() for each in answer[part]), part


def test_an_answer_follows_the_schema(reading, valid):
    valid(json.loads(writer.write(reading)))
    valid(json.loads(writer.write(reading, with_reminders=True)))


def test_the_schema_refuses_what_is_wrong(reading, valid):
    answer = json.loads(writer.write(reading))
    answer["targets"][0]["value"] = "3.5"
    with pytest.raises(jsonschema.ValidationError):
        valid(answer)


def test_several_plans_give_a_list(reading, plan, valid):
    from dataclasses import replace

    answers = json.loads(writer.write(replace(reading, plans=(plan, plan))))
    assert [answer["document"]["title"] for answer in answers] == [plan.document.title] * 2
    valid(answers)


def test_numbers_are_numbers_and_whole_ones_stay_whole(reading):
    values = [each["value"] for each in json.loads(writer.write(reading))["targets"]]
    assert values[:2] == [3.5, 42]
    assert isinstance(values[1], int)


def test_every_cell_of_a_task_names_its_place(reading):
    task = json.loads(writer.write(reading))["tasks"][0]
    spans = task["spans"]
    assert len(spans["lead"]) == len(task["lead"])
    assert len(spans["responsible"]) == len(task["responsible"])
    assert spans["title"] == [102, 110]


def test_a_doubtful_reading_names_its_task_and_the_alternative(reading):
    doubtful = json.loads(writer.write(reading))["doubtful"]
    assert [(each["alternative"], each["task"]) for each in doubtful] == [("市发改委牵头", "sec_2__subsec_2__para_5")]


def test_sentences_are_said_in_the_language_of_the_moment(reading):
    with speaking("en"):
        assert json.loads(writer.write(reading))["diagnostics"][0]["message"] == "Task 5 names no lead."


@pytest.mark.shared
def test_the_real_plans_follow_the_schema(shared, valid):
    from citycircle.documents.reading import read

    for path in sorted((shared / "plans").glob("*.txt")):
        valid(json.loads(writer.write(read(path))))
