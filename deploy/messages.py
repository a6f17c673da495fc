"""`make messages`: gather the strings to translate and bring the catalogues up to date.

No line numbers are written, so that moving code changes no catalogue; nothing is guessed from similar strings.
"""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from deploy.step import ROOT

# What Babel gives as a message or its translation: one text, or the forms of a plural.
Texts = str | tuple[str, ...] | list[str] | None

TRANSLATIONS = ROOT / "competition" / "translations"
LOCALES = ("nl", "fr", "zh_Hans")
METHODS = (
    ("competition", [("**.py", "python")]),
    ("templates", [("**.html", "jinja2"), ("**.txt", "jinja2")]),
)
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "_n": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "lazy_pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def extracted() -> Catalog:
    """Return every string that Python or a template asks a translation of."""
    catalog = Catalog(project="Facet", charset="utf-8")
    for folder, methods in METHODS:
        options = {pattern: {"silent": "false"} for pattern, method in methods if method == "jinja2"}
        found = extract_from_dir(ROOT / folder, methods, options, KEYWORDS, comment_tags=("Translators:",))
        for name, _line, message, comments, context in found:
            catalog.add(message, None, [(f"{folder}/{name}", 0)], auto_comments=comments, context=context)
    return catalog


def catalogue_path(locale: str) -> Path:
    """Return where a language's catalogue lies."""
    return TRANSLATIONS / locale / "LC_MESSAGES" / "messages.po"


def read(locale: str) -> Catalog:
    """Return a language's catalogue, empty if there is none yet."""
    path = catalogue_path(locale)
    if not path.exists():
        return Catalog(locale=locale, project="Facet", header_comment="# Facet's words.", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def main() -> None:
    """Update each catalogue and say what is left to translate."""
    template = extracted()
    for locale in LOCALES:
        catalogue = read(locale)
        created = catalogue.creation_date
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.creation_date = created
        catalogue.obsolete.clear()
        _write(locale, catalogue)
        missing = sum(not is_translated(message.string) for message in catalogue if message.id)
        print(f"{locale:<8} {len(catalogue)} strings, {missing} to translate")


def is_translated(string: Texts) -> bool:
    """Tell whether a translation, or each of its plural forms, has words."""
    return all(string) if isinstance(string, tuple | list) else bool(string)


def _write(locale: str, catalogue: Catalog) -> None:
    path = catalogue_path(locale)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=100, include_lineno=False, sort_by_file=True)


if __name__ == "__main__":
    main()
