"""What a receipt says, in the reader's language: once for the page and for paper."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import segno

from competition.calls.labels.clauses import CLAUSES
from competition.calls.views.clocks import Clock
from competition.entries import labels
from competition.entries.labels import FILE_WORDS
from competition.entries.labels import terms as words
from competition.entries.models import EntryFile, Submission
from competition.entries.rules.proofs import Proof, proof_of
from competition.entries.views.agreed_words import Told, about_words, told_line
from competition.entries.views.loading import Room, clocks_for
from competition.entries.views.words import size_words
from competition.i18n import LANGUAGES, Picked, html_lang, locale, pick
from competition.i18n import gettext as _
from competition.web.links import canonical
from competition.web.times import city_of, full_time


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A file on a receipt: how far its SHA-256 is ours, in words, and the hex if there is one.

    `said` is what its team said of it, as it was handed in: (what it is, the words).
    """

    name: str
    size: str
    proof: Proof
    words: str
    sha256: str
    said: Sequence[tuple[str, Picked]] = ()
    is_cover: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A receipt as it is read."""

    code: str
    number: int
    title: Picked
    rows: Sequence[tuple[str, str, str]]
    files: Sequence[ShownLine]
    about: Sequence[Told]
    agreed: Sequence[Told]
    digest: str


def shown_receipt(receipt: Submission, room: Room, files: Sequence[EntryFile]) -> Shown:
    """Return what a receipt says today; a name comes from the receipt itself where it is kept there."""
    told, now = receipt.manifest, {file.id: file for file in files}
    return Shown(
        code=told["code"],
        number=receipt.number,
        title=pick({told.get("language", room.entry.locale): told["title"]}),
        rows=_rows(receipt, room),
        files=[_line(line, now.get(line["file"]), receipt, room) for line in told["files"]],
        about=[Told(str(words.ABOUT[part]), about_words(part, value), None) for part, value in _about(told)],
        agreed=[told_line(line) for line in told.get("agreed", [])],
        digest=receipt.manifest_digest,
    )


def _about(told: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """A manifest before version 3 says nothing about people."""
    return [(part, told["about"][part]) for part in words.ABOUT if told.get("about", {}).get(part)]


def _rows(receipt: Submission, room: Room) -> list[tuple[str, str, str]]:
    told = receipt.manifest
    call, category = pick(told.get("call_title", room.call.title)), pick(_category(told, room))
    lies = str(labels.TIMINGS[receipt.timing])
    rows = [(_("Handed in"), f"{told['submitted_at'][:10]} {told['submitted_at'][11:19]} UTC", "")]
    rows += [
        (_("In %(place)s", place=clock.place), full_time(receipt.submitted_at, clock.zone), "")
        for clock in _clocks(told, room)
    ]
    rows.append((_("Call"), call.text, call.html_lang))
    if category:
        rows.append((_("Category"), category.text, category.html_lang))
    rows.append((_("Languages of the text"), _languages(told, room), ""))
    if "round" in told:
        name = pick(told["round"]["name"])
        return [*rows, (_("Round"), name.text, name.html_lang), *_rules(told)]
    return [*rows, (_("Deadline"), lies, ""), *_rules(told)]


def _rules(told: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return which rules stood when it was handed in, where the call had any."""
    return [(_("Rules"), _("Version %(number)s", number=told["rules"]["version"]), "")] if "rules" in told else []


def _languages(told: Mapping[str, Any], room: Room) -> str:
    """Return in which languages the text was handed in, the original first, each in its own name."""
    codes = [told.get("language", room.entry.locale), *told.get("translations", {})]
    return ", ".join(LANGUAGES[code] for code in codes if code in LANGUAGES)


def _category(told: Mapping[str, Any], room: Room) -> Mapping[str, str]:
    if "category_name" in told:
        named: Mapping[str, str] = told["category_name"]
        return named
    return next((one.name for one in room.categories if one.id == told["category"]), {})


def _clocks(told: Mapping[str, Any], room: Room) -> list[Clock]:
    if "clocks" not in told:
        return [clock for clock in clocks_for(room.call) if clock.zone]
    return [Clock(one["zone"], str(pick(one["place"])) or city_of(one["zone"])) for one in told["clocks"]]


def _line(line: Mapping[str, Any], now: EntryFile | None, receipt: Submission, room: Room) -> ShownLine:
    language = receipt.manifest.get("language", room.entry.locale)
    proof = proof_of(line, now.state if now is not None else None)
    words = str(labels.PROOFS[proof])
    if proof == Proof.on_its_way:
        words %= {"times": _till(line, _clocks(receipt.manifest, room))}
    if proof == Proof.refused and now is not None:
        words = labels.refusal_of(now.refusal, now.refusal_values) or words
    given = line.get("words", {})
    said = [(str(label), Picked(given[name], language)) for name, label in FILE_WORDS.items() if given.get(name)]
    sha256 = _sha256(line, now, proof)
    return ShownLine(line["name"], size_words(line["size"]), proof, words, sha256, said, bool(line.get("cover")))


