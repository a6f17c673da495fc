"""One text in several languages: who reads which version, and whose words it is said to be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from competition.entries.rules.drafting import Draft, merged
from competition.entries.rules.versions import Hand, Words, Written, digest, written
from competition.i18n import LANGUAGES

CHECKED = {"zh": {"version": 1, "pieces": {"title": {"text": "断层线", "of": digest("Breuklijn")}}}}
WORDS = st.text("ab金é", max_size=3)
CODES = st.sampled_from(list(LANGUAGES))
PIECES = st.dictionaries(st.sampled_from(["title", "idea"]), WORDS, max_size=2)


def line(**values: object) -> Written:
    return Written(**{"language": "nl", "title": "Breuklijn", **values})  # type: ignore[arg-type]


def told(words: Words) -> tuple[str, str, Hand, list[tuple[str, Hand]]]:
    return words.text, words.locale, words.by, [(one.text, one.by) for one in words.others]


def test_a_reader_gets_his_language_marked_with_whose_words_it_is_and_the_original_beside_it() -> None:
    both = line(own={"zh": {"title": "断层"}})
    assert told(both.words("title", "zh")) == ("断层", "zh", Hand.entrant, [("Breuklijn", Hand.original)])
    assert told(both.words("title", "nl")) == ("Breuklijn", "nl", Hand.original, [("断层", Hand.entrant)])


def test_where_his_language_is_not_there_he_gets_the_original() -> None:
    assert told(line(own={"zh": {"title": "断层"}}).words("title", "fr"))[:3] == ("Breuklijn", "nl", Hand.original)
    assert told(line().words("title", "zh")) == ("Breuklijn", "nl", Hand.original, [])
    assert told(line(title="").words("title", "zh")) == ("", "nl", Hand.original, [])


def test_what_the_organisers_left_as_it_was_is_checked_and_what_they_changed_is_theirs() -> None:
    same = line(own={"zh": {"title": "断层线"}}, checked=CHECKED)
    assert told(same.words("title", "zh"))[2:] == (Hand.checked, [("Breuklijn", Hand.original)])
    other = line(own={"zh": {"title": "断层"}}, checked=CHECKED)
    beside = [("Breuklijn", Hand.original), ("断层", Hand.entrant)]
    assert told(other.words("title", "zh")) == ("断层线", "zh", Hand.organiser, beside)


def test_nobody_reads_a_checked_translation_of_words_that_have_changed() -> None:
    later = line(title="Barst", own={"zh": {"title": "断层线"}}, checked=CHECKED)
    assert later.is_stale("title", "zh")
    assert told(later.words("title", "zh"))[:3] == ("断层线", "zh", Hand.entrant)
    assert told(line(title="Barst", checked=CHECKED).words("title", "zh"))[:2] == ("Barst", "nl")


def test_a_language_that_was_taken_out_is_kept_and_not_read() -> None:
    content = {**Draft(1, "Breuklijn").content(), "locale": "nl", "translations": {"zh": {"title": "断层"}}}
    assert told(written(content, {}).words("title", "zh"))[:2] == ("Breuklijn", "nl")
    assert told(written({**content, "languages": ["zh"]}, {}).words("title", "zh"))[:2] == ("断层", "zh")
    assert told(written({**content, "languages": ["nl"]}, {}).words("title", "nl"))[:2] == ("Breuklijn", "nl")


@given(CODES, WORDS, st.dictionaries(CODES, PIECES), st.dictionaries(CODES, PIECES), CODES)
def test_whatever_is_written_the_original_is_never_hidden_and_never_another_s(
    language: str, title: str, own: dict[str, dict[str, str]], left: dict[str, dict[str, str]], wanted: str
) -> None:
    kept = {
        code: {piece: {"text": text, "of": digest(title)} for piece, text in one.items()} for code, one in left.items()
    }
    checked = {code: {"version": 1, "pieces": pieces} for code, pieces in kept.items()}
    words = Written(language, title, {}, None, own, checked).words("title", wanted)
    everything = [words, *words.others] if words.text else []
    originals = [one for one in everything if one.by == Hand.original]
    assert [(one.text, one.locale) for one in originals] == ([(title, language)] if title else [])
    assert all(one.text and one.locale != language for one in everything if one.by != Hand.original)


CONTENT = st.builds(
    lambda title, answers, translations: Draft(
        1, title, answers=answers, locale="en", translations=translations
    ).content(),
    WORDS,
    st.dictionaries(st.sampled_from(["idea", "story"]), WORDS),
    st.dictionaries(CODES, PIECES),
)
PARTS = st.sets(st.sampled_from(["title", "idea", "story", "zh", "nl", "about"]))


@given(CONTENT, CONTENT, PARTS)
def test_of_two_versions_each_part_is_wholly_the_one_or_the_other(
    mine: dict[str, object], theirs: dict[str, object], taken: set[str]
) -> None:
    def part(content: dict[str, object], name: str) -> object:
        held = {**content, **content["answers"], **content["translations"]}  # type: ignore[dict-item]
        return held.get(name)

    found = merged(mine, theirs, taken)
    for name in ("title", "idea", "story", *LANGUAGES, "about"):
        assert part(found, name) == part(theirs if name in taken else mine, name)
