"""Files as others may see them: clean derivatives behind signed links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import InstrumentedAttribute

from competition import db, storage
from competition.calls.models import EntryField, Round
from competition.entries.models import Derivative, Entry, EntryFile, LaterEntry
from competition.entries.rules import EntryState, FileState, Form, ShownFile, Source
from competition.entries.rules.file_words import ALT, CAPTION, piece_of
from competition.entries.rules.shown import ShownKind
from competition.entries.rules.versions import Words, written
from competition.i18n import locale
from competition.storage.links import SignedLink

NEUTRAL = "#808080"


@dataclass(frozen=True, slots=True)
class _Said:
    """What an entry's team says of its files: of what stands, and of what is written."""

    locale: str
    file_words: dict[str, dict[str, str]]
    cover_id: str | None
    languages: list[str]
    translations: dict[str, dict[str, str]]
    checked: dict[str, Any]
    pending: dict[str, Any] | None

    def written(self) -> _Said:
        """Return what the team's form says."""
        names = [name for name in _SAID if name in (self.pending or {})]
        return replace(self, **{name: self.pending[name] for name in names}) if self.pending else self

    def words(self, file_id: str, name: str) -> Words:
        """Return what is said of a file, for the reader of this page."""
        content = {**asdict(self), "title": "", "answers": {}, "category_id": None}
        return written(content, self.checked).words(piece_of(file_id, name), locale())


_SAID = ("locale", "file_words", "cover_id", "languages", "translations")
_COLUMNS = (*_SAID, "checked", "pending")
# What a later round holds of it has no language and no organisers' versions of its own.
_IN_ROUND = ("file_words", "cover_id", "languages", "translations", "pending")


_KINDS: dict[Form, ShownKind] = {
    Form.picture: "picture",
    Form.poster: "video",
    Form.video: "video",
    Form.page: "document",
    Form.model: "model",
}
_WHOLE = frozenset({Form.video, Form.model})
AVIF = "image/avif"


def shown_files(entry_ids: Iterable[str], at: datetime) -> dict[str, list[ShownFile]]:
    """Return, for each entry that is handed in, the files of what stands, in its order, in two queries.

    Only clean derivatives are named; a file whose copies are not made yet is left out.
    """
    wanted = list(entry_ids)
    stands = EntryFile.stands_at.is_not(None) & Entry.id.in_(wanted) & (Entry.state == EntryState.submitted)
    files = _ready(stands, EntryFile.stands_at)
    return _by_entry(wanted, files, at)


def jury_files(entry_ids: Iterable[str], at: datetime, position: int = 1) -> dict[str, list[ShownFile]]:
    """Return of these the files that the jury of a round sees: of the entry, and of what rounds up to its own asked.

    Files that the organisers keep from the jury are not among them.
    """
    wanted = list(entry_ids)
    asked = select(EntryField.id).outerjoin(Round, Round.id == EntryField.round_id)
    seen = asked.where(EntryField.is_hidden_from_jury.is_(False), func.coalesce(Round.position, 1) <= position)
    stands = EntryFile.stands_at.is_not(None) & Entry.id.in_(wanted) & (Entry.state == EntryState.submitted)
    files = _ready(stands & EntryFile.field_id.in_(seen), EntryFile.stands_at)
    return _by_entry(wanted, files, at)


def team_files(entry_id: str, at: datetime, *, for_jury: bool = False) -> list[ShownFile]:
    """Return the files of the team's forms, in their order; or of the entry itself those that a jury would see now."""
    asked = select(EntryField.id).where(EntryField.is_hidden_from_jury.is_(False), EntryField.round_id.is_(None))
    seen = EntryFile.field_id.in_(asked) if for_jury else true()
    files = _ready((Entry.id == entry_id) & EntryFile.removed_at.is_(None) & seen, EntryFile.position)
    return _by_entry([entry_id], [(file, said.written()) for file, said in files], at)[entry_id]


def files_shown(file_ids: Sequence[str], at: datetime) -> dict[str, ShownFile]:
    """Return these files that stand, by id, for those who may see the entries that they belong to; in two queries."""
    files = _ready(EntryFile.id.in_(file_ids) & EntryFile.stands_at.is_not(None), EntryFile.stands_at)
    by_entry = _by_entry(sorted({file.entry_id for file, _ in files}), files, at)
    return {one.file_id: one for shown in by_entry.values() for one in shown}


