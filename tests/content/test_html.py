"""The built pages are valid HTML (the Nu checker of the W3C)."""

import json
import subprocess
from pathlib import Path

from tests.content.workspace import ROOT, Workspace

CHECKER = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"


def checked(place: Path) -> list[str]:
    command = ["java", "-jar", str(CHECKER), "--format", "json", "--skip-non-html", str(place)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    said = json.loads(done.stderr)["messages"]
    return [
        f"{each['url'].rsplit('/site/')[-1]}:{each.get('lastLine')}: {each['message']}"
        for each in said
        if each["type"] == "error"
    ]


def test_every_page_is_valid(built: Workspace) -> None:
    """No error on any page of the site, apps included."""
    assert len(list((built.dist / "site").rglob("*.html"))) > 40
    assert checked(built.dist / "site") == []


def test_the_checker_sees_mistakes(tmp_path: Path) -> None:
    """A page with a mistake is told, so silence above means something."""
    (tmp_path / "wrong.html").write_text(
        "<!doctype html><html lang=vi><title>Sai</title><p><ul></p></ul><img src=a.png>"
    )
    assert len(checked(tmp_path)) >= 2
