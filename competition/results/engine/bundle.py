"""A run in one file, with all that anyone needs to compute it again: made, read and checked without any database.

A ZIP of `run.json` (terms, inputs, outputs, their digests, the head of the call's log), and the same marks for people
and other programs: `marks.csv`, `criteria.json`, `README.txt`.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from competition.results.engine.marks import BadMarks
from competition.results.engine.record import canonical, computed, digest_of

FORMAT = "facet-run/1"
NEEDED = ("format", "engine_version", "options", "inputs", "inputs_digest", "outputs", "outputs_digest", "log")
# A run of 10,000 entries and 60 jurors takes about 60 MB; what is larger is no run, or was made to fill a memory.
MOST_BYTES = 500_000_000
# ZIP keeps a date for each file; a fixed one, so that equal runs make equal bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)

README = """This is a result of a competition that was judged with Facet, with all that went into it.

run.json       how it was computed, the marks, everything that came out, and the head of the call's log
marks.csv      the same marks as a table: entry, juror, criterion, score
criteria.json  the criteria with their weights

Entries have their codes, jurors pseudonyms. To compute it again, on any machine with Facet's source:

    flask results verify THIS-FILE.zip

or with marks alone: flask results analyse marks.csv --criteria criteria.json
"""


class BadBundle(ValueError):
    """The file is no run, or cannot be read as one: the sentence says why."""


def pack(run: Mapping[str, Any]) -> bytes:
    """Return the file of a run; `run` is what `run.json` holds, without its format and the digest of its outputs."""
    whole = {"format": FORMAT, **run, "outputs_digest": digest_of(run["outputs"])}
    parts = {
        "run.json": canonical(whole),
        "marks.csv": _marks_csv(run["inputs"]),
        "criteria.json": json.dumps(_criteria(run["inputs"]), indent=2),
        "README.txt": README,
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), text, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def unpack(content: bytes) -> tuple[dict[str, Any], str]:
    """Return what `run.json` holds, and the table of marks. Raises `BadBundle`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(one.file_size for one in archive.infolist()) > MOST_BYTES:
                raise BadBundle("it is larger than any run")
            run, marks = json.loads(archive.read("run.json")), archive.read("marks.csv").decode()
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, RuntimeError) as fault:
        raise fault if isinstance(fault, BadBundle) else BadBundle("it is not the file of a run") from fault
    if not isinstance(run, dict) or run.get("format") != FORMAT or any(name not in run for name in NEEDED):
        raise BadBundle("it is not the file of a run")
    return run, marks


def faults(run: Mapping[str, Any], marks_csv: str, engine_version: str) -> list[str]:
    """Return what does not hold of a run, gravest first; nothing if it was computed from its marks just so.

    Raises `BadBundle` where its parts are not what a run has.
    """
    if run["engine_version"] != engine_version:
        return [f"engine {run['engine_version']} computed it and this is engine {engine_version}: use that version"]
    try:
        again = computed(run["inputs"], run["options"])
        table = _marks_csv(run["inputs"])
    except (BadMarks, KeyError, TypeError, ValueError, AttributeError) as fault:
        raise BadBundle("its marks or its terms are not those of a run") from fault
    holds = {
        "the marks are not those that its digest names": digest_of(run["inputs"]) == run["inputs_digest"],
        "the results are not those that its digest names": digest_of(run["outputs"]) == run["outputs_digest"],
        "the results do not follow from the marks": canonical(again) == canonical(run["outputs"]),
        "marks.csv does not hold the marks of run.json": table == marks_csv.replace("\r\n", "\n"),
    }
    return [words for words, does in holds.items() if not does]


def _marks_csv(inputs: Mapping[str, Any]) -> str:
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(("entry", "juror", "criterion", "score"))
    writer.writerows(inputs["rows"])
    return target.getvalue()


def _criteria(inputs: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"name": one["name"], "weight": one["weight"]} for one in inputs["criteria"]]
