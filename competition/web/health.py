"""`/healthz` (this process), `/readyz` (database, bucket, queue), `/metrics` (Prometheus)."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from flask import Blueprint, Flask, current_app, g, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest, multiprocess
from werkzeug.wrappers import Response

from competition.web import gates

Probe = Callable[[], bool]

REQUESTS = Counter("facet_requests", "Requests by route and status.", ["method", "route", "status"])
SECONDS = Histogram("facet_request_seconds", "Seconds a request took, by route.", ["route"])

blueprint = Blueprint("health", __name__)


def init_app(app: Flask, probes: dict[str, Probe]) -> None:
    """Attach the three addresses and count requests."""
    app.extensions["facet_probes"] = probes
    app.register_blueprint(blueprint)
    app.before_request(_start)
    app.after_request(_count)


@blueprint.get("/healthz")
@gates.public
def healthz() -> Response:
    """Answer while this process can."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@gates.public
def readyz() -> tuple[Response, int]:
    """Say of each thing we need whether it answers; 503 if one does not."""
    found = {name: probe() for name, probe in current_app.extensions["facet_probes"].items()}
    return jsonify({name: "ok" if up else "down" for name, up in found.items()}), 200 if all(found.values()) else 503


@blueprint.get("/metrics")
@gates.operator
def metrics() -> Response:
    """Return the counters, of all processes where `PROMETHEUS_MULTIPROC_DIR` is set."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library has no types
        return Response(generate_latest(registry), mimetype=CONTENT_TYPE_LATEST)
    return Response(generate_latest(), mimetype=CONTENT_TYPE_LATEST)


def _start() -> None:
    g.metric_began = time.perf_counter()


def _count(answer: Response) -> Response:
    route = str(request.url_rule) if request.url_rule else "-"
    REQUESTS.labels(request.method, route, answer.status_code).inc()
    if "metric_began" in g:
        SECONDS.labels(route).observe(time.perf_counter() - g.metric_began)
    return answer
