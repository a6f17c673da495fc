"""The only place that wires: settings, adapters, blueprints, jobs, facts, refusals, commands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Blueprint, Flask
from flask_babel import lazy_gettext as _l
from flask_smorest import Blueprint as ApiBlueprint
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import text
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from competition import audit, db, facts, i18n, scanning, storage
from competition.calls import labels as calls_labels
from competition.calls import services as calls_services
from competition.calls import views as calls_views
from competition.desk import cli as desk_cli
from competition.desk import jobs as desk_jobs
from competition.desk import services as desk_services
from competition.desk import views as desk_views
from competition.entries import cli as entries_cli
from competition.entries import jobs as entries_jobs
from competition.entries import labels as entries_labels
from competition.entries import services as entries_services
from competition.entries import views as entries_views
from competition.judging import jobs as judging_jobs
from competition.judging import labels as judging_labels
from competition.judging import services as judging_services
from competition.judging import views as judging_views
from competition.mail import jobs as mail_jobs
from competition.mail import services as mail_services
from competition.mail.interface import Post
from competition.mail.smtp import SmtpPost
from competition.people import cli as people_cli
from competition.people import jobs as people_jobs
from competition.people import labels as people_labels
from competition.people import views as people_views
from competition.people.queries import actor_for
from competition.people.rules import ORGANISERS, Role
from competition.publication import jobs as publication_jobs
from competition.publication import labels as publication_labels
from competition.publication import services as publication_services
from competition.publication import views as publication_views
from competition.queueing import cli as queueing_cli
from competition.queueing import services as queueing_services
from competition.queueing.huey import HueyBell
from competition.queueing.interface import Bell
from competition.results import cli as results_cli
from competition.results import jobs as results_jobs
from competition.results import labels as results_labels
from competition.results import services as results_services
from competition.results import views as results_views
from competition.storage import cli as storage_cli
from competition.storage.s3 import bucket_from_settings, link_signer_for, place_from
from competition.web import (
    api,
    assets,
    errors,
    gates,
    headers,
    health,
    language,
    limits,
    links,
    logs,
    markdown,
    navigation,
    session,
    times,
)
from competition.web.navigation import Item
from config import ROOT, Settings, load

Handlers = dict[str, Callable[..., None]]

# One line for each domain; what a domain does not have is left out.
PAGES: tuple[Blueprint, ...] = (
    people_views.blueprint,
    calls_views.blueprint,
    entries_views.blueprint,
    results_views.blueprint,
    publication_views.blueprint,
    judging_views.blueprint,
    desk_views.blueprint,
)
# Addresses without a language: for machines.
FIXED: tuple[Blueprint, ...] = (publication_views.fixed,)
API: tuple[ApiBlueprint, ...] = (calls_views.api,)
JOBS: tuple[Handlers, ...] = (
    mail_jobs.JOBS,
    people_jobs.JOBS,
    entries_jobs.JOBS,
    judging_jobs.JOBS,
    results_jobs.JOBS,
    publication_jobs.JOBS,
    desk_jobs.JOBS,
)
COMMANDS: tuple[Callable[[Flask], None], ...] = (
    queueing_cli.init_app,
    storage_cli.init_app,
    people_cli.init_app,
    entries_cli.init_app,
    results_cli.init_app,
    desk_cli.init_app,
)
FACTS: dict[type[Any], tuple[Callable[[Any], None], ...]] = {
    facts.AnswerPublished: (calls_services.on_answer_published, entries_services.on_answer_published),
    facts.CategoryAdded: (results_services.on_category_added,),
    facts.CategoryReworded: (publication_services.on_category_reworded,),
    facts.ConsentChanged: (publication_services.on_consent_changed,),
    facts.DeadlineMoved: (
        entries_services.on_deadline_moved,
        entries_services.on_round_moved,
        judging_services.on_dates_moved,
    ),
    facts.DecisionsMade: (publication_services.on_decisions_made,),
    facts.PersonErased: (
        calls_services.on_person_erased,
        entries_services.on_person_erased,
        judging_services.on_person_erased,
        publication_services.on_person_erased,
        desk_services.on_person_erased,
    ),
    facts.EntryErased: (publication_services.on_entry_erased,),
    facts.MakerErased: (publication_services.on_maker_erased,),
    facts.EntryBarred: (publication_services.on_entry_barred,),
    facts.EntryWithdrawn: (publication_services.on_entry_withdrawn,),
    facts.HonoursChanged: (publication_services.on_honours_changed,),
    facts.MarksCorrected: (publication_services.on_marks_corrected,),
    facts.RoundRemoved: (
        results_services.on_round_removed,
        judging_services.on_round_removed,
        entries_services.on_round_removed,
        calls_services.on_round_removed,
    ),
    facts.RunStored: (publication_services.on_run_stored,),
}
REFUSALS: tuple[dict[str, Any], ...] = (
    people_labels.REFUSALS,
    calls_labels.REFUSALS,
    calls_labels.VOUCHER_REFUSALS,
    calls_labels.FEE_REFUSALS,
    entries_labels.REFUSALS,
    results_labels.REFUSALS,
    publication_labels.REFUSALS,
    judging_labels.REFUSALS,
)
NAVIGATION: tuple[Item, ...] = (
    Item(_l("Calls"), "calls.index"),
    Item(_l("Gallery"), "publication.gallery"),
    Item(_l("Your calls"), "calls.organised", lambda actor: bool(actor.scopes(gates.CALL, *ORGANISERS))),
    Item(_l("Your entries"), "entries.mine", lambda actor: actor.is_signed_in),
    Item(_l("Jury table"), "judging.table", lambda actor: bool(actor.scopes(gates.CALL, Role.juror))),
    Item(_l("Results"), "results.index", lambda actor: bool(actor.scopes(gates.CALL, Role.chair, Role.auditor))),
)
ACCOUNT: tuple[Item, ...] = (
    Item(_l("Sign in"), "people.sign_in", lambda actor: not actor.is_signed_in),
    Item(_l("Your account"), "people.account", lambda actor: actor.is_signed_in),
    Item(_l("Sign out"), "people.sign_out", lambda actor: actor.is_signed_in, post=True),
)

FOOT: tuple[Item, ...] = (Item(_l("Verify a receipt"), "entries.verify"),)


def create_app(settings: Settings | None = None, *, bell: Bell | None = None, post: Post | None = None) -> Flask:
    """Return the application. Tests hand in their own settings, bell and post."""
    settings = settings or load()
    logs.configure(settings)
    app = Flask(
        "competition",
        root_path=str(ROOT / "competition"),
        template_folder=str(ROOT / "templates"),
        static_folder=None,  # WhiteNoise serves the bundled files under hashed names.
    )
    _configure(app, settings)
    _attach_adapters(app, settings, bell or HueyBell(settings), post)
    _attach_edge(app, settings)
    _attach_domains(app)
    _wrap(app, settings)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.extensions["facet_settings"] = settings
    app.config.update(
        SECRET_KEY=settings.secret_key.get_secret_value(),
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        TRUSTED_HOSTS=[settings.host.rsplit(":", 1)[0]],
        SERVER_NAME=settings.host,
        PREFERRED_URL_SCHEME="https" if settings.is_tls else "http",
        MAX_CONTENT_LENGTH=settings.max_form_bytes,
        MAX_FORM_MEMORY_SIZE=settings.max_form_bytes,
        SESSION_COOKIE_NAME="__Host-facet" if settings.is_tls else "facet",
        SESSION_COOKIE_SECURE=settings.is_tls,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(days=30),
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "competition" / "translations"),
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def _wrap(app: Flask, settings: Settings) -> None:
    files = WhiteNoise(
        app.wsgi_app, root=ROOT / "static", prefix="static/", max_age=3600, immutable_file_test=_is_hashed
    )
    hops = settings.trusted_proxies
    app.wsgi_app = ProxyFix(files, x_for=hops, x_proto=hops) if hops else files  # type: ignore[method-assign]


def _attach_adapters(app: Flask, settings: Settings, bell: Bell, post: Post | None) -> None:
    db.sa.init_app(app)
    db.migrate.init_app(app, db.sa, directory=str(ROOT / "migrations"))
    db.desk.recorders[:] = [audit.append_gathered]
    db.subscribe(FACTS)
    storage.init_app(app, bucket_from_settings(settings), link_signer_for(place_from(settings)))
    scanning.init_app(app, scanning.Clamd(settings.clamd_url) if settings.clamd_url else None)
    if post is None and settings.mail_url:
        post = SmtpPost(app, settings.mail_url, settings.mail_from)
    mail_services.init_app(app, post)
    handlers = {name: handler for table in JOBS for name, handler in table.items()}
    lease = timedelta(seconds=settings.job_lease_seconds)
    queueing_services.init_app(app, handlers=handlers, bell=bell, lease=lease)
    health.init_app(app, {"database": _database_answers, "bucket": _bucket_answers, "queue": bell.is_up})


def _attach_edge(app: Flask, settings: Settings) -> None:
    i18n.init_app(app)
    logs.init_app(app)
    language.init_app(app)
    session.init_app(app, actor_for)
    gates.init_app(app)
    headers.init_app(app, settings)
    assets.init_app(app)
    errors.init_app(app, {code: words for table in (PLATFORM_REFUSALS, *REFUSALS) for code, words in table.items()})
    navigation.init_app(app, NAVIGATION, ACCOUNT, FOOT)
    links.init_app(app)
    limits.init_app(app, settings)
    times.init_app(app)
    markdown.init_app(app)
    CSRFProtect(app)


def _attach_domains(app: Flask) -> None:
    for blueprint in PAGES:
        app.register_blueprint(blueprint, url_prefix=language.PREFIX)
    for blueprint in FIXED:
        app.register_blueprint(blueprint)
    api.init_app(app, API)
    for add_commands in COMMANDS:
        add_commands(app)


PLATFORM_REFUSALS: dict[str, Any] = {
    "refused": _l("This cannot be done now. Nothing was changed."),
    "not_found": _l("This is not here, or not open to you."),
    "stale": _l("Somebody saved a newer version meanwhile. Nothing was overwritten; both versions are kept."),
    "csrf": _l("This page was open for too long, or in another sign-in. Go back, reload it and send it again."),
}


def _database_answers() -> bool:
    try:
        db.session.execute(text("SELECT 1"))
    except Exception:  # noqa: BLE001 - any fault means that it does not answer
        return False
    finally:
        db.session.rollback()
    return True


def _bucket_answers() -> bool:
    try:
        storage.bucket().check()
    except Exception:  # noqa: BLE001 - any fault means that it does not answer
        return False
    return True


def _is_hashed(_path: str, url: str) -> bool:
    return url.startswith("/static/dist/")
