"""Why a file could not be read: one class a situation, each with what to do next."""

from __future__ import annotations

from citycircle.core.errors import CityCircleError
from citycircle.core.messages import Text

_SAVE_AGAIN = Text(
    "请用 WPS 或 Word/Excel 打开，另存为 .docx 或 .xlsx 后再读。",
    "Please open it in WPS, Word or Excel, save it as .docx or .xlsx, and read that file.",
)
_SEND_AGAIN = Text(
    "请检查文件能否正常打开，必要时请来文单位重新发送。",
    "Please check whether it opens at all; if not, ask the sender to send it again.",
)


class SourceUnreadable(CityCircleError):
    """A file that gives no text. Every error of the intake is one of these; `name` is the file's name."""

    what = Text("无法读取“{name}”。", "“{name}” could not be read.")
    why = Text("文件内容无法识别。", "Its content was not recognised.")
    then = _SEND_AGAIN


class FileMissing(SourceUnreadable):
    what = Text("找不到文件“{name}”。", "There is no file “{name}”.")
    why = Text("路径有误，或文件已移走、改名。", "The path is wrong, or the file was moved or renamed.")
    then = Text("请核对路径后重试。", "Please check the path and try again.")


class NotAFile(SourceUnreadable):
    what = Text("“{name}”不是文件。", "“{name}” is not a file.")
    why = Text("一次读取一份文件，不读文件夹或设备。", "One file is read at a time, no folder and no device.")
    then = Text("请给出其中一份文件的路径。", "Please give the path of one file in it.")


class FileNotAllowed(SourceUnreadable):
    what = Text("没有权限读取“{name}”。", "You may not read “{name}”.")
    why = Text("系统拒绝打开该文件：{reason}。", "The system refused to open it: {reason}.")
    then = Text(
        "请检查文件权限，或复制到自己的文件夹后再读。", "Please check its permissions, or copy it to your folder."
    )


class FileEmpty(SourceUnreadable):
    what = Text("“{name}”是空文件。", "“{name}” is empty.")
    why = Text("文件中没有任何文字。", "There is no text in it.")
    then = _SEND_AGAIN


class FileTooLarge(SourceUnreadable):
    what = Text("“{name}”有{size}MB，超过{limit}MB。", "“{name}” has {size} MB, more than {limit} MB.")
    why = Text(
        "这样大的文件多半是扫描件或夹带图片，不是文字稿。",
        "A file of this size is usually a scan or carries pictures; a text is far smaller.",
    )
    then = Text("请删去图片、附件，或拆分后再读。", "Please remove pictures and attachments, or split it.")


class FileTooLong(SourceUnreadable):
    what = Text("“{name}”有{pages}页，超过{limit}页。", "“{name}” has {pages} pages, more than {limit}.")
    why = Text("一份方案不会有这么多页，可能是汇编。", "No plan has so many; it is probably a collection.")
    then = Text("请只保留需要的部分后再读。", "Please keep only the part that you need, and read that.")


class ScannedPdf(SourceUnreadable):
    what = Text("“{name}”是扫描件，没有文字层。", "“{name}” is a scan without a text layer.")
    why = Text("{pages}页都是图片，没有可读取的文字。", "All {pages} page(s) are pictures.")
    then = Text(
        "请向来文单位索取 Word 或可复制文字的 PDF，或先用本单位的文字识别软件转换。",
        "Please ask the issuer for the Word file or a PDF with selectable text, or run text recognition first.",
    )


class PictureFile(SourceUnreadable):
    what = Text("“{name}”是图片。", "“{name}” is a picture.")
    why = Text("图片中的文字不能直接读取。", "Characters in a picture cannot be read directly.")
    then = Text(
        "请索取 Word 或可复制文字的 PDF，或先用文字识别软件转换。",
        "Please ask for the Word file or a PDF with selectable text, or run text recognition first.",
    )


class OldWord(SourceUnreadable):
    what = Text("“{name}”是旧版 Word 文件（.doc）。", "“{name}” is an old Word file (.doc).")
    why = Text("旧格式暂不能直接读取。", "The old format cannot be read yet.")
    then = Text(
        "请用 WPS 或 Word 打开，另存为 .docx 后再读。", "Please open it in WPS or Word, save it as .docx and read that."
    )


