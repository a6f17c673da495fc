"""Forms whose texts are written in several languages: one field for each, as `title_en` and `title_zh`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from wtforms import IntegerField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, ValidationError
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from competition.calls.rules import length
from competition.i18n import LANGUAGES, Texts, ngettext
from competition.i18n import lazy_gettext as _l
from competition.web.fields import FacetForm, LongTextField, TextField

SHORT, LINE, PARAGRAPH, LONGEST = 120, 200, 600, 20_000

Label = Callable[[str], Any]
Form = TypeVar("Form", bound=type[FacetForm])


def options(pairs: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    """Return what can be chosen, from values and their words."""
    return [SelectChoice(str(value), words) for value, words in pairs]


class Most:
    """At most so many characters as a reader counts them: every 汉字 is one."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.field_flags = {"maxlength": most}

    def __call__(self, _form: Any, field: Any) -> None:
        """Refuse a longer text, and say by how much it is too long."""
        over = length(field.data or "") - self.most
        if over > 0:
            raise ValidationError(
                ngettext("This is %(num)s character too long.", "This is %(num)s characters too long.", over)
            )


class LanguagesField(SelectMultipleField):
    """Which of the four languages, by check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any, **rest: Any) -> None:
        super().__init__(
            label, [needed(_l("Choose at least one language."))], choices=options(LANGUAGES.items()), **rest
        )


@dataclass(frozen=True, slots=True)
class Wording:
    """A text that is asked for in several languages: its label for a language, its length, and what helps."""

    label: Label
    most: int
    asked: bool = False
    help: Any = ""


class WordedForm(FacetForm):
    """A form with texts in `languages`; `words()` makes its fields."""

    languages: ClassVar[tuple[str, ...]] = ()

    def texts(self, name: str, languages: Sequence[str] | None = None) -> Texts:
        """Return what was written, by language, without the empty ones."""
        codes = self.languages if languages is None else languages
        return {code: self[f"{name}_{code}"].data for code in codes if self[f"{name}_{code}"].data}


class Asked:
    """Says that an answer is expected; whether it is given is checked where more is known."""

    field_flags: ClassVar[dict[str, bool]] = {"required": True}

    def __call__(self, _form: Any, _field: Any) -> None:
        """Check nothing."""


def version_field() -> IntegerField:
    """Return the hidden field of the version that the person has before him."""
    return IntegerField(validators=[InputRequired()], widget=HiddenInput())


def needed(message: Any) -> DataRequired:
    """Return the validator of an answer that must be given, with its own sentence."""
    return DataRequired(message)


def words(name: str, wording: Wording, languages: Sequence[str]) -> dict[str, Any]:
    """Return the fields of one text in its languages; texts of several lines have more than `LINE` characters."""
    kind = LongTextField if wording.most > LINE else TextField
    checks = [Most(wording.most), Asked()] if wording.asked else [Most(wording.most)]
    return {
        f"{name}_{code}": kind(wording.label(LANGUAGES[code]), checks, description=wording.help) for code in languages
    }


def form_with(base: Form, languages: Sequence[str], **fields: Any) -> Form:
    """Return a form class with more fields, for these languages."""
    made: Any = type(base.__name__, (base,), {**fields, "languages": tuple(languages)})
    return made  # type: ignore[no-any-return]  # `type()` cannot say which base it was given


def data_of(texts: dict[str, Texts]) -> dict[str, str]:
    """Return stored texts as the data of such a form: `{"title": {"en": …}}` → `{"title_en": …}`."""
    return {f"{name}_{code}": text for name, by_code in texts.items() for code, text in by_code.items()}
