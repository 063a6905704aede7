"""Promises measured against something else."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        ("2030年进出口增速不低于全省平均增速。", ("进出口增速", ">=", "全省平均增速", None)),
        ("力争成交额指标保持全市前列。", ("成交额指标", ">=", "全市前列", "strive")),
        ("居民收入增速高于全国平均水平。", ("居民收入增速", ">", "全国平均水平", None)),
        ("失业率控制在省定目标以内。", ("失业率", "<=", "省定目标", None)),
    ],
)
def test_a_benchmark_instead_of_a_number(promises, sentence, read):
    found = promises(sentence)
    [commitment] = found.commitments
    assert (commitment.indicator, commitment.op, commitment.benchmark, commitment.strength) == read
    assert found.targets == found.milestones == ()
