"""The shapes of what a team writes: the entry form, made from a call's questions, and the wish to hand in."""

from competition.entries.forms.controls import PREFIX, Asked, dimension_parts
from competition.entries.forms.entry import EntryForm, SubmitForm, entry_form, names_in, plain

__all__ = ["PREFIX", "Asked", "EntryForm", "SubmitForm", "dimension_parts", "entry_form", "names_in", "plain"]
