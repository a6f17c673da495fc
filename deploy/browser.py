"""A Chromium for the journeys, a Chinese typeface, a scanner, and the photographs that their entrants upload.

`make test` runs this once. Tests ask `chromium()`, `FLAGS`, `clamd()` and `photographs()`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from deploy.step import ROOT, Failed, run

# In a container there is no sandbox and no graphics card; and a test asks nothing of the network.
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PACKAGE = "mate-backgrounds"
TYPEFACE = "fonts-noto-cjk"
INSTALLED = Path("/usr/share/backgrounds/mate")
UNPACKED = ROOT / "var" / "photographs"


def chromium() -> str | None:
    """Return the path of this machine's Chromium; `CHROMIUM` names another; None where there is none yet."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def clamd() -> str | None:
    """Return the path of this machine's ClamAV daemon; None where there is none."""
    return shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin:/usr/local/sbin")


def photographs() -> list[Path]:
    """Return the sixteen photographs of Debian's mate-backgrounds by name, up to 16 MB; none where there are none."""
    unpacked = UNPACKED / INSTALLED.relative_to("/")
    return sorted((INSTALLED if INSTALLED.exists() else unpacked).rglob("*.jpg"))


def main() -> None:
    """Get what is missing."""
    if chromium() is None:
        _install_chromium()
    if chromium() is None:
        raise Failed("The journeys need Chromium: install it, or set CHROMIUM to its path, then run make again.")
    if not _shows_chinese():
        _install_typeface()
    if clamd() is None:
        _install_clamd()
    if not photographs():
        _unpack_photographs()


def _has_apt() -> bool:
    return shutil.which("apt-get") is not None


def _install_chromium() -> None:
    if _has_apt() and os.geteuid() == 0:
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        _update_lists()
        run("chromium", "Installing Chromium …", ["apt-get", "install", "-y", "--no-install-recommends", "chromium"])
    if chromium() is None:
        run("chromium", "Fetching Playwright's Chromium …", [sys.executable, "-m", "playwright", "install", "chromium"])


def _shows_chinese() -> bool:
    """Tell whether text in Chinese is set in a typeface and not in boxes, as on any reader's machine."""
    if shutil.which("fc-list") is None:
        return sys.platform != "linux"
    return bool(subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, check=False).stdout.strip())


def _install_typeface() -> None:
    if not _has_apt() or os.geteuid() != 0:
        print("No Chinese typeface: install one (Noto CJK, say), or Chinese text is measured and shown as boxes.")
        return
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    _update_lists()
    command = ["apt-get", "install", "-y", "--no-install-recommends", TYPEFACE, "fontconfig"]
    run("typeface", "Installing a Chinese typeface …", command)


def _install_clamd() -> None:
    if not _has_apt() or os.geteuid() != 0:
        print("No ClamAV: install clamav-daemon, or the tests of scanning are passed over.")
        return
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    run("clamd", "Installing ClamAV …", ["apt-get", "install", "-y", "--no-install-recommends", "clamav-daemon"])


def _update_lists() -> None:
    run("apt", "Reading the lists of packages …", ["apt-get", "update"])


def _unpack_photographs() -> None:
    """Fetch the package and unpack it in var; where there is no apt the tests that need pictures say so."""
    if not _has_apt():
        print(f"No photographs: Debian's package {PACKAGE} has them; unpack it in {UNPACKED.relative_to(ROOT)}.")
        return
    if os.geteuid() == 0 and not any(Path("/var/lib/apt/lists").glob("*_Packages*")):
        _update_lists()
    UNPACKED.mkdir(parents=True, exist_ok=True)
    fetch = f"cd {UNPACKED.relative_to(ROOT)} && apt-get download {PACKAGE} && dpkg-deb -x {PACKAGE}_*.deb ."
    run("photographs", "Fetching photographs for the journeys …", ["sh", "-c", fetch])
    for package in UNPACKED.glob("*.deb"):
        package.unlink()


if __name__ == "__main__":
    main()
