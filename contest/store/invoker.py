"""Beginning a function's work without waiting for it."""

import json
from typing import Any, Protocol

import boto3
from botocore.config import Config

_CONFIG = Config(connect_timeout=2, read_timeout=5, retries={"mode": "standard"})


class Invoker(Protocol):
    """Whoever begins a function's work."""

    def invoke(self, payload: dict[str, Any]) -> None:
        """Hand the function an event and don't wait for what comes of it."""


class LambdaInvoker:
    """Hands events to a function on AWS; Lambda tries again by itself if it fails."""

    def __init__(self, function: str) -> None:
        self._client = boto3.client("lambda", config=_CONFIG)
        self._function = function

    def invoke(self, payload: dict[str, Any]) -> None:
        """Hand the function an event."""
        self._client.invoke(
            FunctionName=self._function,
            InvocationType="Event",
            Payload=json.dumps(payload).encode(),
        )
