"""What is frozen when a call's winners are published: read once, inside the publishing transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from competition import db
from competition.calls.models import EntryField
from competition.calls.rules import FieldKind
from competition.calls.rules.former import answered_of
from competition.entries.models import Derivative, Entry, EntryFile
from competition.entries.queries import makers_of, texts_of
from competition.entries.queries.later import Whole, wholes_of
from competition.entries.rules import FileState, Form
from competition.entries.rules.file_words import MOST, piece_of
from competition.entries.rules.versions import TITLE, WORDED, Written, as_stored
from competition.i18n import Texts
from competition.publication.rules import STATEMENT, joined
from competition.results.models import Decision
from competition.results.queries import NamedHonour, honours_of

# Larger copies serve a jury that zooms; the public's screens end before.
WIDEST = 3840
WEBP, AVIF = "image/webp", "image/avif"


@dataclass(frozen=True, slots=True)
class Copy:
    """One size of a picture, as it lies in the private bucket."""

    width: int
    height: int
    key: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A cleared picture in its sizes, smallest first; `modern` are those as AVIF.

    `words` is what its team says of it, by name, in all languages.
    """

    file_id: str
    colour: str
    copies: tuple[Copy, ...]
    modern: tuple[Copy, ...] = ()
    words: dict[str, list[dict[str, str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Winner:
    """A winning entry with what its makers let the public see."""

    entry: Entry
    maker: str
    statement: str = ""
    details: tuple[dict[str, Texts], ...] = ()
    versions: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """An honour with the ids of the entries that receive it, by code; withheld where there are none."""

    named: NamedHonour
    entry_ids: tuple[str, ...]


def given_of(call_id: str) -> list[Given]:
    """Return each honour of a call with those who receive it, in two queries."""
    query = (
        select(Decision.honour_id, Entry.id)
        .join(Entry, Entry.id == Decision.entry_id)
        .where(Decision.call_id == call_id)
        .order_by(Entry.code)
    )
    received: defaultdict[str, list[str]] = defaultdict(list)
    for honour_id, entry_id in db.session.execute(query):
        received[honour_id].append(entry_id)
    return [Given(named, tuple(received[named.id])) for named in honours_of(call_id)]


def winners_of(call_id: str) -> list[Winner]:
    """Return the entries that receive an honour, each once, by code, whole, in six queries; consent is asked later."""
    has_won = select(Decision.entry_id).where(Decision.call_id == call_id, Decision.entry_id.is_not(None))
    entries = db.session.scalars(select(Entry).where(Entry.id.in_(has_won)).order_by(Entry.code)).all()
    makers = makers_of([entry.id for entry in entries])
    pictures = _pictures([entry.id for entry in entries])
    wholes = wholes_of(entries)
    return [
        _winner(wholes[entry.id], joined([maker[1] for maker in makers[entry.id]], entry.locale), pictures[entry.id])
        for entry in entries
    ]


def _winner(whole: Whole, maker: str, pictures: Sequence[Picture]) -> Winner:
    """Return what the public sees of an entry; what later rounds asked stands after what the entry itself says."""
    told = whole.told
    answered = answered_of(whole.fields, told.answers, told.category_id)
    given = [field for field in answered if field.kind != FieldKind.files and not field.is_hidden_from_jury]
    stories = [field for field in given if field.kind == FieldKind.long_text]
    statement = str(told.answers[stories[0].id]) if stories else ""
    others = [field for field in given if field not in stories[:1] and field.kind != FieldKind.yes_no]
    details = tuple({"label": dict(field.label), "text": texts_of(field, told)} for field in others)
    places = {TITLE: TITLE} | ({STATEMENT: stories[0].id} if stories else {})
    places |= {str(place): field.id for place, field in enumerate(others) if field.kind in WORDED}
    return Winner(whole.entry, maker, statement, details, _versions(told, places), tuple(_worded(whole, pictures)))


def _worded(whole: Whole, pictures: Sequence[Picture]) -> list[Picture]:
    """Return the pictures with what is said of each, the one that stands for the entry before the others."""
    cover_first = sorted(pictures, key=lambda picture: picture.file_id != whole.cover_id)
    pieces = {one.file_id: {name: piece_of(one.file_id, name) for name in MOST} for one in cover_first}
    said = {
        file_id: {name: as_stored(whole.told.versions(piece)) for name, piece in of_file.items()}
        for file_id, of_file in pieces.items()
    }
    return [
        replace(one, words={name: words for name, words in said[one.file_id].items() if words}) for one in cover_first
    ]


def _versions(told: Written, places: dict[str, str]) -> dict[str, list[dict[str, str]]]:
    """Return the pieces that are in several languages, by where they stand on the work's page."""
    found = {place: told.versions(piece) for place, piece in places.items()}
    return {place: as_stored(versions) for place, versions in found.items() if len(versions) > 1}


def _pictures(entry_ids: Sequence[str]) -> defaultdict[str, list[Picture]]:
    query = (
        select(EntryFile, Derivative)
        .join(Derivative, Derivative.file_id == EntryFile.id)
        .join(EntryField, (EntryField.id == EntryFile.field_id) & EntryField.is_hidden_from_jury.is_(False))
        .where(EntryFile.entry_id.in_(entry_ids), EntryFile.stands_at.is_not(None), EntryFile.state == FileState.ready)
        .where(Derivative.form == Form.picture, Derivative.width <= WIDEST)
        .order_by(EntryFile.stands_at, EntryFile.id, Derivative.width)
    )
    copies: defaultdict[tuple[str, str], list[Copy]] = defaultdict(list)
    files: dict[str, EntryFile] = {}
    for file, one in db.session.execute(query):
        files[file.id] = file
        copies[file.id, one.media_type].append(Copy(one.width, one.height, one.key))
    found: defaultdict[str, list[Picture]] = defaultdict(list)
    for file in files.values():
        plain, modern = (tuple(copies[file.id, kind]) for kind in (WEBP, AVIF))
        found[file.entry_id].append(Picture(file.id, file.colour or "", plain, modern))
    return found