def _till(line: Mapping[str, Any], clocks: Sequence[Clock]) -> str:
    """Return till when a file may land, on the hosts' clocks."""
    until = datetime.fromisoformat(line["awaited_until"])
    return " · ".join(f"{full_time(until, clock.zone)} ({clock.place})" for clock in clocks)


def _sha256(line: Mapping[str, Any], now: EntryFile | None, proof: Proof) -> str:
    if proof == Proof.verified_beside and now is not None:
        return now.sha256 or ""
    return line["sha256"] or line.get("sha256_by_browser") or ""


def printed(shown: Shown) -> dict[str, Any]:
    """Return the receipt as data for templates/paper/entries/receipt.typ, words and all."""
    address = canonical("entries.verify")
    return {
        "lang": html_lang(locale()).split("-")[0],
        "code": shown.code,
        "title": shown.title.text,
        "title_lang": shown.title.html_lang.split("-")[0],
        "rows": [{"term": term, "value": value, "lang": lang.split("-")[0]} for term, value, lang in shown.rows],
        "files": [
            {
                "name": file.name,
                "size": file.size,
                "words": file.words,
                "sha256": file.sha256,
                "said": _printed_said(file),
            }
            for file in shown.files
        ],
        "told": [_printed_line(one) for one in (*shown.about, *shown.agreed)],
        "digest": shown.digest,
        "address": address,
        "qr": _qr(f"{address}#{shown.digest}"),
        "manifest": f"receipt-{shown.code}-{shown.number}.json",
        "words": _paper_words(shown),
    }


def _printed_said(file: ShownLine) -> list[dict[str, str]]:
    said = [{"name": name, "text": str(text), "lang": text.html_lang.split("-")[0]} for name, text in file.said]
    if file.is_cover:
        said.append({"name": str(_("This file stands for the entry in lists")), "text": "", "lang": ""})
    return said


def _printed_line(one: Told) -> dict[str, str]:
    lang = one.wording.html_lang.split("-")[0] if one.wording else ""
    return {"name": one.name, "answer": one.answer, "wording": str(one.wording or ""), "lang": lang}


def _qr(address: str) -> str:
    """Return an address as a square to be photographed; what stands behind its # never reaches a server."""
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", xmldecl=False, border=0, dark="#1b1c20")
    return drawn.getvalue().decode()


def _paper_words(shown: Shown) -> dict[str, str]:
    return {
        "receipt": _("Receipt %(number)s", number=shown.number),
        "document": _("Receipt %(number)s · %(code)s", number=shown.number, code=shown.code),
        "code": _("Code of the entry"),
        "manifest": _("SHA-256 of the whole manifest"),
        "whole": _(
            "The manifest lists all that was handed in, words and files. Whoever changes one letter of it changes this."
        ),
        "files": _("Files and their fingerprints"),
        "told": _("Said and agreed to"),
        "verify": _("How to verify"),
        "page": _("On this page your browser holds the files against the manifest; nothing is sent:"),
        "command": _("Or without any network, on a computer of your own:"),
        "qr": _("The address of the page where this receipt is verified, with the manifest’s SHA-256"),
    }


def script_words() -> dict[str, Any]:
    """Return the sentences of the page that verifies; names in braces are filled in by its script."""
    return {
        "agreed": {str(kind): str(said) for kind, said in CLAUSES.items()},
        "given": {"yes": str(words.GIVEN[True]), "no": str(words.GIVEN[False])},
        "agreed_line": _("{name}, version {version}: {answer}"),
        "findings": {str(finding): str(words) for finding, words in labels.FINDINGS.items()},
        "kinds": {str(finding): kind for finding, kind in labels.FINDING_KINDS.items()},
        "why_size": _("It has {size} bytes; {promised} were handed in."),
        "why_hash": _("Its SHA-256 is not the one in the manifest."),
        "by_browser": _("By the SHA-256 that the browser computed when it was handed in."),
        "awaited": _("It was still on its way when it was handed in."),
        "renamed": _("Here it is called {name}."),
        "reading": _("Reading {name} …"),
        "not_manifest": _(
            "{name} is not the manifest of a receipt. It is the file that “Download the manifest” gives."
        ),
        "newer": _("{name} was written by a newer Facet than this page."),
        "unreadable": _("{name} could not be read. Choose it again."),
        "all_hold": _("Every file is here, exactly as it was handed in."),
        "some": _("Exactly as handed in: {number} of {all}."),
        "no_manifest": _("Choose the manifest too: it says what the files should be."),
        "no_files": _("This receipt names no files."),
        "none_chosen": _("Now choose the files."),
        "same": _("The same as on the paper."),
        "not_same": _("Not the same as on the paper: this is another manifest, or it was changed."),
        "no_digest": _("A SHA-256 has 64 digits from 0 to 9 and a to f."),
        "receipt": _("Receipt {number} of {code}, handed in {time} UTC"),
    }