def _ready(which: ColumnElement[bool], order: InstrumentedAttribute[Any]) -> list[tuple[EntryFile, _Said]]:
    of_entry = [getattr(Entry, name) for name in _COLUMNS]
    in_round = [LaterEntry.id, *(getattr(LaterEntry, name) for name in _IN_ROUND)]
    its_round = (LaterEntry.entry_id == Entry.id) & (LaterEntry.round_id == EntryField.round_id)
    query = (
        select(EntryFile, *of_entry, *in_round)
        .join(Entry, Entry.id == EntryFile.entry_id)
        .join(EntryField, EntryField.id == EntryFile.field_id)
        .outerjoin(LaterEntry, its_round)
        .where(which, EntryFile.state == FileState.ready)
        .order_by(EntryFile.entry_id, order, EntryFile.id)
    )
    return [(file, _said(said[: len(_COLUMNS)], said[len(_COLUMNS) :])) for file, *said in db.session.execute(query)]


def _said(of_entry: Sequence[Any], in_round: Sequence[Any]) -> _Said:
    """Return what is said of a file where it was asked for: of the entry, or in a later round."""
    said = _Said(**dict(zip(_COLUMNS, of_entry, strict=True)))
    later_id, *of_round = in_round
    if later_id is None:
        return said
    found = dict(zip(_IN_ROUND, of_round, strict=True))
    found["languages"] = said.languages if found["languages"] is None else found["languages"]
    return replace(said, **found)


def _by_entry(
    entry_ids: Sequence[str], files: Sequence[tuple[EntryFile, _Said]], at: datetime
) -> dict[str, list[ShownFile]]:
    """Return the files as they are shown; the cover of the last round that chose one stands for its entry."""
    derivatives, covers = _derivatives([file for file, _ in files]), dict[str, str]()
    found: dict[str, list[ShownFile]] = {entry_id: [] for entry_id in entry_ids}
    for file, said in files:
        if derivatives[file.id]:
            shown = _shown(file, derivatives[file.id], at)
            caption, alt = said.words(file.id, CAPTION), said.words(file.id, ALT)
            covers |= {file.entry_id: file.id} if file.id == said.cover_id else {}
            found[file.entry_id].append(replace(shown, caption=caption, alt=alt))
    return {
        entry_id: [replace(one, is_cover=one.file_id == covers.get(entry_id)) for one in shown]
        for entry_id, shown in found.items()
    }


def _derivatives(files: Sequence[EntryFile]) -> defaultdict[str, list[Derivative]]:
    found: defaultdict[str, list[Derivative]] = defaultdict(list)
    if not files:
        return found
    query = (
        select(Derivative)
        .where(Derivative.file_id.in_([file.id for file in files]))
        .order_by(Derivative.file_id, Derivative.page, Derivative.width)
    )
    for derivative in db.session.scalars(query):
        found[derivative.file_id].append(derivative)
    return found


def _shown(file: EntryFile, derivatives: Sequence[Derivative], at: datetime) -> ShownFile:
    signer = storage.link_signer()
    links = {one.id: signer.preview(one.key, at) for one in derivatives}
    pages: defaultdict[int, list[Source]] = defaultdict(list)
    for one in derivatives:
        if one.form not in _WHOLE and one.media_type != AVIF:
            pages[one.page].append(_source(one, links))
    first = tuple(pages[min(pages)]) if pages else ()
    kind = _KINDS[_form_of(derivatives)]
    return ShownFile(
        file_id=file.id,
        field_id=file.field_id,
        kind=kind,
        width=file.width or (first[-1].width if first else 0),
        height=file.height or (first[-1].height if first else 0),
        colour=file.colour or NEUTRAL,
        sources=first,
        pages=tuple(tuple(pages[number]) for number in sorted(pages)) if kind == "document" else (),
        video_url=_url_of(Form.video, derivatives, links),
        model_url=_url_of(Form.model, derivatives, links),
        modern=tuple(_source(one, links) for one in derivatives if one.media_type == AVIF),
        expires_at=min(link.expires_at for link in links.values()),
    )


def _form_of(derivatives: Sequence[Derivative]) -> Form:
    """Return what a file is: the film or the model itself says more than its poster."""
    return next((one.form for one in derivatives if one.form in _WHOLE), derivatives[0].form)


def _source(one: Derivative, links: dict[str, SignedLink]) -> Source:
    return Source(one.width, one.height, links[one.id].url)


def _url_of(form: Form, derivatives: Sequence[Derivative], links: dict[str, SignedLink]) -> str | None:
    return next((links[one.id].url for one in derivatives if one.form == form), None)
