"""Who takes part in a call: hosts of equal rank, and partners. Their order is for reading, it is no rank."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from sqlalchemy import exists, func, select

from competition import audit, db
from competition.actor import Actor
from competition.calls import queries
from competition.calls.models import Call, CallInstitution
from competition.calls.rules import AddInstitution, CallState, LogoChange, Part, is_time_zone
from competition.calls.rules.publication import MOST_INSTITUTIONS
from competition.calls.rules.refusals import AlreadyTakesPart, InstitutionShared, LastOfItsKind, UnknownZone
from competition.calls.services.loading import call_to_change, call_to_read, next_position, row_of, swap, write
from competition.calls.services.logos import discard_logo, store_logo
from competition.errors import NotFound
from competition.people.models import Institution
from competition.people.rules import ORGANISERS, InstitutionFacts, ScopeKind
from competition.people.services.institutions import save_institution

KEEP_LOGO = LogoChange()


def add_institution(actor: Actor, call_id: str, command: AddInstitution) -> str:
    """Give an institution a part, after those that have it; return the id of the part."""
    with db.transaction() as session:
        call = call_to_change(actor, call_id)
        institution = the_institution(actor, command.institution)
        taken = exists().where(
            CallInstitution.call_id == call.id,
            CallInstitution.institution_id == institution,
            CallInstitution.part == command.part,
        )
        if session.scalar(select(taken)):
            raise AlreadyTakesPart
        row = CallInstitution(id=db.new_id(), call_id=call.id, institution_id=institution, part=command.part)
        row.position = next_position(call, CallInstitution, MOST_INSTITUTIONS)
        session.add(row)
        write(AlreadyTakesPart)
        _record(actor, "institution.added", row)
        return row.id


def edit_institution(
    actor: Actor, call_id: str, part_id: str, command: InstitutionFacts, logo: LogoChange = KEEP_LOGO
) -> None:
    """Reword an institution; refused while it takes part in a call that the actor does not organise.

    A new logo lies in the bucket before the transaction begins; if that fails, it is taken away again.
    """
    call_to_read(actor, call_id)  # Nothing is decoded for who may change nothing.
    new_key = store_logo(logo.content) if logo.content is not None else None
    try:
        _edit(actor, (call_id, part_id), command, None if logo == KEEP_LOGO else _NewLogo(new_key))
    except BaseException:
        if new_key:
            discard_logo(new_key)
        raise


@dataclass(frozen=True, slots=True)
class _NewLogo:
    key: str | None


def _edit(actor: Actor, place: tuple[str, str], command: InstitutionFacts, logo: _NewLogo | None) -> None:
    call_id, part_id = place
    with db.transaction() as session:
        call = call_to_change(actor, call_id)
        institution_id = row_of(call, CallInstitution, part_id).institution_id
        if _takes_part_elsewhere(actor, call, institution_id):
            raise InstitutionShared
        _require_zone(command)
        save_institution(actor, command, institution_id)
        audit.record(actor, "institution.edited", f"institution:{institution_id}", chain=call.id, name=command.name)
        if logo:
            _show_logo(actor, call, session.get_one(Institution, institution_id), logo.key)


def _show_logo(actor: Actor, call: Call, institution: Institution, key: str | None) -> None:
    """Let an institution have this logo or none; the file of the one before is deleted after the commit."""
    before = institution.logo_key
    if before == key:
        return
    institution.logo_key = key
    kind = "institution.logo_set" if key else "institution.logo_removed"
    audit.record(actor, kind, f"institution:{institution.id}", chain=call.id)
    if before:
        db.after_commit(partial(discard_logo, before))


def move_institution(actor: Actor, call_id: str, part_id: str, by: int) -> None:
    """Let an institution be read before (-1) or after (+1) its neighbour of the same part."""
    with db.transaction() as session:
        call = call_to_change(actor, call_id)
        row = row_of(call, CallInstitution, part_id)
        query = select(CallInstitution).where(CallInstitution.call_id == call.id, CallInstitution.part == row.part)
        if swap(list(session.scalars(query.order_by(CallInstitution.position, CallInstitution.id))), row, by):
            _record(actor, "institution.moved", row)


def remove_institution(actor: Actor, call_id: str, part_id: str) -> None:
    """Take a part away; a published call keeps a host."""
    with db.transaction() as session:
        call = call_to_change(actor, call_id)
        row = row_of(call, CallInstitution, part_id)
        hosts = select(func.count()).where(CallInstitution.call_id == call.id, CallInstitution.part == Part.host)
        if row.part == Part.host and call.state != CallState.draft and session.scalar(hosts) == 1:
            raise LastOfItsKind
        session.delete(row)
        _record(actor, "institution.removed", row)


def the_institution(actor: Actor, given: InstitutionFacts | str) -> str:
    """Return the id of a known institution of the actor's calls, or of the new one that is written down."""
    if isinstance(given, str):
        if given not in {one.id for one in queries.known_institutions(actor)}:
            raise NotFound
        return given
    _require_zone(given)
    institution_id = save_institution(actor, given)
    db.session.flush()  # What names it next must find it there.
    return institution_id


def _require_zone(given: InstitutionFacts) -> None:
    if not is_time_zone(given.time_zone):
        raise UnknownZone(zone=given.time_zone)


def _takes_part_elsewhere(actor: Actor, call: Call, institution_id: str) -> bool:
    mine = {call.id, *actor.scopes(ScopeKind.call, *ORGANISERS)}
    query = select(
        exists().where(CallInstitution.institution_id == institution_id, CallInstitution.call_id.not_in(mine))
    )
    return bool(db.session.scalar(query))


def _record(actor: Actor, kind: str, row: CallInstitution) -> None:
    part = str(row.part)
    audit.record(actor, kind, f"institution:{row.institution_id}", chain=row.call_id, part=part, position=row.position)
