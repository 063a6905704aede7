"""Why a file could not be opened, in words of both languages; the system itself says it in one only."""

from __future__ import annotations

import errno

from citycircle.core.messages import Text

_REASONS = {
    errno.ENOENT: Text("文件或文件夹不存在", "there is no such file or folder"),
    errno.EACCES: Text("没有权限", "permission is denied"),
    errno.EPERM: Text("没有权限", "permission is denied"),
    errno.EROFS: Text("该位置只读", "the place is read-only"),
    errno.EISDIR: Text("这是文件夹", "it is a folder"),
    errno.ENOTDIR: Text("路径中有一段不是文件夹", "a part of its path is no folder"),
    errno.ENOSPC: Text("磁盘已满", "the disk is full"),
    errno.ENAMETOOLONG: Text("文件名过长", "its name is too long"),
}
_ENCODING = Text("不是 UTF-8 编码的文本", "it is no text in UTF-8")


def why_not(error: OSError | UnicodeDecodeError) -> Text:
    """Say why; what the system says in its own words only where we have none.

    >>> why_not(FileNotFoundError(errno.ENOENT, "No such file or directory")).say("zh")
    '文件或文件夹不存在'
    """
    if isinstance(error, UnicodeDecodeError):
        return _ENCODING
    known = _REASONS.get(error.errno) if error.errno else None
    words = error.strerror or str(error)
    return known or Text(words, words)
