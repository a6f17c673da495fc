#!/bin/sh
# Finds a Python that is new enough and can make virtual environments, and makes .venv with it.
set -eu

for python in python3.13 python3.12 python3.11 python3; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        newest=$python
        if "$python" -c 'import ensurepip, venv' 2>/dev/null; then
            exec "$python" deploy/step.py venv
        fi
    fi
done

if [ -n "${newest:-}" ]; then
    echo "$newest cannot make virtual environments: install its venv module (on Debian and Ubuntu: apt-get install python3-venv), then run make again." >&2
else
    echo "Facet needs Python 3.11 or newer and found none: install it, then run make again." >&2
fi
exit 1
