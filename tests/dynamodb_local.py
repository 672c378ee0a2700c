"""AWS's own DynamoDB Local: it counts write units and refuses what the embedded engine lets by."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

_HOME = Path(__file__).parents[1] / "node_modules/amplify-dynamodb-simulator/emulator"
_PATIENCE_SECONDS = 30


@contextmanager
def running() -> Iterator[tuple[str, int]]:
    """A running DynamoDB Local: its address and the process's id."""
    port = _free_port()
    command = ["java", "-Djava.library.path=DynamoDBLocal_lib", "-jar", "DynamoDBLocal.jar"]
    options = ["-inMemory", "-sharedDb", "-port", str(port), "-disableTelemetry"]
    process = subprocess.Popen(
        [*command, *options], cwd=_HOME, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(endpoint: str) -> None:
    patience = Config(connect_timeout=1, read_timeout=2, retries={"max_attempts": 0})
    client = boto3.client("dynamodb", endpoint_url=endpoint, config=patience)
    for _ in range(_PATIENCE_SECONDS * 5):
        try:
            client.list_tables()
        except (BotoCoreError, ClientError):
            time.sleep(0.2)
        else:
            client.close()
            return
    raise TimeoutError("DynamoDB Local did not start; is a Java runtime installed?")
