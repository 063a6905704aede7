"""A plan of 澜川市, as its office takes it in, and how tests find their way in it."""

TEXT = """澜川市2026年同城化工作要点

一、交通互联

1.建设滨江客运码头。新建码头6个以上，2026年6月底前建成汀河大桥。开通城际公交，年内开行10条线路。（市发改委牵头，市教育局、栖云县政府配合）

2.治理汀河支流。水质达到三类。（市水利局牵头）

二、服务共享

3.共享优质课程。建立课程目录。（市教育局牵头，各县区政府按职责分工负责）

4.办好同城运动会。（市发改委、市教育局牵头）
"""


def keys(plan):
    return list(plan.tasks.filter(is_dropped=False).order_by("order").values_list("key", flat=True))


def task(plan, number):
    return plan.tasks.get(number=str(number))
