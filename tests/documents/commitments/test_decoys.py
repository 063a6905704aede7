"""Numbers that look like targets and promise nothing."""

from __future__ import annotations

import pytest

from citycircle.documents.commitments import reasons


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("推进澜川新港二期工程建设。", None),
        ("支持第三届汀河论坛。", reasons.ORDINAL),
        ("打通205国道瓶颈。", reasons.ROAD),
        ("推动5G网络布局。", reasons.BARE),
        ("融入G99科创走廊。", reasons.CODE),
        ("探索“3+4”培养。", reasons.NAME),
        ("推进“一张网”建设。", reasons.NAME),
        ("围绕工业、科技等9个专题开展合作。", reasons.EXISTING),
        ("依托商会等5个平台对接企业。", reasons.EXISTING),
        ("推进试点八个方面24项任务。", reasons.EXISTING),
        ("推进12.5米深水航道建设。", reasons.DESIGN),
        ("推进350km/h铁路研究。", reasons.DESIGN),
        ("梳理5亿元以上项目。", reasons.CLASS),
        ("给予最高50万元奖励。", reasons.GRANT),
        ("按实际投入的2%给予补助。", reasons.GRANT),
        ("推广144小时过境免签。", reasons.DESCRIPTION),
        ("实现千兆网络覆盖。", reasons.MAGNITUDE),
        ("目前已建成码头6个。", reasons.EXISTING),
        ("培育一批龙头企业。", reasons.VAGUE),
        ("实现信号全覆盖。", reasons.COVERAGE),
        ("贯彻标准2.0版。", reasons.VERSION),
        ("总投资12亿元。", reasons.DESIGN),
        ("铁路总里程630公里。", reasons.DESIGN),
        ("通达12个市州。", reasons.EXISTING),
        ("常住人口30万以下城市取消限制。", reasons.CLASS),
        ("长距离(运距500公里以上)运输。", reasons.DESCRIPTION),
        ("达到地表水3类标准。", reasons.GRADE),
    ],
)
def test_a_decoy_is_kept_with_its_reason(promises, sentence, reason):
    read = promises(sentence)
    assert read.targets == ()
    if reason is not None:
        assert reason in [decoy.reason for decoy in read.decoys]
        for decoy in read.decoys:
            assert sentence[decoy.span.start : decoy.span.end] == decoy.quote


@pytest.mark.parametrize(
    "sentence",
    [
        "主要河流全面消除劣Ⅴ类。",
        "建设Ⅰ型大城市。",
        "《规划》(2028—2030年)印发。",
        "〔2030〕5号文件。",
        "建立一体化机制。",
        "三大战略深入实施。",
    ],
)
def test_no_target(promises, sentence):
    assert promises(sentence).targets == ()
