"""Whether the house keeps its own rules: who imports whom, what is locked, what templates hold."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent
APPS = ["plans", "indicators", "reports"]  # each may import those before it
FLOORS = ["rules", "models", "services", "views"]  # within an app, likewise
FLOOR_OF = {"querysets": "models", "selectors": "services"}
TOP_LEVEL = {
    *("manage.py", "yotplan", "plans", "indicators", "reports", "templates", "static"),
    *("fixtures", "tests", "bench", "pyproject.toml", "README.md", "LICENSE", "Makefile"),
    *(".ci", ".gitignore", ".gitattributes", "requirements.txt", "requirements-test.txt"),
}
LOCKS = ["requirements.txt", "requirements-test.txt"]


def modules(app: str) -> list[Path]:
    found = (HOUSE / app).rglob("*.py")
    return [path for path in found if "migrations" not in path.parts]


def imports(path: Path) -> set[str]:
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    names = set()
    for node in tree:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def floor(dotted: str) -> int | None:
    """How high a module of an app stands: rules 0, models 1, selectors and services 2, views 3."""
    parts = dotted.split(".")
    if len(parts) < 2:
        return None
    name = parts[1].split("_")[0]
    name = FLOOR_OF.get(name, name)
    return FLOORS.index(name) if name in FLOORS else None


@pytest.mark.parametrize("app", APPS)
def test_apps_import_only_those_below_them(app):
    above = APPS[APPS.index(app) + 1 :]
    wrong = [(p.name, i) for p in modules(app) for i in imports(p) if i.split(".")[0] in above]
    assert wrong == []


@pytest.mark.parametrize("app", APPS)
def test_within_an_app_imports_go_down(app):
    wrong = []
    for path in modules(app):
        own = floor(".".join(path.relative_to(HOUSE).with_suffix("").parts))
        for name in imports(path) if own is not None else ():
            other = floor(name) if name.split(".")[0] == app else None
            if other is not None and other > own:
                wrong.append((str(path.relative_to(HOUSE)), name))
    assert wrong == []


@pytest.mark.parametrize("app", APPS)
def test_rules_know_nothing_of_django_the_clock_or_settings(app):
    banned = ("django", "yotplan", "os", "time")
    rules = [p for p in modules(app) if "rules" in p.parts]
    assert [(p.name, i) for p in rules for i in imports(p) if i.split(".")[0] in banned] == []


@pytest.mark.parametrize("app", APPS)
def test_every_module_says_in_its_docstring_what_it_is_for(app):
    written = [p for p in modules(app) if p.read_text(encoding="utf-8").strip()]
    silent = [p.name for p in written if not ast.get_docstring(ast.parse(p.read_text("utf-8")))]
    assert [name for name in silent if name not in ("apps.py", "urls.py")] == []


def test_the_top_level_is_fixed():
    ignored = (HOUSE / ".gitignore").read_text(encoding="utf-8").split()
    ignored = [pattern.rstrip("/") for pattern in ignored] + [".git"]
    found = {p.name for p in HOUSE.iterdir() if not any(fnmatch(p.name, i) for i in ignored)}
    assert found - TOP_LEVEL == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_what_is_installed_is_locked_with_hashes_and_without_addresses(lock):
    text = (HOUSE / lock).read_text(encoding="utf-8")
    pins = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(pins) > 30
    assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []
    assert re.findall(r"\w+://|--(?:extra-)?index-url|--find-links", text) == []


def test_what_the_tests_install_contains_what_is_shipped():
    shipped, tested = (
        set(re.findall(r"^[\w.-]+==\S+", (HOUSE / lock).read_text("utf-8"), re.MULTILINE))
        for lock in LOCKS
    )
    assert shipped - tested == set()


def test_every_dependency_gives_its_reason_and_is_locked():
    text = (HOUSE / "pyproject.toml").read_text(encoding="utf-8")
    declared = tomllib.loads(text)
    groups = [declared["project"]["dependencies"], *declared["dependency-groups"].values()]
    for dependency in (d for group in groups for d in group):
        assert re.search(rf'^ *"{re.escape(dependency)}", *# \w', text, re.MULTILINE), dependency
        name = re.match(r"[\w.-]+", dependency)[0]
        assert f"\n{name}==" in "\n" + (HOUSE / LOCKS[1]).read_text("utf-8"), dependency


def test_templates_have_no_inline_script_or_style():
    inline = re.compile(
        r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=|javascript:", re.IGNORECASE
    )
    pages = list((HOUSE / "templates").rglob("*.html"))
    assert [(p.name, m[0]) for p in pages for m in inline.finditer(p.read_text("utf-8"))] == []


def manage(*args: str, **environment: str) -> subprocess.CompletedProcess:
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("YOTPLAN", "DJANGO", "DATABASE"))
    }
    return subprocess.run(
        [sys.executable, "manage.py", *args],
        cwd=HOUSE,
        env=kept | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.slow
def test_without_a_key_it_does_not_start_and_says_what_to_set():
    ran = manage("check")
    assert ran.returncode != 0
    (sentence,) = ran.stderr.splitlines()
    assert "YOTPLAN_SECRET_KEY" in sentence
    assert "YOTPLAN_DEBUG=1" in sentence


@pytest.mark.slow
def test_a_setting_that_is_neither_yes_nor_no_is_refused_by_name():
    ran = manage("check", YOTPLAN_DEBUG="perhaps")
    assert ran.returncode != 0
    (sentence,) = ran.stderr.splitlines()
    assert "YOTPLAN_DEBUG" in sentence
