"""`make screenshots`: every page of the running demo as each role sees it, in var/screenshots and on one sheet.

Each page is taken at three widths, in English and Chinese, light and dark. `python -m deploy.screenshots call sheet`
takes only the pages of those names. The addresses with ids are found by following links as a person would.
"""

from __future__ import annotations

import html
import os
import re
import sys
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product, takewhile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, StorageState, sync_playwright

from deploy.browser import FLAGS, chromium
from deploy.step import ROOT, Failed

ADDRESS = os.environ.get("BASE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")
FOLDER = ROOT / "var" / "screenshots"
WIDTHS = (360, 820, 1440)
LANGUAGES = ("en", "zh")
SCHEMES = ("light", "dark")
THUMB = (360, 640)
COLUMNS = 6
FAR_ENOUGH = 40
FILES = (".xml", ".json", ".pdf", ".csv")
# What leads on from a page: links, forms that only ask, and a form's button that saves and goes on to the next page.
LEADS = """() => [
    ...[...document.querySelectorAll("a[href]:not([download])")].map((link) => link.origin + link.pathname),
    ...[...document.querySelectorAll("form[method=get]")].map(
        (form) => `${form.action}?${new URLSearchParams(new FormData(form))}`),
    ...[...document.querySelectorAll("button[name=then]")].map((button) => `${button.form.action}/${button.value}`),
]"""

# Role, name, address after the language; a `*` stands for an id or a slug found among the links seen before.
PAGES = (
    ("visitor", "home", "/"),
    ("visitor", "calls", "/calls/"),
    ("visitor", "call", "/calls/*"),
    ("visitor", "winners", "/calls/*/winners"),
    ("visitor", "gallery", "/gallery"),
    ("visitor", "work", "/works/*"),
    ("visitor", "sign-in", "/sign-in"),
    ("visitor", "register", "/register"),
    ("visitor", "forgot", "/forgot"),
    ("visitor", "forgot-sent", "/forgot/sent"),
    ("visitor", "registered", "/register/sent"),
    ("visitor", "demo", "/demo"),
    ("visitor", "mailbox", "/demo/mailbox"),
    ("visitor", "letter", "/demo/mailbox/*"),
    ("visitor", "parts", "/demo/parts"),
    ("visitor", "verify-receipt", "/receipts/verify"),
    ("visitor", "not-found", "/no-such-page"),
    ("entrant", "enter", "/calls/*/enter"),
    ("entrant", "entries", "/entries/"),
    ("entrant", "entry", "/entries/*"),
    ("entrant", "review", "/entries/*/review"),
    ("entrant", "receipt", "/entries/*/receipts/*"),
    ("entrant", "account", "/account"),
    ("entrant", "password", "/account/password"),
    ("organiser", "authenticator", "/account/authenticator"),
    ("organiser", "recovery-codes", "/account/recovery-codes"),
    ("organiser", "new-passkey", "/account/passkeys/new"),
    ("juror", "table", "/jury/"),
    ("juror", "queue", "/jury/*/"),
    ("juror", "pledge", "/jury/*/pledge"),
    ("juror", "sheet", "/jury/*/entries/*"),
    ("organiser", "organised", "/organise/"),
    ("organiser", "new-call", "/organise/new"),
    ("organiser", "overview", "/organise/*/"),
    ("organiser", "texts", "/organise/*/texts"),
    ("organiser", "institutions", "/organise/*/institutions"),
    ("organiser", "institution", "/organise/*/institutions/*"),
    ("organiser", "release-rule", "/organise/*/release-rule"),
    ("organiser", "categories", "/organise/*/categories"),
    ("organiser", "category", "/organise/*/categories/*"),
    ("organiser", "questions", "/organise/*/form"),
    ("organiser", "question", "/organise/*/form/*"),
    ("organiser", "new-question", "/organise/*/form/new/*"),
    ("organiser", "calendar", "/organise/*/calendar"),
    ("organiser", "rounds", "/organise/*/rounds"),
    ("organiser", "round", "/organise/*/rounds/*"),
    ("organiser", "people", "/organise/*/people"),
    ("organiser", "rubric", "/organise/*/rubric"),
    ("organiser", "prizes", "/organise/*/prizes"),
    ("organiser", "prize", "/organise/*/prizes/*"),
    ("organiser", "jury", "/organise/*/jury"),
    ("organiser", "assignment", "/organise/*/jury/assignment"),
    ("organiser", "juror-by-hand", "/organise/*/jury/*"),
    ("organiser", "received", "/organise/*/entries"),
    ("organiser", "received-entry", "/organise/*/entries/*"),
    ("organiser", "results", "/organise/*/results"),
    ("organiser", "results-entry", "/organise/*/results/entries/*"),
    ("organiser", "results-jury", "/organise/*/results/jury"),
    ("organiser", "results-methods", "/organise/*/results/methods"),
    ("organiser", "results-how", "/organise/*/results/how"),
    ("organiser", "advance", "/organise/*/results/advance"),
    ("organiser", "awards", "/organise/*/results/awards"),
    ("organiser", "release", "/organise/*/release"),
    ("organiser", "award", "/organise/*/release/awards/*/*"),
    ("organiser", "complaints", "/organise/*/complaints"),
    ("chair", "chair-results", "/results/"),
    ("chair", "chair-release", "/organise/*/release"),
    ("auditor", "auditor-release", "/organise/*/release"),
)


