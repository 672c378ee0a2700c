"""Long work in the background: how far it has come, what it takes in, what it leaves.

    JOB#<id>  STATE       kind, who asked, state, progress, parameters and result as documents
    JOB#<id>  IN#<nnn>    what was handed in, sealed; OUT#<nnn>  the parts of the file that came out
    IMPORTS   <ms>#<id>   what has been imported: counts, never rows

Jobs and what they hold are forgotten by the table after a week; the list of imports is kept.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from botocore.exceptions import ClientError

from contest.domain.phase import milliseconds, moment
from contest.domain.privacy import NONCE_BYTES, open_personal, seal_personal
from contest.domain.seal import base64url
from contest.store.documents import pack, put_document, read_document
from contest.store.table import Table, key, number, refused_item, string

_KEPT = timedelta(days=7)
_PART = 300_000


@dataclass(frozen=True)
class Job:
    """A job as it stands: waiting, running, done or failed."""

    id: str
    kind: str
    by: str
    at: datetime
    state: str
    done: int
    total: int
    words: str
    parameters: dict[str, Any]
    result: dict[str, Any] | None


@dataclass(frozen=True)
class Jobs:
    """All jobs."""

    table: Table
    personal_key: bytes

    def new_id(self) -> str:
        """An id that nobody can guess: whoever knows it still has to be signed in."""
        return base64url(os.urandom(12))

    def create(self, job: Job) -> None:
        """Keep a new job."""
        gone = int((job.at + _KEPT).timestamp())
        item: dict[str, Any] = key(f"JOB#{job.id}", "STATE") | {
            "kind": string(job.kind),
            "by": string(job.by),
            "at": number(milliseconds(job.at)),
            "state": string(job.state),
            "done": number(job.done),
            "total": number(job.total),
            "words": string(job.words),
            "parameters": {"B": pack(job.parameters)},
            "ttl": number(gone),
        }
        self.table.client.put_item(TableName=self.table.name, Item=item)

    def get(self, job_id: str) -> Job | None:
        """The job of that id, or None."""
        item = self.table.get(f"JOB#{job_id}", "STATE")
        if item is None:
            return None
        return Job(
            id=job_id,
            kind=item["kind"]["S"],
            by=item["by"]["S"],
            at=moment(int(item["at"]["N"])),
            state=item["state"]["S"],
            done=int(item["done"]["N"]),
            total=int(item["total"]["N"]),
            words=item["words"]["S"],
            parameters=read_document({"doc": item["parameters"]}),
            result=read_document({"doc": item["result"]}) if "result" in item else None,
        )

    def move_on(self, job_id: str, before: str, after: str) -> bool:
        """Take a job from one state to the next; False if it was in another."""
        values = {":before": string(before), ":after": string(after)}
        try:
            self._update(job_id, "SET #state = :after", values, "#state = :before")
        except ClientError as error:
            refused_item(error)
            return False
        return True

    def progress(self, job_id: str, done: int, total: int, words: str) -> None:
        """Say how far a job has come."""
        values = {":done": number(done), ":total": number(total), ":words": string(words)}
        self._update(job_id, "SET done = :done, #total = :total, words = :words", values)

    def finish(self, job_id: str, result: Mapping[str, Any], words: str) -> None:
        """A job is done, with this result."""
        values = {
            ":state": string("done"),
            ":result": {"B": pack(dict(result))},
            ":words": string(words),
        }
        update = "SET #state = :state, #result = :result, words = :words, done = #total"
        self._update(job_id, update, values)

    def fail(self, job_id: str, words: str) -> None:
        """A job cannot be done; the words say what to do."""
        values = {":state": string("failed"), ":words": string(words)}
        self._update(job_id, "SET #state = :state, words = :words", values)

    def _update(
        self, job_id: str, update: str, values: dict[str, Any], condition: str | None = None
    ) -> None:
        names = {"#state": "state", "#total": "total", "#result": "result"}
        arguments: dict[str, Any] = {
            "TableName": self.table.name,
            "Key": key(f"JOB#{job_id}", "STATE"),
            "UpdateExpression": update,
            "ExpressionAttributeNames": {
                name: word for name, word in names.items() if name in f"{update} {condition}"
            },
            "ExpressionAttributeValues": values,
        }
        if condition:
            arguments["ConditionExpression"] = condition
        if not arguments["ExpressionAttributeNames"]:
            del arguments["ExpressionAttributeNames"]
        self.table.client.update_item(**arguments)

    def keep(self, job_id: str, name: str, data: bytes, at: datetime) -> int:
        """Keep data of a job, sealed and in parts; `name` is IN or OUT. Returns how many parts."""
        pieces = [data[start : start + _PART] for start in range(0, len(data), _PART)] or [b""]
        gone = number(int((at + _KEPT).timestamp()))
        for index, piece in enumerate(pieces):
            place = f"JOB#{job_id}/{name}#{index:03}"
            sealed = seal_personal(self.personal_key, place, piece, os.urandom(NONCE_BYTES))
            item: Any = key(f"JOB#{job_id}", f"{name}#{index:03}")
            item |= {"part": {"B": sealed}, "ttl": gone}
            self.table.client.put_item(TableName=self.table.name, Item=item)
        return len(pieces)

    def part(self, job_id: str, name: str, index: int) -> bytes | None:
        """One part of a job's data, or None."""
        item = self.table.get(f"JOB#{job_id}", f"{name}#{index:03}")
        place = f"JOB#{job_id}/{name}#{index:03}"
        return open_personal(self.personal_key, place, item["part"]["B"]) if item else None

    def data(self, job_id: str, name: str) -> bytes:
        """All parts together."""
        return b"".join(self._parts(job_id, name))

    def _parts(self, job_id: str, name: str) -> Iterator[bytes]:
        index = 0
        while (piece := self.part(job_id, name, index)) is not None:
            yield piece
            index += 1

    def list_import(self, job: Job, entry: Mapping[str, Any]) -> None:
        """Put an import on the list, or bring it up to date there."""
        put_document(self.table, "IMPORTS", f"{milliseconds(job.at):013}#{job.id}", dict(entry))

    def imports(self) -> list[dict[str, Any]]:
        """The newest imports, newest first."""
        answer = self.table.client.query(
            TableName=self.table.name,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": string("IMPORTS")},
            ScanIndexForward=False,
            Limit=50,
        )
        return [read_document(item) for item in answer["Items"]]
