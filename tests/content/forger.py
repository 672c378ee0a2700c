"""Honest records in the hands of those who would lie with them, and the verifier run on them.

Lies are told by two kinds of liars: somebody who changes files, and the holder of the contest,
who can sign everything anew (`Forger.reseal`) and even rewrite what was promised
(`Forger.recommit`).
"""

import base64
import hashlib
import itertools
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from contest.content.offline import kiem_chung
from contest.domain.keys import RESULT
from tests.records import Made, a_key, a_record

SCRIPT = Path(kiem_chung.__file__)


ZEROS = "0" * 64


def run(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the one file on a folder, isolated from the project."""
    command = [sys.executable, "-I", str(SCRIPT), str(folder), *options]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert done.stderr == ""
    return done


def save(files: dict[str, bytes], folder: Path) -> Path:
    """Write a record to a folder as the archive holds it."""
    for path, data in files.items():
        target = folder / "ho-so" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return folder


@cache
def record(seed: int) -> Made:
    """An honest record of a seed: one, two or three results."""
    return a_record(None, seed, people=20 + seed, results=1 + seed % 3)


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def b64u(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def signed(header: dict[str, Any], claims: dict[str, Any], key: Ed25519PrivateKey) -> str:
    """A JWT."""
    text = f"{b64u(canonical(header))}.{b64u(canonical(claims))}"
    return f"{text}.{b64u(key.sign(text.encode()))}"


class Forger:
    """An honest record in the hands of somebody who changes it."""

    def __init__(self, made: Made) -> None:
        self.files = dict(made.files)

    def doc(self, path: str) -> Any:
        """What a file says."""
        return json.loads(self.files[path])

    def change(self, path: str, how: Callable[[Any], Any]) -> None:
        """Change what a file says, in place."""
        whole = self.doc(path)
        how(whole)
        self.files[path] = canonical(whole)

    def paths(self, pattern: str) -> list[str]:
        """The files whose path matches."""
        return sorted(path for path in self.files if re.fullmatch(pattern, path))

    @property
    def last(self) -> int:
        """The number of the latest result."""
        return len(self.doc("muc-luc.json")["results"])

    @property
    def rules(self) -> Any:
        """The rules of the latest result."""
        return self.doc(f"{self.last}/the-le.json")

    def table(self, ranking: str) -> list[Any]:
        """The rows of a ranking of the latest result, by rank."""
        rows = (row for path in self._table_paths(ranking) for row in self.doc(path)["rows"])
        return sorted(rows, key=lambda row: row[0])

    def _table_paths(self, ranking: str) -> list[str]:
        return self.paths(f"{self.last}/xep-hang/{ranking}/.*")

    def change_table(self, ranking: str, how: Callable[[list[Any]], Any]) -> None:
        """Change the rows of a ranking (by rank, in one shard), codes put in order again."""
        rows = self.table(ranking)
        how(rows)
        (path,) = self._table_paths(ranking)
        rows.sort(key=lambda row: row[1])
        self.change(path, lambda whole: whole.update(rows=rows))

    def change_row(self, code: str, how: Callable[[list[Any]], Any], round_id: str = ".*") -> str:
        """Change somebody's first row of sheets (in a round); its round."""
        for path in self.paths(f"bai-lam/{round_id}/.*"):
            whole = self.doc(path)
            for row in whole["rows"]:
                if row[0] == code:
                    how(row)
                    whole["rows"] = [each for each in whole["rows"] if each]
                    self.files[path] = canonical(whole)
                    return str(whole["round"])
        raise AssertionError(code)

    def recommit(self) -> None:
        """Promise anew what the sheets are now, and link all promises anew."""
        log, before = self.doc("cam-ket.json"), ZEROS
        for entry in log["commitments"]:
            path = f"cam-ket/{entry['number']}.json"
            if path in self.files:
                if entry["kind"] == "close":
                    self.files[path] = canonical({**self.doc(path), **self._closed(entry["round"])})
                entry["digest"] = sha256(self.files[path])
            entry["before"] = before
            bare = {name: value for name, value in entry.items() if name != "chain"}
            before = entry["chain"] = sha256(canonical(bare))
        self.files["cam-ket.json"] = canonical(log)

    def _closed(self, round_id: str) -> dict[str, Any]:
        shards = [self.doc(path)["rows"] for path in self.paths(f"bai-lam/{round_id}/.*")]
        rows = sorted(itertools.chain.from_iterable(shards), key=lambda row: row[0])
        digest = sha256(b"".join(canonical(row) + b"\n" for row in rows))
        return {"entries": len(rows), "sheets": digest}

    def reseal(self) -> None:
        """Name, digest and sign everything anew, as the holder of the contest can."""
        new_names = dict(self._rename_shards())
        chains = [each["chain"] for each in self.doc("cam-ket.json")["commitments"]]
        index, before = self.doc("muc-luc.json"), ZEROS
        for entry in index["results"]:
            path = f"{entry['number']}/ho-so.json"
            manifest = self.doc(path)
            named = {new_names.get(name, name) for name in manifest["files"]}
            manifest["files"] = {name: self._line(name) for name in named if name in self.files}
            manifest |= {"previous": before, "at": entry["at"]}
            manifest["commitments"]["chain"] = chains[manifest["commitments"]["count"] - 1]
            self.files[path] = canonical(manifest)
            entry["manifest"] = sha256(self.files[path])
            entry["seal"] = self.seal(entry, before, manifest["commitments"]["chain"])
            before = entry["manifest"]
        self.files["muc-luc.json"] = canonical(index)

    def _rename_shards(self) -> Iterator[tuple[str, str]]:
        for path in self.paths("bai-lam/.*"):
            folder = path.rpartition("/")[0]
            new = f"{folder}/{sha256(self.files[path])[:16]}.json"
            self.files[new] = self.files.pop(path)
            yield path, new

    def _line(self, path: str) -> dict[str, Any]:
        return {"sha256": sha256(self.files[path]), "bytes": len(self.files[path])}

    def seal(self, entry: dict[str, Any], before: str, chain: str, **claims: Any) -> str:
        """A seal by the key of the contest."""
        known = {
            "iss": self.doc("muc-luc.json")["contest"],
            "aud": "public",
            "iat": kiem_chung.unix_seconds(entry["at"]),
            "num": entry["number"],
            "man": entry["manifest"],
            "prv": before,
            "cmt": chain,
        }
        key = a_key(RESULT)
        header = {"typ": "result+jwt", "alg": "EdDSA", "kid": key.kid}
        return signed(header, {**known, **claims}, key.private)


Lie = Callable[[Forger], str | None]
"""Changes a record and says at which place it must be found; None where it cannot be told."""


def told(lie: Lie) -> tuple[Forger, str]:
    """The first record in which a lie can be told, and where it must be found."""
    for seed in range(60):
        forger = Forger(record(seed))
        place = lie(forger)
        if place:
            return forger, place
    raise AssertionError("no record for this lie")


def assert_found(forger: Forger, place: str, folder: Path) -> None:
    """The verifier says no, without falling over, and names the place."""
    done = run(save(forger.files, folder))
    wrong = [line for line in done.stdout.splitlines() if line.startswith("      ")]
    assert done.returncode == 1, done.stdout
    assert any(place in line for line in wrong), (place, wrong)


Claims = dict[str, Any]


def receipts_of(made: Made) -> list[tuple[str, Claims]]:
    """The receipts of a record with their claims.

    Without those that tell a score where blanks cost everything: the maker of records counts
    right answers there, which no grader would.
    """
    strict = {each.id for each in made.held.contest.rounds if each.attempts.answer_all}
    found = [(text, kiem_chung.token(text).claims) for text in made.all_receipts]
    return [(text, said) for text, said in found if "cor" not in said or said["rnd"] not in strict]


def check_receipts(files: dict[str, bytes], receipts: list[str], folder: Path) -> Any:
    """Run the verifier on a record and receipts, one a line with words around them."""
    text = "\n".join(f"Biên nhận của tôi: {each} (giữ lại)" for each in receipts)
    save(files, folder)
    (folder / "bien-nhan.txt").write_text(text, "utf-8")
    asked = ["--bien-nhan", str(folder / "bien-nhan.txt")] if receipts else []
    return run(folder, *asked)


def first_table(f: Forger, least: int = 3) -> str | None:
    """A ranking of some people in one shard."""
    names = f.doc(f"{f.last}/ho-so.json")["rankings"]
    return next((name for name in names if len(f.table(name)) >= least), None)


def at_rank(f: Forger, ranking: str, rank: int) -> str:
    return f"{f.last}/xep-hang/{ranking}: hạng {rank}, mã {f.table(ranking)[rank - 1][1]}"


def first_rank(f: Forger) -> tuple[str, str]:
    """The ranking and code of somebody first."""
    ranking = first_table(f) or ""
    return ranking, f.table(ranking)[0][1]