@dataclass(frozen=True)
class Shot:
    """One page, found: who sees it and at which path after the language."""

    role: str
    name: str
    path: str


def main() -> None:
    """Photograph the pages named on the command line, or all."""
    _check_that_the_demo_runs()
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = set(sys.argv[1:]) or {name for _, name, _ in PAGES}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        states = {role: _sign_in(browser, role) for role in dict.fromkeys(role for role, _, _ in PAGES)}
        shots = [shot for role in states for shot in _find(browser, role, states[role]) if shot.name in wanted]
        for width, language, scheme in product(WIDTHS, LANGUAGES, SCHEMES):
            _photograph(browser, shots, states, (width, language, scheme))
            _sheet(shots, (width, language, scheme))
        browser.close()
    _index(shots)
    print(f"{len(shots)} pages: open {(FOLDER / 'index.html').relative_to(ROOT)}")


def _check_that_the_demo_runs() -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        opener.open(f"{ADDRESS}/healthz", timeout=5).close()
    except OSError:
        raise Failed(f"No demo answers at {ADDRESS}: start it with `make demo` in another terminal.") from None


def _sign_in(browser: Browser, role: str) -> StorageState:
    """Step into a role by its button on the demo's first page, and return the cookies."""
    with browser.new_context() as context:
        if role != "visitor":
            page = context.new_page()
            page.goto(f"{ADDRESS}/en/demo")
            page.locator(f"form[action$='/demo/{role}'] button").click()
        return context.storage_state()


def _find(browser: Browser, role: str, state: StorageState) -> Iterator[Shot]:
    """Yield the role's pages in the order of the table; say which ones no link leads to."""
    with browser.new_context(storage_state=state) as context:
        walk = Walk(context.new_page())
        for owner, name, pattern in PAGES:
            if owner != role:
                continue
            path = walk.to(pattern)
            if path is None:
                print(f"{role}: no link leads to {name} ({pattern})")
            else:
                yield Shot(role, name, path)


class Walk:
    """A person's way through the pages, who remembers every link seen and looks behind new ones when one is missing."""

    def __init__(self, page: Page, address: str = ADDRESS) -> None:
        self._page = page
        self._address = address
        self._links: list[str] = []
        self._opened: dict[str, bool] = {}
        self._visit("/")

    def to(self, pattern: str) -> str | None:
        """Return the first page of that shape that opens, or None after `FAR_ENOUGH` other pages."""
        if "*" not in pattern:
            self._visit(pattern)
            return pattern
        shape = re.compile(re.escape(pattern).replace(r"\*", "[^/?]+") + r"(\?.*)?")
        for _ in range(FAR_ENOUGH):
            path = next((link for link in self._links if shape.fullmatch(link) and self._opens(link)), None)
            unseen = [link for link in self._links if link not in self._opened]
            ahead = max(unseen, key=lambda link: _nearness(link, pattern), default=None)
            if path is not None or ahead is None:
                return path
            self._visit(ahead)
        return None

    def _opens(self, path: str) -> bool:
        """Tell whether a page stands at the address itself: a page that is not for this hour leads elsewhere."""
        self._visit(path)
        return self._opened[path]

    def _visit(self, path: str) -> None:
        if path in self._opened:
            return
        answer = self._page.goto(f"{self._address}/en{path}", wait_until="domcontentloaded")
        self._opened[path] = False
        if answer is None or "html" not in answer.headers.get("content-type", ""):
            return
        home = f"{self._address}/en"
        landed, _, _ = self._page.url.removeprefix(home).partition("?")
        self._opened[path] = answer.ok and landed == path.partition("?")[0]
        found = [link.removeprefix(home) for link in self._page.evaluate(LEADS) if link.startswith(f"{home}/")]
        self._links += [path for path in found if path not in self._links and not path.endswith(FILES)]


