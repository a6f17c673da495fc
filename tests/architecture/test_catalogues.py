"""Every string has its translation, and each translation the placeholders of its string."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Catalog, Message

from deploy.messages import LOCALES, Texts, catalogue_path, extracted, is_translated, read

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%(?![%(])[sd]|\{(\w+)\}")
# Simplified Chinese is complete from the first day; the others join when their catalogue is begun.
COMPLETE = tuple(locale for locale in LOCALES if locale == "zh_Hans" or catalogue_path(locale).exists())


@pytest.fixture(scope="module")
def template() -> Catalog:
    return extracted()


@pytest.mark.parametrize("locale", COMPLETE)
def test_every_string_is_translated(template: Catalog, locale: str) -> None:
    catalogue = read(locale)
    missing = [message.id for message in template if message.id and not _has(catalogue, message)]
    assert missing == [], f"{len(missing)} strings, among them:\n" + "\n".join(str(one) for one in missing[:20])


def _has(catalogue: Catalog, message: Message) -> bool:
    found = catalogue.get(message.id, message.context)
    return found is not None and not found.fuzzy and is_translated(found.string)


@pytest.mark.parametrize("locale", COMPLETE)
def test_translations_keep_the_placeholders(locale: str) -> None:
    """A plural's singular may spell its number out; any form may use what either English form has."""
    wrong = []
    for message in read(locale):
        if not message.id or not is_translated(message.string):
            continue
        asked = [_placeholders(text) for text in _texts(message.id)]
        given = [_placeholders(text) for text in _texts(message.string)]
        least, most = frozenset.intersection(*asked), frozenset.union(*asked)
        if any(not least <= form <= most for form in given):
            wrong.append((message.id, message.string))
    assert wrong == []


def test_placeholders_are_named(template: Catalog) -> None:
    """Word order differs between languages, so `%s` alone will not do."""
    bare = re.compile(r"%(?![%(])[sd]")
    assert [message.id for message in template if any(bare.search(text) for text in _texts(message.id))] == []


def _texts(value: Texts) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def _placeholders(text: str) -> frozenset[str]:
    return frozenset(match[0] for match in PLACEHOLDER.finditer(text))
