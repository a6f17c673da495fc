"""How long a text is, for a reader of any script (docs/decisions/0015).

static/js/components/characters.js counts alike.
"""

from __future__ import annotations

import re
import unicodedata

from competition.calls.rules.fields import TextOptions

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_JOINER = "\u200d"
_FLAGS = ("\U0001f1e6", "\U0001f1ff")


def length(text: str) -> int:
    """Return how many characters a reader sees.

    Every 汉字 is one, as is a letter with its accents, an emoji put together from several, a flag, a line's end.
    """
    count, before, flags = 0, "", 0
    for sign in unicodedata.normalize("NFC", text.replace("\r\n", "\n")):
        is_flag = _FLAGS[0] <= sign <= _FLAGS[1]
        belongs = _extends(sign) or (is_flag and flags % 2 == 1) or _joins(before, sign)
        if not belongs or before in {"", "\n"}:
            count += 1
        before, flags = sign, flags + 1 if is_flag else 0
    return count


def most_of(options: TextOptions, text: str) -> int:
    """Return how many characters a text may have: Chinese says as much in fewer, and may have a limit of its own."""
    return options.most_chinese if options.most_chinese is not None and is_chinese(text) else options.most


def is_chinese(text: str) -> bool:
    """Tell whether most letters of a text are 汉字."""
    han = len(_HAN.findall(text))
    letters = sum(unicodedata.category(sign).startswith("L") for sign in text)
    return han * 2 > letters


def _extends(sign: str) -> bool:
    """Marks, joiners, skin tones and the tags of a flag belong to the character before them."""
    if sign in {_JOINER, "\u200c"} or "\U0001f3fb" <= sign <= "\U0001f3ff" or "\U000e0020" <= sign <= "\U000e007f":
        return True
    return unicodedata.category(sign).startswith("M")


def _joins(before: str, sign: str) -> bool:
    """A joiner binds the next picture to those before it."""
    return before == _JOINER and unicodedata.category(sign) in {"So", "Sm"}