def _nearness(path: str, pattern: str) -> int:
    """Return how many parts of an address, from its beginning, are as the pattern wants them."""
    pairs = zip(path.partition("?")[0].split("/"), pattern.split("/"), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[1] in {pair[0], "*"}, pairs))


def _photograph(
    browser: Browser, shots: list[Shot], states: dict[str, StorageState], look: tuple[int, str, str]
) -> None:
    width, language, scheme = look
    of_role = defaultdict(list)
    for shot in shots:
        of_role[shot.role].append(shot)
    for role, own in of_role.items():
        with browser.new_context(
            storage_state=states[role],
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        ) as context:
            page = context.new_page()
            for shot in own:
                page.goto(f"{ADDRESS}/{language}{shot.path}", wait_until="networkidle")
                _load_all_pictures(page)
                page.screenshot(path=_file(shot, look), full_page=True)
    print(f"{width} px, {language}, {scheme}: {len(shots)} pictures", flush=True)


def _load_all_pictures(page: Page) -> None:
    """Load what waits for a reader to scroll down to it, and wait until each picture is painted."""
    page.evaluate(
        """async () => {
          const pictures = [...document.images].filter((picture) => picture.currentSrc || picture.src);
          pictures.forEach((picture) => (picture.loading = "eager"));
          await Promise.race([
            Promise.all(pictures.map((picture) => picture.decode().catch(() => {}))),
            new Promise((resolve) => setTimeout(resolve, 10_000)),
          ]);
        }"""
    )


def _file(shot: Shot, look: tuple[int, str, str]) -> Path:
    return FOLDER / f"{shot.name}-{'-'.join(map(str, look))}.png"


def _sheet(shots: list[Shot], look: tuple[int, str, str]) -> None:
    """Lay the tops of all pages of one look side by side."""
    wide, high = THUMB
    sheet = Image.new("RGB", (COLUMNS * (wide + 16) + 16, -(-len(shots) // COLUMNS) * (high + 16) + 16), "#808080")
    for place, shot in enumerate(shots):
        with Image.open(_file(shot, look)) as whole:
            picture = whole.convert("RGB")
        picture = picture.resize((wide, round(picture.height * wide / picture.width)), Image.Resampling.LANCZOS)
        row, column = divmod(place, COLUMNS)
        sheet.paste(
            picture.crop((0, 0, wide, min(high, picture.height))), (16 + column * (wide + 16), 16 + row * (high + 16))
        )
    sheet.save(FOLDER / f"all-{'-'.join(map(str, look))}.png")


def _index(shots: list[Shot]) -> None:
    """Write the sheet on which a page's pictures stand in one row, at their true proportions."""
    looks = list(product(WIDTHS, LANGUAGES, SCHEMES))
    rows = "".join(
        f"<h2>{html.escape(f'{shot.name} ({shot.role}) {shot.path}')}</h2><p>"
        + "".join(
            f'<a href="{_file(shot, look).name}"><img loading="lazy" height="420" src="{_file(shot, look).name}" '
            f'alt="{shot.name}, {look[0]} px, {look[1]}, {look[2]}"></a> '
            for look in looks
        )
        + "</p>"
        for shot in shots
    )
    style = "body{font:16px sans-serif;background:#888}img{vertical-align:top}"
    page = f"<!doctype html><meta charset=utf-8><title>Facet, every page</title><style>{style}</style>{rows}"
    (FOLDER / "index.html").write_text(page)


if __name__ == "__main__":
    main()
