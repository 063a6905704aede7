"""Short ways through the pages of a month, each as somebody would go who starts at the first page."""

from __future__ import annotations

from tests.journeys.conftest import send


def today(page, matter):
    """Open one of today's three things from the first page."""
    menu(page, "首页")
    send(page, f"main a:has-text('去办理'):has-text('{matter}')")


def menu(page, word):
    """Open a page by the menu."""
    send(page, f"nav a:text-is('{word}')")


def part(page, task):
    """Open a task in hand: the row that holds these words, and others after a space (as the lead's name)."""
    menu(page, "任务办理")
    row = "".join(f":has-text('{word}')" for word in task.split())
    send(page, f"tbody tr{row} a")


def step(page, task, title, **fields):
    """Take a step of a task: choose it, fill its fields, send them, and come back to where the task stands."""
    try_step(page, task, title, **fields)
    assert f"已办理：{title}。" in page.inner_text("main [role=status]")


def try_step(page, task, title, **fields):
    """The same where the answer may be a refusal."""
    part(page, task)
    send(page, f"main .actions a.button:text-is('{title}')")
    fill(page, **fields)
    send(page)


def fill(page, **fields):
    """Fill a form by the names of its fields; a choice by its words."""
    for name, words in fields.items():
        field = page.locator(f"#field-{name}")
        if field.evaluate("(one) => one.tagName") == "SELECT":
            field.select_option(label=words)
        else:
            field.fill(words)


def cells(progress, share, next_step):
    """What a report says, by the names of its cells."""
    return {"progress": progress, "share": share, "next_step": next_step}


def months(page):
    """Open the months of an office."""
    menu(page, "月报")
    send(page, "main a:text-is('月份')")


def open_month(page, month, due):
    """The office asks for the reports of a month."""
    months(page)
    send(page, "main a:has-text('开启月报')")
    fill(page, month=month, due=due)
    send(page)


def report(page, task, filled):
    """The clerk fills a report in and hands it on."""
    today(page, "待您办理的月报")
    send(page, f"tbody a:has-text('{task}')")
    for cell, words in filled.items():
        page.fill(f"[name=cell-{cell}]", words)
    send(page, "button:text-is('送审')")


def sign(page, task):
    """The head signs what the clerk handed on."""
    today(page, "待您办理的月报")
    send(page, f"tbody a:has-text('{task}')")
    send(page, "button:text-is('签发报送')")


def accept(page, task, **asked):
    """The office looks at what waits for its first check; questions go to the cells that they name."""
    today(page, "待初核的月报")
    send(page, f"tbody a:has-text('{task}')")
    for cell, words in asked.items():
        page.fill(f"[name=ask-{cell}]", words)
    send(page, "button:has-text('采用')")


def file_proof(page, task, kind, reference):
    """Proof by its number."""
    part(page, task)
    send(page, "main a:text-is('登记佐证')")
    fill(page, kind=kind, reference=reference)
    send(page)


def check(page, task):
    """The first check: its four points hold."""
    part(page, task)
    send(page, "main a.button:text-is('初审通过')")
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    send(page)


def draw(page):
    """Draw the sample of what waits to be verified."""
    menu(page, "任务办理")
    send(page, "main a:text-is('核实样本')")
    send(page, "button:text-is('抽取核实样本')")


def close(enter, people, task, document):
    """Proof, application, first check, draw, verification, closing, by a clerk, a head and a supervisor."""
    clerk, head, supervision = people
    file_proof(enter(clerk), task, "合同或协议（编号）", f"HT-{document}")
    step(enter(head), task, "申请办结", document=f"申请{document}")
    page = enter(supervision)
    check(page, task)
    draw(page)
    step(page, task, "核实属实", method="现场核实", finding="已建成通车")
    step(page, task, "销号", document=document)