class WpsWord(SourceUnreadable):
    what = Text("“{name}”是 WPS 文字文件（.wps）。", "“{name}” is a WPS Writer file (.wps).")
    why = Text("该格式暂不能直接读取。", "This format cannot be read yet.")
    then = Text("请在 WPS 中打开，另存为 .docx 后再读。", "Please open it in WPS, save it as .docx and read that.")


class FormatNotReadYet(SourceUnreadable):
    what = Text(
        "“{name}”是{format}文件，暂不能读取。", "“{name}” is a file of the kind {format}, which is not read yet."
    )
    why = Text(
        "可读取：.txt .md .html .docx .pdf（有文字层） .xlsx .xls .csv .json。",
        "Read are: .txt .md .html .docx .pdf (with text) .xlsx .xls .csv .json.",
    )
    then = _SAVE_AGAIN


class FileProtected(SourceUnreadable):
    what = Text("“{name}”有密码保护。", "“{name}” is protected by a password.")
    why = Text("没有密码无法读取其中的文字。", "Without the password its text cannot be read.")
    then = Text("请打开文件，取消密码后另存再读。", "Please open it, remove the password, save it and read that.")


class FileDamaged(SourceUnreadable):
    what = Text("“{name}”已损坏或不完整。", "“{name}” is damaged or incomplete.")
    why = Text("读到一半无法继续：{reason}。", "It could not be read to its end: {reason}.")
    then = _SEND_AGAIN


class FileSwells(SourceUnreadable):
    what = Text(
        "“{name}”解压后异常庞大，已停止读取。", "“{name}” swells beyond measure when unpacked; reading stopped."
    )
    why = Text(
        "{part}解压后超过{limit}MB，正常公文不会这样，可能是恶意文件。",
        "{part} would fill more than {limit} MB. No ordinary document does; it may be malicious.",
    )
    then = Text("请不要打开，并向信息管理员报告。", "Please do not open it, and tell your system administrator.")


class SheetTooWide(SourceUnreadable):
    what = Text("“{name}”的工作表“{sheet}”范围过大。", "The sheet “{sheet}” of “{name}” is too large.")
    why = Text(
        "有内容的区域达{rows}行×{columns}列，远处可能有误填的单元格。",
        "What is filled spans {rows} rows by {columns} columns; a stray value probably stands far away.",
    )
    then = Text("请删去多余的行列后再读。", "Please delete the stray rows or columns and read it again.")


class XmlNotSafe(SourceUnreadable):
    what = Text("“{name}”含有外部实体声明，已停止读取。", "“{name}” declares external entities; reading stopped.")
    why = Text(
        "这类声明会让程序打开别的文件或网址，正常公文不会有。",
        "Such a declaration makes a program open other files or addresses. No ordinary document has one.",
    )
    then = Text("请不要打开，并向信息管理员报告。", "Please do not open it, and tell your system administrator.")


class NestedTooDeep(SourceUnreadable):
    what = Text("“{name}”的结构嵌套过深。", "“{name}” is nested too deeply.")
    why = Text(
        "层层嵌套超过{limit}层，正常公文不会这样。", "It has more than {limit} levels; no ordinary document has."
    )
    then = _SEND_AGAIN


class FormatUnknown(SourceUnreadable):
    what = Text("无法识别“{name}”是什么文件。", "It is not clear what kind of file “{name}” is.")
    why = Text(
        "内容不是文字，也不是可读取的格式（.txt .md .html .docx .pdf .xlsx .xls .csv .json）。",
        "It is neither text nor a format that is read (.txt .md .html .docx .pdf .xlsx .xls .csv .json).",
    )
    then = _SEND_AGAIN


class JsonBroken(SourceUnreadable):
    what = Text("“{name}”不是完整的 JSON。", "“{name}” is not complete JSON.")
    why = Text("第{line}行第{column}列起无法解析。", "It cannot be parsed from line {line}, column {column} on.")
    then = Text("请重新下载或导出该文件。", "Please download or export the file again.")


class JsonWithoutText(SourceUnreadable):
    what = Text("“{name}”中没有可读的正文。", "There is no text to read in “{name}”.")
    why = Text(
        "没有找到正文字段（如 content、text）、也不是表格行或本系统的读取结果。",
        "It has no text field (such as content or text), no rows of a table, and is no reading of ours.",
    )
    then = Text("请确认下载的是文件详情而不是目录。", "Please make sure that you saved the document and not a list.")
