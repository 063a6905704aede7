"""The words that the grammars of commitments know. Words of the genre only: no place, no office, no project.

Longest words match first wherever these are used, so the order inside a list means nothing.
"""

from __future__ import annotations

import re

from citycircle.core.plans import Comparator, Stage, Strength

# --- targets -------------------------------------------------------------------------------------------------------

BEFORE_NUMBER: dict[Comparator, str] = {
    ">=": "不低于 不少于 不小于 不得低于 不得少于 不得小于 至少 最少 最低 大于等于 ≥ ≧",
    ">": "突破 超过 超出 超 高于 大于 多于 跨越 跃上 迈上 逾 > ＞",
    "<=": "不超过 不高于 不大于 不多于 不得超过 不得高于 最多 至多 最高 控制在 控制到 压减至 压缩至 压缩到 压减到 ≤ ≦",
    "<": "低于 小于 少于 < ＜",
    "approx": "约 大约 约为 接近 近",
    "increase": "新增 增长 增加 增幅 增幅达 提高 提升 年均增长 同比增长 递增 净增 增速",
    "=": "达到 达 为 稳定在 保持在 维持在 提高到 提高至 提升到 提升至 增加到 增加至 增长到 增长至 增至 升至 扩大到 扩大至 "
         "扩至 上升到 下降到 下降至 降低到 降低至 降到 降至 减少到 减少至 缩短至 缩短到 下降 降低 减少 压减 压缩 缩短 翻 "
         "实现 完成 力争达到 目标为",
}  # fmt: skip
"""How a word in front of a number compares; 达到 is as good as no word."""

AFTER_NUMBER: dict[Comparator, str] = {
    ">=": "以上 及以上 (含)以上 （含）以上 或以上",
    "<=": "以下 及以下 以内 之内 内",
    "approx": "左右 上下",
}
"""How a word behind the unit compares; it outweighs the word in front."""

MAKING = (
    "建设 建成 新建 改建 扩建 改扩建 改造 打造 培育 培养 引进 引育 吸引 招引 集聚 新增 增加 组织 举办 开展 召开 报送 组建 设立 成立 "
    "建立 创建 创成 实施 完成 实现 签约 签订 签署 形成 发展 认定 评定 获批 入选 争取 推出 推广 发布 制定 出台 制订 编制 派出 选派 "
    "互派 培训 新签 新开 新设 开工 竣工 投产 投用 布局 布设 配备 购置 更新 种植 修复 恢复 治理 整治 投入 安排 筹集 筹措 发放 提供 "
    "开行 开通 打通 遴选 评选 储备 谋划 攻克 转化 孵化 招聘 帮扶 资助 申报 征集 出版 开放 设置 增设 压减 淘汰 关停 退出 取消 减少 "
    "降低 转移 落户 落地 覆盖 接入 归集 共享 整合 招收 输送 共建 创办 承接 推介 生产 供应 保障 建好 办好 建造 布点 做大 培优 植树 "
    "造林 发行 募集 达成"
)
"""Verbs whose object a promise can count: 培育50家企业."""

PUSHING = "推进 推动 加快 加速 促进 支持 抓好 抓实 持续推进"
"""Verbs that count what follows at once (推进20个小区改造), but not what they only touch (推进试点的24项任务)."""

TOUCHING = (
    "围绕 聚焦 依托 加强 根据 按照 结合 针对 强化 深化 发挥 落实 贯彻 通过 利用 统筹 涉及 包括 涵盖 做好 协调 配合 巩固 参与 "
    "参加 完善 优化 用好 借助 对接 服务 涵养 严格 遵循 现有 已有 共有 其中 加大 健全 支撑 瞄准 对标 抓住 范围"
)
"""Words whose number describes what exists."""

ALREADY = re.compile(
    r"已(?!经?开工)|现有|目前|截至|截止|去年|上年|过去|累计建成了|历史性|荣获|先后|五年来|[一二三四五六七]年来|以来"
)
ONE_ACT = re.compile(r"组建|设立|成立|发行|募集")
SPEED_OF_ACCESS = re.compile(
    r"(?:[内的]|之内|以内)?(?:[^,，、]{0,6}(?:通达|直达|可达|到达|抵达|畅达|送达|通勤|互达)|[^,，、]{0,4}(?:覆盖|办结|办理|办成|响应)|[^,，]{0,14}圈$|[^,，、]{0,14}圈(?=、))"
)

STRENGTHS: dict[Strength, str] = {
    "ensure": "确保 必须 坚决 务必 保证 不得 严格 全面完成",
    "strive": "力争 争取 努力 争创 力求 尽快 尽早 争当",
    "explore": "探索 试点 试行 先行先试 鼓励 支持有条件",
    "consider": "谋划 研究 论证 酝酿 规划建设 前期",
    "advance": "推进 推动 加快 实施 开展 建设 打造 完善 加强 建立 健全 深化 促进 强化 支持 组织 举办 培育 引进 新增",
}
"""The first kind that a clause names decides: 力争推进 strives, 推进 advances."""

# --- works ---------------------------------------------------------------------------------------------------------

STAGE_VERBS: dict[Stage, str] = {
    "plan": "谋划 谋划实施 谋划建设 谋划推进 谋划开通 研究 研究启动 论证 申报 申报建设 申建 申请 规划 筹划 筹建 储备 争取",
    "start": "开工 开工建设 开工新建 启动 启动建设 启动实施 动工 动工建设 新开工 奠基",
    "build": "建设 规划建设 加快 加快建设 加快推进 加快推动 推进 推动 实施 组织实施 加快实施 新建 改建 扩建 改扩建 改造 构建 加快构建 支持 共建 "
             "续建 加强 联合建设 合作共建 推进建设 抓好 做好 保障 整治 提升改造 高标准建设 高水平建设 协同推进",
    "complete": "建成 全面建成 基本建成 加快建成 建成投用 建成投运 建成投产 完成 竣工 投产 建好 贯通 打通 全面完成 基本完成",
    "operate": "运营 开通 开通运营 运营管理 投运 启用 投用 通车 运行 投入使用 投入运营 建成运营 建成通车",
}  # fmt: skip
"""The stage that a verb in front of a work promises."""

