"""A task is known again in a later reading, whatever number it bears and however its sentence was polished."""

from hypothesis import given
from hypothesis import strategies as st

from citycircle.documents.identity import keys_of, known, with_keys
from citycircle.documents.reading import read_text

ITEMS = [
    "建设滨江客运码头，新增泊位6个。（市港航局牵头）",
    "治理汀河支流，水质优良比例达到三类以上。（市水利局牵头）",
    "共享优质课程，建立五市课程目录。（市教育局牵头）",
    "开通城际公交，年内开行10条线路。（市交通局牵头）",
    "推进医保异地结算，覆盖全部定点医院。（市医保局牵头）",
]


def plan_of(items):
    lines = [f"{number}.{words}" for number, words in enumerate(items, start=1)]
    return read_text("澜川市工作要点\n一、重点任务\n" + "\n".join(lines)).plans[0]


def key_of(plan, keys, words):
    return keys[next(task.id for task in plan.tasks if words in task.body.text)]


BEFORE = plan_of(ITEMS)
SAME = {task.id: task.id for task in BEFORE.tasks}


def test_the_same_document_gives_the_same_keys():
    assert keys_of(plan_of(ITEMS), known(BEFORE)) == SAME


def test_an_item_put_in_before_renumbers_nobody():
    new = plan_of([ITEMS[0], "举办同城运动会，邀请五市参加。（市体育局牵头）", *ITEMS[1:]])
    keys = keys_of(new, known(BEFORE))
    for number, words in enumerate(("滨江", "汀河支流", "课程", "公交", "医保"), start=1):
        assert key_of(new, keys, words) == f"chp_1__para_{number}"
    assert key_of(new, keys, "运动会") not in SAME


def test_a_reworded_item_keeps_its_key():
    new = plan_of(
        [ITEMS[0], "治理汀河及其支流，水质优良比例稳定达到三类以上。（市水利局、市生态环境局牵头）", *ITEMS[2:]]
    )
    assert keys_of(new, known(BEFORE)) == SAME


def test_a_number_that_now_says_something_else_is_another_task():
    new = plan_of([*ITEMS[:2], "编制人才目录，发放服务卡。（市人社局牵头）", *ITEMS[3:]])
    assert key_of(new, keys_of(new, known(BEFORE)), "人才") == "chp_1__para_3-2"


def test_reserved_keys_are_given_to_nobody_else():
    new = plan_of([*ITEMS, "设立同城基金，规模2亿元。（市财政局牵头）"])
    keys = keys_of(new, known(BEFORE), ["chp_1__para_6"])
    assert key_of(new, keys, "基金") == "chp_1__para_6-2"


def test_promises_go_with_their_task():
    new = plan_of(["举办同城运动会，邀请五市参加。（市体育局牵头）", *ITEMS])
    moved = with_keys(new, keys_of(new, known(BEFORE)))
    assert {each.task for each in moved.targets if "泊位" in each.quote} == {"chp_1__para_1"}


@given(st.permutations(range(len(ITEMS))))
def test_any_order_of_the_same_items_keeps_every_key(order):
    new = plan_of([ITEMS[at] for at in order])
    keys = keys_of(new, known(BEFORE))
    assert sorted(keys.values()) == sorted(SAME)
    for at, task in zip(order, new.tasks, strict=True):
        assert keys[task.id] == f"chp_1__para_{at + 1}"
