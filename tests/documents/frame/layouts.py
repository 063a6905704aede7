# ruff: noqa: E501 - lines are printed as pages print them
"""How offices and websites really lay out the front of a plan, told with the invented region.

Each layout is a text, what its document says of itself, and the first words of the plan that must survive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

BODY = (
    "为加快推进汀河都市圈同城化发展,结合实际,制定本方案。\n一、总体要求\n(一)主要目标。到2027年,同城化水平明显提升。\n"
    "二、重点任务\n1.共建快速通道。建成汀河大桥,加快澜松城际前期工作。(责任单位:市交通运输局)\n"
    "2.共享公共服务。推进异地就医直接结算。(责任单位:市医保局)"
)


@dataclass(frozen=True)
class Layout:
    name: str
    text: str
    says: dict[str, Any] = field(default_factory=dict)
    keeps: str = BODY


NOTICE = "《汀河都市圈同城化行动方案(2025—2027年)》已经市政府同意,现印发给你们,请结合实际认真贯彻落实。"
TITLE = "汀河都市圈同城化行动方案(2025—2027年)"
SPAN = {"effective_from_year": 2025, "effective_to_year": 2027, "kind": "action_plan"}

LAYOUTS = [
    Layout(
        "a row of links above, a letter that goes on, two attachments named below it",
        "首页 | 新闻 | 政策 | 关于我们\n澜川市人民政府办公室关于印发汀河都市圈同城化行动方案的通知\n\n各县区人民政府,市直各部门:\n\n"
        f"{NOTICE}市政府将于年中、年末对落实情况进行专项督查。\n附件:1.{TITLE}\n2.民生实事责任分解\n"
        f"澜川市人民政府办公室\n2025年3月13日\n附件1\n{TITLE}\n{BODY}",
        {"title": TITLE, "signature": "澜川市人民政府办公室", "issued_on": date(2025, 3, 13), **SPAN},
    ),
    Layout(
        "where to report difficulties, a signature far to the right",
        "澜府办〔2025〕5号\n\n各县区人民政府:\n  《汀河都市圈同城化行动方案(2025—2027年)》已经市政府同意,现印发给你们,请认真组织实施。"
        "实施过程中遇到的问题,请径向市发展改革委反映。\n\n\n                    澜川市人民政府办公室\n\n"
        f"                    2025年3月17日\n\n\n{TITLE}\n\n{BODY}",
        {"title": TITLE, "signature": "澜川市人民政府办公室", "issued_on": date(2025, 3, 17), **SPAN},
    ),
    Layout(
        "a city's page, title with a space, no 给 in 印发你们",
        "澜川市人民政府办公室 关于印发《汀河都市圈同城化行动方案(2025—2027年)》的通知\n\n"
        "发布日期:2025-03-21访问次数: 信息来源:澜川市人民政府办公室\n\n\n各镇、乡人民政府,各街道办事处,市政府各部门:\n\n"
        "《汀河都市圈同城化行动方案(2025—2027年)》已经市政府同意,现印发你们,请结合实际认真贯彻落实。\n\n"
        f"澜川市人民政府办公室\n\n2025年3月13日\n\n(此件公开发布)\n\n\n{TITLE}\n\n{BODY}",
        {"title": TITLE, "issuer": "澜川市人民政府办公室", "issued_on": date(2025, 3, 13), **SPAN},
    ),
    Layout(
        "party and government together, the number behind the title",
        "归档时间:2025-11-21\n当前位置: 首页 > 政务公开 > 规划计划 > 政策法规\n\n"
        "中共禾阳市委办公室禾阳市人民政府办公室印发《关于推进同城化的实施意见》的通知(禾办发〔2025〕2号)\n\n"
        "来源:禾阳市政府门户网 日期:2025-01-12 17:08 字号:【\n视力保护色:\n浏览量:\n\n"
        "各县市区委、人民政府,禾阳经济技术开发区,市直各单位:\n\n"
        "《关于推进同城化的实施意见》已经市委、市人民政府同意,现印发给你们,请结合实际认真贯彻执行。\n\n"
        f"中共禾阳市委办公室\n\n禾阳市人民政府办公室\n\n2025年1月10日\n\n关于推进同城化的实施意见\n\n{BODY}",
        {
            "title": "关于推进同城化的实施意见",
            "doc_number": "禾办发〔2025〕2号",
            "issuer": "中共禾阳市委办公室、禾阳市人民政府办公室",
            "issued_on": date(2025, 1, 10),
            "effective_to_year": 2027,
            "kind": "other",
        },
    ),
    Layout(
        "labels with bullets, requirements instead of a plan below the letter",
        "• 索引号:6735597301/2025-1801120\n  • 发布机构:县人民政府办公室\n  • 公开范围:全部公开\n  • 生成日期:2025-03-23\n"
        "  • 公开日期:2025-03-23\n  • 公开方式:政府网站\n2025年县政府重点工作任务(稻政发〔2025〕2号)\n"
        "来源:稻溪县政府   2025-03-23 10:56\n浏览量:1 | | | |\n\n各乡镇人民政府、县直各单位:\n\n"
        "《2025年县政府重点工作任务分解》已经县人民政府同意,现印发给你们,请认真抓好贯彻落实。\n\n"
        "一、强化责任落实。各单位要牵头抓总。\n二、细化工作方案。各单位要制定方案。",
        {
            "title": "2025年县政府重点工作任务分解",
            "doc_number": "稻政发〔2025〕2号",
            "issued_on": date(2025, 3, 23),
            "effective_from_year": 2025,
            "effective_to_year": 2025,
            "kind": "annual_points",
        },
        "一、强化责任落实。各单位要牵头抓总。\n二、细化工作方案。各单位要制定方案。",
    ),
    Layout(
        "labels in pairs, a notice that is itself the plan",
        "  • 无障碍\n  • 长辈版\n您现在所在的位置: 网站首页> 政府信息公开首页 > 岩坪县人民政府办公室> 年度重点工作\n"
        "索引号: 99172900/202501-00044 组配分类: 年度重点工作\n发布机构: 岩坪县人民政府(办公室) 主题分类: 综合政务 / 其他 / 通知\n"
        "名称: 岩坪县人民政府关于分解落实政府工作报告目标任务的通知 文号: 岩政〔2025〕1号\n发布日期: 2025-01-30 08:56\n"
        "岩坪县人民政府关于分解落实政府工作报告目标任务的通知\n"
        "发布时间:2025-01-30 08:56 来源:岩坪县人民政府(办公室) 浏览次数: 字体:[ ]\n\n各乡镇人民政府,县政府各部门、各直属机构:\n\n"
        "经研究,现将2025年6个方面243项工作任务予以分解印发。\n\n一、细化任务抓落实。建立工作台账。\n二、明确责任抓落实。制定方案。",
        {
            "title": "岩坪县人民政府关于分解落实政府工作报告目标任务的通知",
            "doc_number": "岩政〔2025〕1号",
            "issuer": "岩坪县人民政府",
            "issued_on": date(2025, 1, 30),
        },
        "一、细化任务抓落实。建立工作台账。\n二、明确责任抓落实。制定方案。",
    ),
    Layout(
        "labels spread by spaces",
        "县人民政府关于分解落实 2025年县政府重点工作任务的通知\n\n索引号 : K26422872/2025-08370 文       号 :\n\n"
        "主题分类: 政务公开 发文单位: 芦湾县人民政府\n\n名       称: 县人民政府关于分解落实 2025年县政府重点工作任务的通知 发布日期: 2025年03月09日\n\n"
        "有效性: 有效 发文日期:\n\n各乡镇人民政府,开发区管委会,县政府各部门:\n\n县政府工作报告已经审议通过,现将重点任务分解落实有关事项通知如下:\n\n"
        "一、提高站位\n各乡镇要高度重视。\n二、改进作风\n要求实效。",
        {
            "title": "县人民政府关于分解落实 2025年县政府重点工作任务的通知",
            "doc_number": None,
            "issuer": "芦湾县人民政府",
            "issued_on": date(2025, 3, 9),
            "effective_from_year": 2025,
            "kind": "annual_points",
        },
        "县政府工作报告已经审议通过,现将重点任务分解落实有关事项通知如下:\n\n一、提高站位\n各乡镇要高度重视。\n二、改进作风\n要求实效。",
    ),
    Layout(
        "a cabinet office, title over two lines",
        "云泽省人民政府办公厅关于印发\n汀河都市圈同城化行动方案(2025—2027年)的通知\n云政办发〔2025〕 8号\n\n"
        "各市人民政府,省政府各部门、各直属机构:\n\n\u3000\u3000《汀河都市圈同城化行动方案(2025—2027年)》已经省人民政府同意,现印发给你们,请认真贯彻执行。\n\n"
        f"云泽省人民政府办公厅  \n2025年1月1日   \n\n\u3000\u3000(此件公开发布)\n\n汀河都市圈同城化行动方案\n(2025—2027年)\n\n{BODY}",
        {
            "title": TITLE,
            "doc_number": "云政办发〔2025〕8号",
            "issuer": "云泽省人民政府办公厅",
            "issued_on": date(2025, 1, 1),
            **SPAN,
        },
    ),
    Layout(
        "several bodies, an ASCII full stop, no signature, no title of its own",
        "澜川市发展和改革委员会 澜川市规划和自然资源局 关于印发汀河都市圈同城化行动方案(2025—2027年)的通知\n\n"
        "各区(市)县政府(管委会),市级有关部门,有关单位:\n\n经市领导同意,现将《汀河都市圈同城化行动方案(2025—2027年)》印发给你们,请结合实际认真贯彻落实.\n\n"
        f"{BODY}",
        {"title": TITLE, "issued_on": None, **SPAN},
    ),
    Layout(
        "the number first, no letter, 现提出以下意见",
        "云发改规划〔2025〕328号《云泽省发展改革委关于推进同城化的指导意见》\n云泽省发展改革委关于推进同城化的指导意见\n云发改规划〔2025〕328号\n"
        f"各市人民政府,省直有关部门:\n{BODY}\n云泽省发展改革委\n2025年2月19日",
        {
            "title": "云泽省发展改革委关于推进同城化的指导意见",
            "doc_number": "云发改规划〔2025〕328号",
            "issuer": "云泽省发展改革委",
            "issued_on": date(2025, 2, 19),
            "kind": "other",
        },
    ),
    Layout(
        "the whole heading in 《》 and the number twice",
        "澜政办发〔2025〕26号《澜川市人民政府办公室关于印发〈澜川市2025年同城化工作要点〉的通知》\n"
        "《澜川市人民政府办公室关于印发〈澜川市2025年同城化工作要点〉的通知》\n澜政办发〔2025〕26号\n澜政办发〔2025〕26号\n各区人民政府,市政府各委、办、局:\n"
        "《澜川市2025年同城化工作要点》已经市政府同意,现印发给你们,请结合实际认真贯彻落实。\n澜川市人民政府办公室\n2025年5月28日\n"
        "2025年是同城化的关键一年。今年的总体要求是:认真贯彻《云泽省人民政府办公厅关于印发2025年工作要点的通知》(云政办发〔2025〕19号)精神。\n一、推进规划统筹\n1.编制规划。完成编制。",
        {
            "title": "澜川市2025年同城化工作要点",
            "doc_number": "澜政办发〔2025〕26号",
            "issuer": "澜川市人民政府办公室",
            "issued_on": date(2025, 5, 28),
            "effective_from_year": 2025,
            "kind": "annual_points",
        },
        "2025年是同城化的关键一年。今年的总体要求是:认真贯彻《云泽省人民政府办公厅关于印发2025年工作要点的通知》(云政办发〔2025〕19号)精神。\n"
        "一、推进规划统筹\n1.编制规划。完成编制。",
    ),
    Layout(
        "an attachment's page: 附件, title, preamble; the foot of a website",
        f"附件\n\n汀河都市圈同城化行动方案\n\n{BODY}\n\n抄送:市委各部门,市人大常委会办公室。\n澜川市人民政府办公室 2025年3月2日印发\n"
        "来源:   作者:   编辑:某某\n扫一扫在手机打开当前页\n相关链接:\n《汀河都市圈同城化行动方案》政策解读\n一图读懂汀河都市圈同城化行动方案\n"
        "主办:澜川市人民政府办公室 承办:市数据局\n网站标识码:9900000001 公网安备99010202000001号\n【打印本页】 【关闭窗口】",
        {
            "title": "汀河都市圈同城化行动方案",
            "issued_on": date(2025, 3, 2),
            "effective_to_year": 2027,
            "kind": "action_plan",
        },
    ),
    Layout(
        "a template site in one line",
        "下面是小编为大家整理的2025年同城化工作要点,供大家参考。一、推进规划统筹1.编制规划。完成编制。2.建设平台。完成建设。推荐访问:2025年同城化工作要点 同城化 要点",
        {"title": "2025年同城化工作要点", "effective_from_year": 2025, "kind": "annual_points"},
        "一、推进规划统筹1.编制规划。完成编制。2.建设平台。完成建设。",
    ),
    Layout(
        "a bare plan",
        f"{TITLE}\n{BODY}",
        {"title": TITLE, "doc_number": None, "issuer": None, "issued_on": None, **SPAN},
    ),
    Layout(
        "a draft with marks below its title",
        f"汀河都市圈同城化三年行动计划\n(征求意见稿)\n(2025年3月)\n\n{BODY}",
        {"title": "汀河都市圈同城化三年行动计划(征求意见稿)", "kind": "action_plan"},
    ),
    Layout(
        "a broken number in full-width digits",
        f"澜川市人民政府文件\n澜政发〔２０２５〕\n１２号\n\n澜川市人民政府关于印发汀河都市圈同城化行动方案的通知\n\n各区县人民政府:\n现将《汀河都市圈同城化行动方案》印发给你们,请认真组织实施。\n"
        f"附件:汀河都市圈同城化行动方案\n澜川市人民政府\n二〇二五年三月一日\n\n汀河都市圈同城化行动方案\n{BODY}",
        {
            "title": "汀河都市圈同城化行动方案",
            "doc_number": "澜政发〔2025〕12号",
            "issued_on": date(2025, 3, 1),
            "issuer": "澜川市人民政府",
        },
    ),
    Layout(
        "cabinet table with tabs",
        "索\u3000引\u3000号：\t000014349/2025-00085\t主题分类：\t综合政务\\政务公开\n发文机关：\t云泽省人民政府办公厅\t成文日期：\t2025年04月18日\n标\u3000\u3000题：\t云泽省人民政府办公厅关于印发汀河都市圈同城化行动方案(2025—2027年)的通知\n发文字号：\t云政办发〔2025〕12号\t发布日期：\t2025年04月23日\n主 题 词：\t\n\n"
        "云泽省人民政府办公厅关于印发汀河都市圈同城化\n行动方案(2025—2027年)的通知\n云政办发〔2025〕12号\n\n各市、县人民政府，省政府各委、办、厅、局：\n《汀河都市圈同城化行动方案(2025—2027年)》已经省政府同意，现印发给你们，请认真贯彻落实。\n\n云泽省人民政府办公厅\n2025年4月18日\n(本文有删减)\n"
        f"{TITLE}\n\n{BODY}",
        {
            "title": TITLE,
            "doc_number": "云政办发〔2025〕12号",
            "issuer": "云泽省人民政府办公厅",
            "issued_on": date(2025, 4, 18),
            **SPAN,
        },
    ),
    Layout(
        "red head of a PDF",
        "澜 川 市 人 民 政 府 文 件\n\n澜政发〔2025〕3号\n\n澜川市人民政府\n关于印发汀河都市圈同城化发展规划\n实施方案的通知\n\n各区、县人民政府，市政府各部门：\n现将《汀河都市圈同城化发展规划实施方案》印发给你们，请认真组\n织实施。\n\n澜川市人民政府\n2025年1月2日\n\n— 1 —\n\n汀河都市圈同城化发展规划实施方案\n\n"
        + BODY
        + "\n\n— 2 —\n",
        {
            "title": "汀河都市圈同城化发展规划实施方案",
            "doc_number": "澜政发〔2025〕3号",
            "issuer": "澜川市人民政府",
            "issued_on": date(2025, 1, 2),
            "kind": "action_plan",
        },
    ),
    Layout(
        "markdown",
        f"# {TITLE}\n\n**来源**：澜川市人民政府办公室  **日期**：2025-03-01\n\n{BODY}",
        {"title": TITLE, **SPAN},
        f"#{BODY}",
    ),
    Layout("attachment number on the title's line", f"附件1：{TITLE}\n\n{BODY}", {"title": TITLE, **SPAN}),
    Layout(
        "a mark of adoption below the title",
        f"{TITLE}\n(2025年3月5日市委常委会会议通过)\n\n{BODY}",
        {"title": TITLE, **SPAN},
    ),
    Layout(
        "title and table of contents",
        f"{TITLE}\n\n目 录\n\n一、总体要求 ........................ 1\n二、重点任务 ........................ 2\n\n{BODY}",
        {"title": TITLE, **SPAN},
    ),
    Layout(
        "title on three lines",
        f"云泽省推动汀河都市圈\n同城化高质量发展\n行动方案(2025—2027年)\n\n{BODY}",
        {"title": "云泽省推动汀河都市圈同城化高质量发展行动方案(2025—2027年)", **SPAN},
    ),
    Layout(
        "signature at the end, with a date in Chinese",
        f"{TITLE}\n\n{BODY}\n\n汀河都市圈建设领导小组办公室\n二〇二五年三月一日",
        {"title": TITLE, "issuer": "汀河都市圈建设领导小组办公室", "issued_on": date(2025, 3, 1), **SPAN},
    ),
    Layout(
        "upper notice names a longer span",
        "各有关单位：\n根据《云泽省国民经济和社会发展第十四个五年规划》，现将《汀河都市圈2025年同城化重点工作任务分工》印发给你们，请抓好落实。执行中的重大问题，请及时报告市政府。\n附件：汀河都市圈2025年同城化重点工作任务分工\n汀河都市圈建设领导小组办公室\n2025年2月8日\n（联系人：张某，联系电话：0000-1234567）\n附件\n汀河都市圈2025年同城化重点工作任务分工\n"
        + BODY,
        {
            "title": "汀河都市圈2025年同城化重点工作任务分工",
            "issued_on": date(2025, 2, 8),
            "effective_from_year": 2025,
            "effective_to_year": 2025,
            "kind": "annual_points",
        },
    ),
    Layout(
        "one line, everything glued",
        "首页 > 政务公开 > 规划 索引号:99/2025-1 发布机构:禾阳市人民政府 发文日期:2025-03-05 禾阳市人民政府关于印发禾阳市同城化行动方案的通知 禾政发〔2025〕9号 各县、区人民政府:现将《禾阳市同城化行动方案》印发给你们,请认真组织实施。禾阳市人民政府 2025年3月1日 禾阳市同城化行动方案 "
        + BODY.replace("\n", "")
        + "责任编辑:某某 打印本页 关闭窗口",
        {
            "title": "禾阳市同城化行动方案",
            "doc_number": "禾政发〔2025〕9号",
            "issuer": "禾阳市人民政府",
            "issued_on": date(2025, 3, 1),
        },
    ),
    Layout(
        "news page around a plan",
        "2025-03-05 09:12:33 来源：云泽日报 作者：某某 责编：某某\n点击：1234次\n"
        f"{TITLE}\n\n{BODY}\n\n（来源：云泽日报）\n上一篇：某新闻\n下一篇：某通知\n友情链接：云泽省政府网\n地址：澜川市一路1号 邮编：000000 电话：0000-12345678",
        {"title": TITLE, **SPAN},
    ),
    Layout(
        "issued by letter with spaces between characters",
        "汀河都市圈建设领导小组办公室关于印发\n《汀河都市圈2025年工作要点》的通知\n\n各成员单位：\n    《汀河都市圈2025年工作要点》已经领导小组会议审议通过，现予印发，请认真贯彻落实。\n\n                      汀河都市圈建设领导小组办公室\n                            2025年3月18日\n\n汀河都市圈2025年工作要点\n\n    2025年是同城化的关键之年。\n    一、推进规划\n    1.编制规划。完成编制。",
        {
            "title": "汀河都市圈2025年工作要点",
            "issued_on": date(2025, 3, 18),
            "issuer": "汀河都市圈建设领导小组办公室",
            "kind": "annual_points",
        },
        "2025年是同城化的关键之年。一、推进规划1.编制规划。完成编制。",
    ),
    Layout(
        "no letter: office title line above",
        "中共临汀市委 临汀市人民政府\n关于加快推进同城化发展的实施意见\n(2025年2月20日)\n\n" + BODY,
        {
            "title": "中共临汀市委 临汀市人民政府关于加快推进同城化发展的实施意见",
            "issued_on": date(2025, 2, 20),
            "kind": "other",
        },
    ),
]
