"""The running demo, as `make demo` starts it."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
_PATIENCE_SECONDS = 60


class Address(str):
    """Where the demo is; `passwords` are its sample sign-ins by name."""

    passwords: Mapping[str, str]


@contextmanager
def running(at: str = "", sample: int = 0) -> Iterator[Address]:
    """The demo at a free port with so many sample people; stopped with SIGTERM."""
    with tempfile.TemporaryFile("w+") as output:
        command = [sys.executable, "-m", "infra.local.demo"]
        environ = {**os.environ, "PORT": str(_free_port()), "AT": at}
        environ["SAMPLE"] = str(sample)
        process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=output, stderr=output)
        try:
            yield _address(process, output)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)


def _address(
    process: "subprocess.Popen[bytes]", output: "tempfile._TemporaryFileWrapper[str]"
) -> Address:
    for _ in range(_PATIENCE_SECONDS * 5):
        output.seek(0)
        said = output.read()
        found = re.search(r"Trang chủ\s+(http://\S+)/", said)
        if found and "Dừng" in said:
            address = Address(found.group(1))
            address.passwords = dict(re.findall(r"^ {4}(\S+) +(\S+)  \(", said, re.MULTILINE))
            return address
        try:
            process.wait(0.2)
        except subprocess.TimeoutExpired:
            continue
        break
    raise RuntimeError(f"the demo did not start:\n{said}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
