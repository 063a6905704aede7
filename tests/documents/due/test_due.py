"""One answer to when a task is due, for tables and for the ledger of the service."""

from datetime import date

import pytest

from citycircle.documents.correction_files import read_corrections
from citycircle.documents.due import due_of, last_day
from citycircle.documents.reading import read, read_text
from citycircle.documents.writers.ledger import ledger_tasks

HEAD = "澜川市2026年工作要点\n一、重点任务\n"


def first(item, head=HEAD):
    return read_text(f"{head}1.{item}\n2.修河堤。").plans[0]


def due(plan):
    task = plan.tasks[0]
    own = (
        [each for each in plan.targets if each.task == task.id],
        [each for each in plan.milestones if each.task == task.id],
    )
    return due_of(task, plan.document, *own)


@pytest.mark.parametrize(
    ("item", "day", "is_printed"),
    [
        ("建码头。（市港航局牵头，完成时限：2026年9月底）", date(2026, 9, 30), True),
        ("建码头。（市港航局牵头，完成时限：6月底前）", date(2026, 6, 30), False),
        ("2026年8月底前建成码头。（市港航局牵头）", date(2026, 8, 31), True),
        ("建设码头。（市港航局牵头）", date(2026, 12, 31), False),
    ],
)
def test_the_nearest_words_decide_and_what_is_completed_says_why(item, day, is_printed):
    found = due(first(item))
    assert found.last_day == day
    assert (found.implied is None) == is_printed


def test_words_that_name_no_day_stay_words():
    found = due(first("建码头。（市港航局牵头，完成时限：长期坚持）"))
    assert (found.words, found.last_day) == ("长期坚持", None)


def test_a_masked_year_has_no_day():
    assert last_day("20xx-06") is None
    assert last_day("2026-13") is None
    assert last_day("") is None


def test_a_plan_without_years_leaves_it_open():
    assert due(first("建设码头。", head="工作要点\n一、重点任务\n")) is None


def test_the_table_says_what_the_ledger_says():
    plan = first("建设码头。（市港航局牵头）")
    assert ledger_tasks(plan)[0].deadline == "2026年底*"
    assert plan.tasks[0].deadline_implied.value == "2026"


def test_a_corrected_last_year_moves_what_follows_from_it():
    fixed = read_corrections("id,field,old,new\ndocument,effective_to_year,2026,2027\n", suffix=".csv")
    plan = read(f"{HEAD}1.建码头。（市港航局牵头）\n2.修河堤。".encode(), name="x.txt", corrections=fixed).plans[0]
    assert {task.deadline_implied.value for task in plan.tasks} == {"2027"}
