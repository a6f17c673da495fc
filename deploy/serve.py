"""`make demo`: the product with demo data: bucket, web and worker under one honcho, all state in var/.

While they start, a thread brings the database up to date, loads the demo and says when all is ready. Ctrl-C
or SIGTERM ends everything; a process that ends by itself ends the others, and its last lines are shown.
"""

from __future__ import annotations

import os
import shlex
import signal
import socket
import sys

import honcho.manager
from honcho.manager import Manager

from deploy.preparation import PREPARED, Preparation, tail
from deploy.state import HOST, LOADING, LOGS, brings_own_bucket, only_one, remove_data, settings_for
from deploy.step import ROOT, Failed
from deploy.tied import STOPPING, Logs, TiedProcess

# SeaweedFS closes its files within 20 seconds; web and worker are quicker.
honcho.manager.KILL_WAIT = 18
PROCESSES = {
    "bucket": "exec python -m deploy.bucket",
    "web": "exec gunicorn wsgi:app --worker-class gthread --preload --workers 2 --threads 8 --bind {host}:{port}"
    " --graceful-timeout 10 --no-control-socket",
    "worker": "exec flask --app wsgi worker",
}


def main() -> None:
    """Serve the demo until a signal comes."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Until honcho takes over, Ctrl-C ends this without a word.
    os.chdir(ROOT)
    os.umask(0o077)
    with only_one():
        port = _free_port()
        environment = settings_for(port)
        PREPARED.unlink(missing_ok=True)
        if LOADING.exists():
            print("The demo was not loaded to its end last time: it begins anew.", flush=True)
            remove_data()
        logs = Logs(LOGS)
        preparation = Preparation(environment, logs, f"http://{HOST}:{port}")
        manager = _manager(environment, port, logs)
        # honcho cannot end what it has not quite started, and forks best without threads: signals and thread wait.
        signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
        logs.when_all_started = preparation.start
        manager.loop()
        preparation.stop()
        PREPARED.unlink(missing_ok=True)
    _leave(manager, logs, preparation)


def _free_port() -> int:
    wanted = os.environ.get("PORT", "8000")
    if not wanted.isdecimal() or not 0 < int(wanted) < 2**16:
        raise Failed(f"PORT is {wanted!r}; give a number from 1 to 65535, as in: make demo PORT=8001")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(wanted)))
        except OSError as fault:
            raise Failed(
                f"Port {wanted} cannot be used ({fault.strerror}); choose another: make demo PORT=8001"
            ) from None
    return int(wanted)


def _manager(environment: dict[str, str], port: int, logs: Logs) -> Manager:
    """Return honcho with its processes; web and worker hold until all is prepared."""
    manager = Manager(printer=logs)
    manager._process_ctor = TiedProcess  # noqa: SLF001 - honcho has no public place to say this
    for name, command in PROCESSES.items():
        hold = "" if name == "bucket" else f"until test -e {shlex.quote(str(PREPARED))}; do sleep 0.1; done; "
        if name != "bucket" or not brings_own_bucket():
            manager.add_process(name, hold + command.format(host=HOST, port=port), env=environment, cwd=str(ROOT))
            logs.expected += 1
    return manager


def _leave(manager: Manager, logs: Logs, preparation: Preparation) -> None:
    """Leave with nothing after a signal, else with the words of what went wrong."""
    if preparation.failure:
        sys.exit(preparation.failure)
    if manager.returncode in {128 + signal.SIGINT, 128 + signal.SIGTERM}:
        print("\nFacet has stopped.", flush=True)
        sys.exit(0)
    name = logs.first_to_stop
    sys.exit(f"{tail(LOGS / f'{name}.log')}\nThe {name} process ended by itself; the lines above are its last.")


if __name__ == "__main__":
    main()
