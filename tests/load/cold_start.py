"""What a function costs before its first request: imports, clients, keys."""

import os
import statistics
import subprocess
import sys
from pathlib import Path

from contest.store.secrets import SecretsFile
from infra.local import template
from infra.local.engine import Engine

_ROOT = Path(__file__).parents[2]
_RUNS = 9
_BASELINE = 'import boto3; boto3.client("dynamodb")'


def all_functions(folder: Path) -> dict[str, tuple[float, float]]:
    """CPU ms to import and set up each function, and those of boto3's client alone."""
    engine = Engine(SecretsFile(folder / "secrets.json"))
    try:
        return {name: _measure(engine, name) for name in template.functions()}
    finally:
        engine.stop()


def _measure(engine: Engine, name: str) -> tuple[float, float]:
    environ = {
        **os.environ,
        **engine.environ,
        **template.environment(name, engine.values),
        "AWS_LAMBDA_FUNCTION_NAME": name,
        "PYTHONPATH": str(_ROOT),
    }
    ours, base = [], []
    for _ in range(_RUNS):  # taken in turn, so that a slow moment of the machine hits both
        ours.append(_cpu_ms(f"import {template.module_name(name)}", environ))
        base.append(_cpu_ms(_BASELINE, environ))
    return statistics.median(ours), statistics.median(base)


def _cpu_ms(code: str, environ: dict[str, str]) -> float:
    process = subprocess.Popen([sys.executable, "-c", code], env=environ)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{code!r} failed")
    return (usage.ru_utime + usage.ru_stime) * 1000
