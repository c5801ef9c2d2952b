"""How often and how long pages were asked for, counted by every web process of this machine together.

The processes share small files (`PROMETHEUS_MULTIPROC_DIR`), named before this is loaded by `alur.config.sharing`.
"""

from __future__ import annotations

import os

from prometheus_client import CollectorRegistry, Histogram, generate_latest, multiprocess
from prometheus_client.registry import Collector

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.5, 5.0, 10.0)
VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
REGISTRY = CollectorRegistry()
REQUESTS = Histogram(
    "alur_request_seconds",
    "Lama permintaan halaman, menurut halaman dan status",
    ("route", "status"),
    buckets=BUCKETS,
    registry=REGISTRY,
)


def observe(route: str, status: int, seconds: float) -> None:
    """Count a request. What goes wrong with counting is nobody's trouble."""
    try:
        REQUESTS.labels(route, str(status)).observe(seconds)
    except OSError:
        return


def exposition(others: Collector) -> bytes:
    """All figures in Prometheus' text form: the requests of all web processes here, and what `others` reads now."""
    registry = REGISTRY
    if os.environ.get(VARIABLE):
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)
    return generate_latest(registry) + generate_latest(_alone(others))


def _alone(collector: Collector) -> CollectorRegistry:
    registry = CollectorRegistry(auto_describe=False)
    registry.register(collector)
    return registry
