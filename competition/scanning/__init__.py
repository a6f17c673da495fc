"""Looks at files for malware before anything of ours opens them; none is attached unless the settings name one."""

from competition.scanning.attached import init_app, scanner
from competition.scanning.clamd import Clamd
from competition.scanning.interface import Scanner, ScannerUnavailable, TooLargeToScan

__all__ = ["Clamd", "Scanner", "ScannerUnavailable", "TooLargeToScan", "init_app", "scanner"]
