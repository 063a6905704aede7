"""Named works, their lists and stages."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("sentence", "names", "stage"),
    [
        ("建成汀河大桥、望汀隧道。", ["汀河大桥", "望汀隧道"], "complete"),
        ("推进临汀、石泷和松渚通用机场建设。", ["临汀通用机场", "石泷通用机场", "松渚通用机场"], "build"),
        ("加快推进澜禾、禾松城际等铁路建设。", ["澜禾铁路", "禾松城际"], "build"),
        ("积极推动澜禾、栖云至岩坪等高速公路规划建设。", ["澜禾高速公路", "栖云至岩坪高速公路"], "build"),
        ("谋划实施汀河疏港铁路三期、四期。", ["汀河疏港铁路三期", "汀河疏港铁路四期"], "plan"),
        ("推动禾城高速望汀段前期工作。", ["禾城高速望汀段"], "plan"),
        ("开工建设205省道澜川至禾阳段。", ["205省道澜川至禾阳段"], "start"),
        ("尽快开工建设汀河二桥等项目。", ["汀河二桥"], "start"),
        ("加快建成松渚新港疏港航道。", ["松渚新港疏港航道"], "complete"),
        ("正式运营临汀新港。", ["临汀新港"], "operate"),
        ("推动澜禾高速改扩建工程、稻溪快速通道开工。", ["澜禾高速改扩建工程", "稻溪快速通道"], "start"),
        ("汀河航道整治工程竣工验收。", ["汀河航道整治工程"], "complete"),
        ("研究栖云水库、望汀泵站规划方案。", ["栖云水库", "望汀泵站"], "plan"),
        ("支持望汀区申报建设综合保税区。", ["望汀区综合保税区"], "plan"),
        ("推进“汀河风景道”等项目建设。", ["汀河风景道"], "build"),
        ("推进澜川港建设以及禾阳北站规划建设。", ["澜川港", "禾阳北站"], "build"),
        ("完成汀口引水工程和芦湾供水工程建设。", ["汀口引水工程", "芦湾供水工程"], "complete"),
        ("建设石泷、泷北机场救助基地。", ["石泷机场救助基地", "泷北机场救助基地"], "build"),
        ("确保澜石铁路（澜川至泷北段）建成通车。", ["澜石铁路（澜川至泷北段）"], "complete"),
        ("确保石泷大桥2030年10月如期建成通车。", ["石泷大桥"], "complete"),
        ("推进石泷、顺和物流园建设。", ["石泷物流园", "顺和物流园"], "build"),
        ("开工建设栖云至和汀高速、协和医院新院。", ["栖云至和汀高速", "协和医院新院"], "start"),
        (
            "加快澜川、禾阳、松渚三大国际物流园区建设。",
            ["澜川国际物流园区", "禾阳国际物流园区", "松渚国际物流园区"],
            "build",
        ),
        ("高新园区一期工程竣工投产。", ["高新园区一期工程"], "complete"),
        ("高起点规划建设汀河画廊。", ["汀河画廊"], "build"),
        ("争取澜石高铁纳入国家规划。", ["澜石高铁"], "plan"),
        ("完成澜石高铁可研批复。", ["澜石高铁"], "plan"),
        ("加快白鹭、禾阳和松渚机场扩建。", ["白鹭机场扩建", "禾阳机场扩建", "松渚机场扩建"], "build"),
        ("实施汀阳路、望汀大道改造等项目。", ["汀阳路项目", "望汀大道改造"], "build"),
    ],
)
def test_names_and_stage(promises, sentence, names, stage):
    read = promises(sentence).projects
    assert [project.name for project in read] == names
    assert {project.stage for project in read} == {stage}
    assert {project.quote for project in read} == {sentence.rstrip("。")}


@pytest.mark.parametrize(
    "sentence",
    [
        "建设一批养老服务基地、养老产业园。",
        "打造全国重要增长极。",
        "加强城镇污水处理厂建设。",
        "推进园区循环化改造。",
        "实施“青年英才”工程。",
        "推进市场体系建设。",
        "打造国家级电子信息产业基地。",
        "建设10家以上研究院、创新中心等新型机构。",
        "加强农产品流通设施和市场建设。",
        "完善港口公共基础设施。",
        "推进重大项目建设。",
        "新建煤炭、矿石年运量150万吨以上的物流园区。",
        "加快中西部干线铁路、支线机场建设。",
        "完成城区主干道路改造。",
        "促进干线铁路、城际铁路融合。",
        "实现互联互通。",
        "落实科技创新中心建设要求。",
    ],
)
def test_what_names_no_piece_of_works(promises, sentence):
    assert promises(sentence).projects == ()


def test_a_name_with_a_conjunction_inside_is_not_cut(promises):
    [project] = promises("推进G99澜川至禾阳高速公路和县至无田段等项目前期研究工作。").projects
    assert project.name == "G99澜川至禾阳高速公路和县至无田段"


def test_a_work_named_in_title_and_text_counts_once(promises):
    read = promises("加快汀河大桥建设。协调各方,推进汀河大桥建设,力争汀河大桥建成通车。")
    assert [(project.name, project.stage) for project in read.projects] == [
        ("汀河大桥", "build"),
        ("汀河大桥", "complete"),
    ]
