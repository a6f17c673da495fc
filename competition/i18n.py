"""Languages: which ones there are, which one a reader gets, and people's own texts in several of them.

Page addresses begin with a short code (`en nl fr zh`); Babel's locale for `zh` is `zh_Hans`, which
`zh-CN`, `zh-SG` and plain `zh` do not match by themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import format_currency, format_decimal, get_decimal_symbol
from flask import Flask, g, has_request_context
from flask_babel import Babel, force_locale, gettext, lazy_gettext, lazy_pgettext, ngettext
from werkzeug.datastructures import LanguageAccept

LANGUAGES: dict[str, str] = {"en": "English", "nl": "Nederlands", "fr": "Français", "zh": "简体中文"}
DEFAULT = "en"
_BABEL = {"en": "en", "nl": "nl", "fr": "fr", "zh": "zh_Hans"}
_HTML = {"en": "en", "nl": "nl", "fr": "fr", "zh": "zh-Hans"}

Texts = dict[str, str]

babel = Babel()

__all__ = ["LANGUAGES", "Texts", "force_locale", "gettext", "lazy_gettext", "lazy_pgettext", "ngettext"]


@dataclass(frozen=True, slots=True)
class Picked:
    """A text that a person wrote, and the language it is in (which may not be the reader's)."""

    text: str
    locale: str

    def __str__(self) -> str:
        """Return the text, so that templates can print it as it is."""
        return self.text

    def __bool__(self) -> bool:
        """Tell whether there is any text."""
        return bool(self.text)

    @property
    def html_lang(self) -> str:
        """Return the value for the `lang` attribute."""
        return html_lang(self.locale)


def init_app(app: Flask) -> None:
    """Attach Babel, the locale taken from the page's address; give templates `pick()`."""
    babel.init_app(app, default_locale="en", default_timezone="UTC", locale_selector=babel_locale)
    app.jinja_env.globals["pick"] = pick
    app.jinja_env.globals["html_lang_of"] = html_lang
    app.jinja_env.globals["language_names"] = LANGUAGES
    app.jinja_env.filters["money"] = money_words


def locale() -> str:
    """Return the short code of the language of this request (or of the forced one)."""
    return str(getattr(g, "lang", DEFAULT)) if has_request_context() else DEFAULT


def babel_locale() -> str:
    """Return Babel's name of the language of this request."""
    return _BABEL[locale()]


def babel_name(code: str) -> str:
    """Return Babel's name of a short code: `zh` → `zh_Hans`."""
    return _BABEL.get(code, _BABEL[DEFAULT])


def html_lang(code: str) -> str:
    """Return the value of a `lang` attribute for a short code: `zh` → `zh-Hans`."""
    return _HTML.get(code, code)


def negotiate(cookie: str | None, accepted: LanguageAccept) -> str:
    """Return the language for a visitor who named none: the cookie's, else the best accepted one."""
    if cookie in LANGUAGES:
        return str(cookie)
    for tag, _quality in accepted:
        code = tag.replace("_", "-").split("-")[0].lower()
        if code in LANGUAGES:
            return code
    return DEFAULT


def pick(texts: Mapping[str, str] | None, wanted: str | None = None) -> Picked:
    """Return a person's text in the wanted language, else in the first there is (English first)."""
    texts = texts or {}
    wanted = wanted or locale()
    for code in (wanted, DEFAULT, *LANGUAGES):
        if texts.get(code):
            return Picked(texts[code], code)
    return Picked("", wanted)


def decimal_mark(code: str | None = None) -> str:
    """Return the mark between a number's units and its decimals in a language, by default the reader's."""
    return str(get_decimal_symbol(babel_name(code or locale())))


def money_words(cents: int, currency: str, code: str | None = None) -> str:
    """Return an amount of whole cents as a language writes it, with its currency: 85,50 €."""
    return str(format_currency(Decimal(cents) / 100, currency, locale=babel_name(code or locale())))


def decimal_words(number: str, code: str | None = None, *, grouped: bool = True) -> str:
    """Return a number as a language writes it, with all decimals that it has: `22.0` → 22,0."""
    decimals = len(number.partition(".")[2])
    pattern = ("#,##0" if grouped else "0") + (f".{'0' * decimals}" if decimals else "")
    return str(format_decimal(Decimal(number), pattern, babel_name(code or locale())))
