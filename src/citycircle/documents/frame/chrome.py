"""What a web page puts around a paper, recognised by its shape: navigation, share bars, addresses, style sheets."""

from __future__ import annotations

import re

from citycircle.core.plans import Span

_WORDS = (
    "打印|打印本页|打印页面|打印此页|关闭|关闭窗口|关闭本页|分享|分享到|分享至|分享到微信|收藏|收藏本站|加入收藏|设为首页|返回|返回顶部|返回首页|返回列表|"
    "回到顶部|首页|登录|注册|搜索|导航|无障碍|无障碍浏览|长者助手|适老化|简体|繁体|简|繁|繁體|English|移动版|手机版|大|中|小|字体|字号|字体大小|默认|"
    "微信|微博|新浪微博|QQ空间|扫一扫|二维码|下载|下载全文|全文下载|复制链接|点赞|评论|纠错|我要纠错|朗读|语音播报|听新闻|上一篇|下一篇|上一页|下一页|"
    "政务公开|信息公开|政府信息公开|新闻中心|政务服务|互动交流|走进.{2,4}|专题专栏|网站地图|联系我们|关于我们|网站声明|全文|正文|阅读|浏览|保存|字体颜色"
)
_GAPS = r"[\s|【】\[\]()（）:：·+\-—>»/、.…A]"
_BAR = re.compile(rf"^{_GAPS}*+(?>(?:{'|'.join(sorted(_WORDS.split('|'), key=len, reverse=True))}){_GAPS}*+)++$")
"""Nothing but words of buttons. Possessive, so that a line of many buttons and one other word fails at once."""
_SCAN = re.compile(
    r"^[\s【]*(?:微信)?扫[一码描]{1,2}[^。\n]{0,30}$|^[\s【]*(?:用|打开)?手机(?:扫|看|阅读|打开)[^。\n]{0,20}$"
)
_MOMENT = r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
_LABELLED = (
    "来源|信息来源|文章来源|稿件来源|发布人|发布者|作者|发表时间|发布时间|发布日期|时间|日期|更新时间|编辑|责任编辑|责编|审核|审校|校对|初审|复审|终审|"
    "浏览次数|浏览量|浏览|阅读次数|阅读量|阅读|点击数|点击次数|点击量|点击|访问量|访问次数|字号|字体|字体大小|视力保护色|保护视力色|打印|分享|供稿|摄影|监制|信息提供"
)
_SOURCE = re.compile(
    rf"^[\s【\[(（|*]*(?:{_MOMENT}\s*)?(?:{_LABELLED})[\s*]*[:：].{{0,160}}$|^\s*{_MOMENT}\s*(?:来源.{{0,40}})?$"
)
_BREADCRUMB = re.compile(
    r"^\s*(?:您?(?:现在|当前|目前)?(?:的|所在)?(?:所在|当前)?(?:的)?位置|当前栏目|当前页面)(?:是|在)?\s*[:：]|^\s*(?:网站)?首页\s*[>»›/\-—]|(?:[^\s>»›]{1,20}\s*[>»›]\s*){2,}[^\s>»›]"
)
_MENU = re.compile(
    r"^\s*(?=[^\n]*(?:首页|登录|注册|无障碍|关于我们|联系我们|网站地图|English))"
    r"(?:[^|｜。；;，,\n]{0,12}[|｜]){2,}[^|｜。；;，,\n]{0,12}$"
)
"""A row of links, some of which every website has."""
_GREETING = re.compile(
    r"^\s*(?:您好|你好|尊敬的用户|亲爱的)?[,，!！]?\s*欢迎(?:您|你)?(?:的)?(?:访问|光临|来到|进入|登录)|^今天是\s?\d{4}年"
)
_INTRO = re.compile(
    r"(?:小编|本站|笔者|网友)[^。\n]{0,16}?(?:整理|收集|搜集|汇总|准备|分享|带来|推荐|提供)了?(?:的|一些|关于|有关|一篇|相关){0,3}"
)
_OFFER = re.compile("参考|阅读|帮助|查阅|下载|借鉴|喜欢|一起")
_LEDE = re.compile(r"^[^。\n]{0,80}《(?P<title>[^《》\n]{4,120})》[^。\n]{0,30}(?:全文|主要内容|内容)(?:如下)?[:：]?$")
_FAREWELL = re.compile(
    r"^(?:以上(?:就是|是|内容)|更多|如果(?:您|你)?(?:觉得|喜欢|需要)|希望(?:对|能|本|这|以上)|感谢(?:您|你)?(?:的)?(?:阅读|支持)|本文(?:来自|来源|由|共)|声明[:：]|免责声明|版权声明|特别声明)"
)
_LINK = re.compile(
    r"^\s*(?:(?:链接地址|本文地址|本文网址|原文链接|原文地址|本文链接|文章链接|网址|转载请注明|文章地址|下载地址|来源网址|URL)[^\n:：]{0,20}[:：]?\s*\S*|https?://\S+(?:\s\S{0,12})?|www\.\S+)",
    re.IGNORECASE,
)
_REPEAT = re.compile(r"^\s*(?:本文标题|文章标题|文档标题|文档名称|当前文档|标题)\s*[:：]")
_RECOMMEND = re.compile(
    r"^\s*(?:[【\[]?(?:推荐访问|推荐阅读|推荐文章|推荐|相关链接|相关阅读|相关文章|相关文件|相关稿件|相关信息|相关推荐|相关解读|相关报道|相关政策|相关附件|解读文件|政策解读|图解|"
    r"延伸阅读|扩展阅读|猜你喜欢|热门文章|热门推荐|最新文章|大家都在看|上一篇|下一篇|上一条|下一条|标签|Tags?|关键词|分享到|附件下载)[】\]]?\s*(?:[:：].*)?)$",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"^\s*(?:友情链接|相关网站|链接|(?:联系|单位|办公|通[讯信])?地址|邮编|邮政编码|(?:联系|咨询|办公|值班|传真)?电话|传真|电子邮箱|网站备案|备案号|您是第)\s*[:：]|(?:版权所有|Copyright|©|ICP\s?备|网站标识码|公网安备|政府网站找错|技术支持\s?[:：]|主办单位\s?[:：]|主\s?办\s?[:：]|承办单位\s?[:：]|承\s?办\s?[:：]|网站管理\s?[:：]|建议使用.{0,20}(?:浏览器|分辨率))",
    re.IGNORECASE,
)
_STYLE = re.compile(r"[.#@]?[\w\-.#:,>\s*]{0,80}\{\s*[\w-]+\s*:[^{}]{0,2000}\}?")
_SCRIPT = re.compile(
    r"(?:\bfunction\s*\(|\bvar\s+\w+\s*=|document\.\w+|window\.\w+|\$\(|</?(?:script|style|div|span|iframe|link|meta)\b)"
)
_LATIN = re.compile("[a-z$]")
_REDACTED = re.compile(r"^\s*(?:_[^_\n]{2,40}){2,}")
_LONGEST = 300
_PROSE = re.compile("。")
"""A sentence: the words of a paper, whatever it begins with."""
TAIL = re.compile(
    r"(?:本文标题|链接地址|本文地址|原文链接|本文链接|推荐访问|推荐阅读|相关链接|相关阅读|相关文章|责任编辑|上一篇|下一篇|版权所有|转载请注明)\s*[:：]"
    r"|扫一扫在手机|【打印|【关闭|打印本页|关闭窗口|[.#][\w-]+(?:\s[.\w#:-]+){0,6}\s?\{\s?[\w-]+\s?:"
)
"""Where a page takes over behind the last word of a paper, also without a line end."""


