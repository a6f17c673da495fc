"""A question for files: which kinds, how many, how large, and what pictures, films, documents and models must be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import IntegerField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from competition.calls import labels
from competition.calls.forms.asked import QuestionForm
from competition.calls.forms.worded import needed, options
from competition.calls.rules import MEDIA_TYPES, Codec, ColourSpace, FieldKind, FieldOptions, FilesOptions
from competition.calls.rules.files import (
    MOST_FILES,
    MOST_PAGES,
    MOST_SECONDS,
    MOST_SIDE,
    MOST_TEXTURE,
    MOST_TRIANGLES,
    is_ratio,
    ratio_of,
)
from competition.i18n import lazy_gettext as _l
from competition.web.fields import TextField, attach_error

MEGA = 1_000_000
_SAME = (
    *("accept", "least", "most", "min_width", "min_height", "min_ratio", "max_ratio", "colours"),
    *("max_pages", "min_seconds", "max_seconds", "codecs", "max_triangles", "max_texture"),
)


def ratio(_form: Any, field: Any) -> None:
    """Refuse what is no ratio of width to height."""
    if field.data and not is_ratio(_plain(field.data)):
        raise ValidationError(_l("Write width and height with a colon between them, as in 4:5."))


def _plain(typed: str | None) -> str:
    return (typed or "").replace("：", ":").replace(" ", "")


def _ticked(label: Any, choices: Iterable[tuple[Any, Any]], *checks: Any, description: Any = "") -> SelectMultipleField:
    return SelectMultipleField(
        label,
        list(checks),
        choices=options(choices),
        description=description,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


def _bound(label: Any, most: int, description: Any = "") -> IntegerField:
    return IntegerField(label, [Optional(), NumberRange(1, most)], description=description)


def _ratio(label: Any, description: Any) -> TextField:
    return TextField(label, [ratio], description=description)


class FilesForm(QuestionForm):
    """Which files, how many, how large, and what they must be. An empty bound is none."""

    kind = FieldKind.files
    accept = _ticked(
        _l("Kinds of file"),
        ((kind, labels.MEDIA_TYPES[kind]) for kind in MEDIA_TYPES),
        needed(_l("Choose at least one kind of file.")),
    )
    least = IntegerField(_l("Files at least"), [InputRequired(), NumberRange(0, MOST_FILES)])
    most = IntegerField(_l("Files at most"), [InputRequired(), NumberRange(1, MOST_FILES)])
    max_megabytes = IntegerField(_l("Size of a file at most"), [InputRequired(), NumberRange(1, 5000)])
    min_width = _bound(_l("Width of a picture at least"), MOST_SIDE)
    min_height = _bound(_l("Height of a picture at least"), MOST_SIDE)
    max_megapixels = _bound(_l("Pixels of a picture at most"), 1000)
    min_ratio = _ratio(_l("Tallest shape"), _l("Width to height, as in 4:5. Taller pictures are refused."))
    max_ratio = _ratio(_l("Widest shape"), _l("Width to height, as in 16:9. Wider pictures are refused."))
    colours = _ticked(
        _l("Colours"),
        labels.COLOURS_ASKED.items(),
        description=_l("None ticked: all are taken. What is shown keeps its colours in any case."),
    )
    max_pages = _bound(_l("Pages of a document at most"), MOST_PAGES)
    min_seconds = _bound(_l("Length of a film at least"), MOST_SECONDS)
    max_seconds = _bound(_l("Length of a film at most"), MOST_SECONDS)
    codecs = _ticked(
        _l("Codecs"),
        labels.CODECS.items(),
        description=_l("None ticked: all of these are taken. H.264 plays everywhere, the others in most browsers."),
    )
    max_triangles = _bound(_l("Triangles of a model at most"), MOST_TRIANGLES)
    max_texture = _bound(_l("Longest side of a texture at most"), MOST_TEXTURE)

    def field_options(self) -> FieldOptions:
        """Return the rules for files."""
        pixels = self.max_megapixels.data
        whole = ("least", "most", "min_width", "min_height", "max_pages", "min_seconds", "max_seconds")
        return FilesOptions(
            accept=tuple(self.accept.data),
            max_bytes=self.max_megabytes.data * MEGA,
            max_pixels=pixels * MEGA if pixels else None,
            min_ratio=_plain(self.min_ratio.data) or None,
            max_ratio=_plain(self.max_ratio.data) or None,
            colours=tuple(ColourSpace(one) for one in self.colours.data or ()),
            codecs=tuple(Codec(one) for one in self.codecs.data or ()),
            **{name: self[name].data for name in (*whole, "max_triangles", "max_texture")},
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for bounds of which the lower is not above the upper."""
        is_good = super().validate(extra_validators)
        if not is_good:
            return False
        for at, words in self._crossed():
            attach_error(self, at, words)
            is_good = False
        return is_good

    def _crossed(self) -> Iterable[tuple[str, Any]]:
        if self.least.data > self.most.data:
            yield "most", _l("This is less than the number of files that are needed.")
        shapes = [ratio_of(_plain(one.data)) for one in (self.min_ratio, self.max_ratio) if one.data]
        if len(shapes) == 2 and shapes[0] > shapes[1]:
            yield "max_ratio", _l("This shape is taller than the tallest one.")
        if self.min_seconds.data and self.max_seconds.data and self.min_seconds.data > self.max_seconds.data:
            yield "max_seconds", _l("This is shorter than a film must be at least.")


def files_data(told: FilesOptions) -> Mapping[str, Any]:
    """Return the options as the data of their form."""
    pixels = told.max_pixels // MEGA if told.max_pixels else None
    return {name: getattr(told, name) for name in _SAME} | {
        "max_megabytes": told.max_bytes // MEGA,
        "max_megapixels": pixels,
    }
