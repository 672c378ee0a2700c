"""Workspaces to build in, and one finished build of the real sources for tests that only read."""

import shutil
from pathlib import Path

import pytest

from tests.content.workspace import SMALL, Workspace

CODE = ("build.py", "contest", "docs", "functions", "infra", "site")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """The project with its real sources, to change at will."""
    return Workspace.create(tmp_path, *CODE, "question_src")


@pytest.fixture
def small(tmp_path: Path) -> Workspace:
    """The project with the small contest of `small/`, to change at will."""
    return Workspace.create(tmp_path, *CODE, sources=SMALL)


@pytest.fixture(scope="session")
def small_once(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = Workspace.create(tmp_path_factory.mktemp("small"), *CODE, sources=SMALL)
    workspace.build()
    return workspace


@pytest.fixture
def small_built(small_once: Workspace, tmp_path: Path) -> Workspace:
    """The small contest with a finished build of it, to change at will."""
    shutil.copytree(small_once.root, tmp_path / "small")
    return Workspace(tmp_path / "small")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The real sources, built once. Do not change anything in here."""
    workspace = Workspace.create(tmp_path_factory.mktemp("built"), *CODE, "question_src")
    workspace.build()
    return workspace
