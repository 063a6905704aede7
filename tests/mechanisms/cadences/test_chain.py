"""The chain of deadlines from the superior down is visible, and long buffers are explained."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citycircle.mechanisms.cadences.chain import (
    BufferUnexplained,
    DeadlineAfterSuperior,
    Layer,
    PassedOnBeforeReceived,
    chain_of,
)

ON = date(2026, 6, 1)
PROVINCE = Layer("云泽省发展改革委", date(2026, 6, 30), date(2026, 6, 1), date(2026, 6, 5))
CITY = Layer("澜川市发展改革委", date(2026, 6, 28), date(2026, 6, 5), date(2026, 6, 20))
COUNTY = Layer("东埠区发展改革局", date(2026, 6, 27), date(2026, 6, 20))


def test_the_chain_shows_every_deadline_and_who_took_how_long():
    chain = chain_of([PROVINCE, CITY, COUNTY], on=ON)
    assert chain.sentence.zh == (
        "云泽省发展改革委6月30日（原始时限） → 澜川市发展改革委6月28日（较上一级提前2天） → "
        "东埠区发展改革局6月27日（较上一级提前1天）"
    )
    assert [time.zh for time in chain.times] == [
        "云泽省发展改革委：收到至转发用时4天",
        "澜川市发展改革委：收到至转发用时15天",
        "东埠区发展改革局：留给办理7天",
    ]
    assert chain.buffer == 3
    assert "the original deadline" in chain.sentence.en


@pytest.mark.parametrize(("days", "refused"), [(7, False), (8, True)])
def test_a_buffer_over_a_week_needs_a_reason(days, refused):
    early = Layer("澜川市发展改革委", PROVINCE.due - timedelta(days=days))
    if not refused:
        assert not chain_of([PROVINCE, early], on=ON).links[1].needs_reason
        return
    with pytest.raises(BufferUnexplained) as caught:
        chain_of([PROVINCE, early], on=ON)
    assert "8天" in caught.value.say("zh")
    explained = Layer(early.name, early.due, reason="须经市政府常务会审议")
    chain = chain_of([PROVINCE, explained], on=ON)
    assert chain.links[1].needs_reason
    assert "理由：须经市政府常务会审议" in chain.sentence.zh


def test_no_layer_may_ask_later_than_the_one_above():
    with pytest.raises(DeadlineAfterSuperior):
        chain_of([PROVINCE, Layer("澜川市发展改革委", date(2026, 7, 1))], on=ON)


def test_nobody_passes_on_what_has_not_come():
    with pytest.raises(PassedOnBeforeReceived):
        chain_of([Layer("云泽省", date(2026, 6, 30), date(2026, 6, 5), date(2026, 6, 1))], on=ON)


def test_a_chain_has_a_layer():
    with pytest.raises(ValueError):
        chain_of([], on=ON)


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 20)), min_size=1, max_size=6))
def test_buffers_and_times_add_up(steps):
    due, received, layers = date(2026, 6, 30), date(2026, 5, 1), []
    for buffer, took in steps:
        due -= timedelta(days=buffer if layers else 0)
        layers.append(Layer(f"第{len(layers)}级", due, received, received + timedelta(days=took)))
        received += timedelta(days=took)
    chain = chain_of(layers, on=ON)
    assert chain.buffer == sum(link.buffer for link in chain.links[1:])
    assert (
        sum(link.took for link in chain.links[:-1]) + chain.links[-1].left == (layers[-1].due - date(2026, 5, 1)).days
    )