STAGE_TAILS: dict[Stage, str] = {
    "plan": "前期 前期工作 前期研究 前期规划研究 前期研究工作 前期规划 前期论证 规划研究 谋划研究 规划方案 专题研究 规划建议 规划建议工作 "
            "可行性研究 研究论证 规划论证 论证 立项 审批 申建 申建工作 谋划 选址 用地预审 规划编制 规划设计 报批 方案研究 地方性工作 谋划储备 研究",
    "start": "开工 开工建设 动工 动工建设 启动 启动建设 尽快开工 尽早开工 早日开工 加快开工 全面开工 开工实施 规划衔接和开工建设",
    "build": "建设 规划建设 加快建设 建设工作 建设进度 进度 加快推进 实施 施工 提档升级 落地 落地建设 落地实施 "
             "建设实施 有序推进 顺利推进 加快实施 开发建设 建设改造 更新改造 建设提升",
    "complete": "建成 全面建成 基本建成 竣工 完工 建成投用 建成投产 建成通车 建成投运 建成使用 投产 竣工验收 完成 主体完工 贯通 全线贯通 竣工投产 "
                "建成并投入使用 建设完成 竣工投用",
    "operate": "投用 投运 运营 投入运营 投入使用 开通 通车 开通运营 通车运营 启用 建设运营 运行 全线通车 开航 通航 建成运营 开园 开馆 开业",
}  # fmt: skip
"""The stage that a word behind a list of works promises."""

ONLY_IN_FRONT = frozenset(
    "研究 规划 储备 运营 运行 加强 支持 保障 改造 扩建 改建 改扩建 新建 贯通 打通 整治 争取 抓好 做好 申请 完成 论证".split()
)
"""Verbs that are as often part of a name, so that they count at the head of a clause only."""

PUSHING_WORKS = frozenset("加快 加快推进 加快推动 推进 推动 支持 加强 抓好 做好 保障 协同推进 争取".split())
"""Verbs that need a word behind the list (…建设) or works in it (…工程), since anything can be pushed."""

DESIGNATION = r"(?:打造|创建|争创|申创|创成|形成|构筑|塑造|建设成|发展成|培育)成?为?"
"""Verbs that give something a rank or an image; what they name is no piece of works."""

HEADS = """
铁路 高铁 城际 城际轨道 轨道 地铁 轻轨 铁路支线 支线 专用线 联络线 公路线 铁路通道 市域铁路 高速 高速公路 快速路 公路 国道 省道 大道 干线
连接线 绕城 环线 复线 大桥 特大桥 隧道 通道 过江通道 互通 立交 枢纽 客运站 火车站 高铁站 北站 南站 东站 西站 车站
机场 通用机场 航站楼 航站区 飞行区 跑道 港 新港 港区 组合港 母港 门户港 码头 通用码头 综合码头 泊位 锚地 作业区 航道 航道网 运河 船闸 水道 水库 水闸 泵站
灌区 堤防 电站 抽水蓄能 电厂 变电站 风电场 接收站 储备库 储气库 管网 管道 管线 输电线路 工厂 水厂 污水处理厂 焚烧厂
产业园 工业园 物流园 科技园 科创园 创新园 文化园 示范园 标准园 园区 合作园区 农业园 飞地 综合体 湿地公园 郊野公园 森林公园 公园 防护林 廊道 大走廊
绿道 画廊 长廊 风景道 医院 院区 医学中心 医疗中心 校区 学校 大学 学院 体育馆 体育场 博物馆 图书馆 文化馆 科技馆 大剧院 会展中心 中心 综合保税区
保税区 保税仓 起步区 科技城 健康城 科创城 新城 设施 路网 工程 项目 改造 扩建 改扩建 搬迁改造 扩园 迁建 改建 升级改造 综合整治 南延 北延 东延
西延 延伸 南接北延 电气化改造 快速化改造 段 线 桥 闸 厂 园 基地 储运基地 集聚区 示范区 试验区 先导区 产业带 组团 新区 商圈 交易市场 大市场 分市场
实验室 研究院 大科学装置 联运中心 集散中心 物流中心 算力中心 数据中心
""".split()  # noqa: SIM905 a list of words reads best as words
"""What a named piece of works ends in."""

WORKING_HEADS = (
    "工程 项目 改造 扩建 改扩建 搬迁改造 迁建 改建 升级改造 综合整治 电气化改造 快速化改造 扩园 二期 三期 一期".split()
)  # noqa: SIM905
"""Heads that say themselves that something is built."""

RANKS = re.compile(r"国家级|世界级|全国(?!性)|示范区|试验区|先导区|先行区|高地|名城|样板|目的地|产业带|产业集群")
"""Ranks and images: 国家级…基地 names no piece of works."""

PROGRAMMES = re.compile(
    r"专项|研发|培养|培育|人才|计划|行动|互认|技术改造|示范应用|提档升级|倍增|招引|帮扶|创建|科技项目|招商|引进|合作项目|产业项目|试点|志愿|惠民|"
    r"达标|普法|扶贫|创新工程|文化工程|研究(?!院|中心|所)"
)
"""What is called a project and is a programme: people, rules, research."""

PHASE = re.compile(r"(?:[一二三四五六七八九十]|\d)期(?:工程|项目)?$")
