"""AWS on one machine: moto's server with the template's table and secrets, functions over it."""

import importlib
import logging
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import boto3
from moto.server import ThreadedMotoServer

from contest.store.public_files import FolderFiles
from contest.store.secrets import NAMES, SecretsFile
from functions._wiring import Clock, Function, Outside
from infra.local import template

_REGION = "ap-southeast-1"


class Engine:
    """A running engine. `values` says what each `!Ref` of the template stands for here."""

    def __init__(self, secrets: SecretsFile) -> None:
        logging.getLogger("werkzeug").setLevel(logging.ERROR)  # no line for each call of ours
        self._server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        self._server.start()
        host, port = self._server.get_host_and_port()
        self.environ = {
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
            "AWS_DEFAULT_REGION": _REGION,
            "AWS_ACCESS_KEY_ID": "local",
            "AWS_SECRET_ACCESS_KEY": "local",
            "AWS_EC2_METADATA_DISABLED": "true",
        }
        os.environ.update(self.environ)
        self.values = self._create(secrets)

    def _create(self, secrets: SecretsFile) -> dict[str, str]:
        table = template.create_table(boto3.client("dynamodb"))
        client = boto3.client("secretsmanager")
        values = {"ContestTable": table, "SiteBucket": "local"}
        for name in NAMES:
            logical = "".join(part.title() for part in name.split("-"))
            (secret,) = secrets.get(name)
            client.create_secret(Name=name, SecretString=secret.decode())
            values[logical] = name
        return values

    def stop(self) -> None:
        """Stop the engine; what it held is gone."""
        self._server.stop()


def build_functions(values: Mapping[str, str], clock: Clock, live: Path) -> dict[str, Function]:
    """The real handlers by logical name, each with the environment the template gives it."""
    built: dict[str, Function] = {}
    for name in template.functions():
        module: Any = importlib.import_module(template.module_name(name))
        outside = Outside.connect(template.environment(name, values), clock)
        extra = (FolderFiles(live),) if name == "Clerk" else ()
        built[name] = module.build(outside, *extra)
    return built


class Schedule:
    """Calls a function over and over, as the template's schedule does."""

    def __init__(self, function: Function, seconds: float) -> None:
        self._function = function
        self._seconds = seconds
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Call it now, then again and again."""
        self._function({}, None)
        self._thread.start()

    def _run(self) -> None:
        while not self._stopped.wait(self._seconds):
            try:
                self._function({}, None)
            except Exception:
                logging.exception("a scheduled call failed")  # as on AWS, the next one comes

    def stop(self) -> None:
        """Call it no more."""
        self._stopped.set()