def reason(line: str) -> str | None:
    """Which part of a page a line is by its shape; None for anything that could belong to a paper.

    >>> [reason(line) for line in ("首页 > 政务公开 > 规划计划", "分享:", "一、总体要求")]
    ['navigation', 'share', None]
    """
    words = line.strip()
    if not words:
        return None
    if is_code(words):
        return "style_sheet"
    if len(words) > _LONGEST or _PROSE.search(words):
        return "site_words" if len(words) <= _LONGEST and _offers(words) else None
    return next((slug for slug, has_shape in _SHAPES if has_shape(words)), "site_words" if _offers(words) else None)


def _offers(words: str) -> bool:
    """Say whether a website presents what follows: 下面是小编为大家整理的…,供大家参考。"""
    return intro_title(words) is not None or bool(_LEDE.search(words))


def is_code(words: str) -> bool:
    """Say whether a line is style sheet, script or markup rather than words."""
    if _REDACTED.match(words):
        return True
    styled = "{" in words and _STYLE.match(words)
    if not styled and not (_LATIN.search(words) and _SCRIPT.search(words)):
        return False
    chinese = sum(1 for letter in words if "\u3400" <= letter <= "\u9fff")
    return chinese * 4 < len(words)


def intro_title(line: str) -> Span | None:
    """The title inside a page's lead sentence (下面是小编为大家整理的…,供大家参考), as a place in the line."""
    lede = _LEDE.search(line)
    if lede:
        return Span(*lede.span("title"))
    match = _INTRO.search(line)
    if not match or not _OFFER.search(line, match.end()):
        return None
    cut = re.compile(r"[,，。\n]|$").search(line, match.end())
    return Span(match.end(), cut.start() if cut else len(line))


_SHAPES = (
    ("greeting", _GREETING.match),
    ("navigation", _BREADCRUMB.search),
    ("share", _BAR.match),
    ("navigation", _MENU.match),
    ("share", _SCAN.match),
    ("source_line", _SOURCE.match),
    ("site_words", _LEDE.match),
    ("site_words", _FAREWELL.match),
    ("link", _LINK.match),
    ("title_repeat", _REPEAT.match),
    ("recommendation", _RECOMMEND.match),
    ("footer", _FOOTER.search),
)
