"""The rules of the house. Each is a sentence, is held against the program, and is shown failing on a made-up one."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

MODULE_LINES = 400
FUNCTION_LINES = 60
ROOM_MODULES = 18
LAYERS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "": (frozenset({"store", "ui", "paint", "carto", "model", "cli", "exports", "api", "arguments", "help_words"}), frozenset({"PySide6"})),
    "model": (frozenset({"model"}), frozenset({"numpy", "shapely", "typing_extensions"})),
    "carto": (frozenset({"carto", "model"}), frozenset({"numpy", "typing_extensions", "geographiclib"})),
    "paint": (frozenset({"paint", "carto", "model"}), frozenset({"numpy", "PySide6", "shiboken6", "typing_extensions", "PIL"})),
    "ui": (frozenset({"ui", "paint", "carto", "model"}), frozenset({"numpy", "PySide6", "shiboken6", "typing_extensions"})),
    "store": (
        frozenset({"store", "model"}),
        frozenset({"numpy", "shapely", "yaml", "msgpack", "geopandas", "pandas", "pyogrio", "pyproj", "typing_extensions"}),
    ),
}
"""Layer -> layers and packages that it may import. The composition root (cli, exports, api: no layer) puts all of them together."""
ROOTS = frozenset({"viewer", "viewer.__main__", "viewer.cli", "viewer.exports", "viewer.api"})
FILE_MODULES = frozenset(
    {"os", "pathlib", "io", "shutil", "tempfile", "glob", "mmap", "zipfile", "sqlite3", "subprocess", "urllib.request"}
)
FILE_CALLS = frozenset(
    {"open", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "mkdir", "iterdir", "fromfile", "tofile", "memmap"}
)
VAGUE = re.compile(r"(^|_)(utils?|helpers?|managers?|handlers?|misc|common|info)$")
TOP_LEVEL = frozenset(
    {
        ".ci",
        ".gitattributes",
        ".gitignore",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "LICENSE",
        "Makefile",
        "README.md",
        "data",
        "pyproject.toml",
        "resources",
        "tests",
        "viewer",
    },
)
LEAK = re.compile(
    r"(?:^|[^a-z.])/(?:work|farm|root|home|Users)/[a-z]|[A-Z]:\\+Users\\|https?://(?:files|registry|deb|pypi)\.",
)
LATE = ("yaml", "geopandas", "pandas", "pyogrio", "pyproj", "shapely", "geographiclib", "PIL")
"""What must not be loaded before the window shows its first frame."""


@dataclass(frozen=True)
class Module:
    """A module of the program as it is written."""

    name: str
    layer: str
    tree: ast.Module
    lines: int


def modules_of(root: Path) -> dict[str, Module]:
    found = {}
    for path in sorted((root / "viewer").rglob("*.py")):
        parts = list(path.relative_to(root).with_suffix("").parts)
        if parts[-1] == "__init__":
            parts.pop()
        name = ".".join(parts)
        text = path.read_text(encoding="utf-8")
        layer = "" if name in ROOTS else parts[1]
        found[name] = Module(name, layer, ast.parse(text), text.count("\n"))
    return found


def imported(module: Module) -> Iterator[str]:
    """Full names of what a module imports, in functions and for type checking too."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = "." * node.level + (node.module or "")
            yield source
            yield from (f"{source}.{alias.name}" for alias in node.names)


def functions_of(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def layers_only_look_down(root: Path) -> list[str]:
    wrong = []
    for module in modules_of(root).values():
        below, _ = LAYERS.get(module.layer, (frozenset(), frozenset()))
        for name in imported(module):
            parts = name.split(".")
            if parts[0] == "viewer" and len(parts) > 1 and parts[1] not in below:
                wrong.append(f"{module.name} imports {name}")
            elif not parts[0]:
                wrong.append(f"{module.name} imports by a relative name")
    return wrong


def each_layer_has_its_own_tools(root: Path) -> list[str]:
    wrong = []
    for module in modules_of(root).values():
        _, allowed = LAYERS.get(module.layer, (frozenset(), frozenset()))
        for name in imported(module):
            package = name.partition(".")[0]
            if package and package != "viewer" and package not in allowed and package not in sys.stdlib_module_names:
                wrong.append(f"{module.name} imports {package}")
    return wrong


def paint_knows_no_widgets(root: Path) -> list[str]:
    return [
        f"{module.name} imports {name}"
        for module in modules_of(root).values()
        if module.layer == "paint"
        for name in imported(module)
        if name.startswith("PySide6.QtWidgets") or name.endswith(".QtWidgets")
    ]


def maps_and_windows_open_no_file(root: Path) -> list[str]:
    wrong = []
    for module in modules_of(root).values():
        if module.layer in ("model", "carto"):
            wrong += [f"{module.name} imports {name}" for name in imported(module) if name in FILE_MODULES]
        if module.layer in ("model", "carto", "ui"):
            wrong += [f"{module.name} calls {name}" for name in _file_calls(module)]
    return wrong


def _file_calls(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id == "open":
            yield "open"
        elif isinstance(node.func, ast.Attribute) and node.func.attr in FILE_CALLS - {"open"}:
            yield node.func.attr


def no_module_imports_itself_by_a_round_trip(root: Path) -> list[str]:
    modules = modules_of(root)
    return _round_trips({name: {other for other in imported(module) if other in modules} for name, module in modules.items()})


def no_room_imports_itself_by_a_round_trip(root: Path) -> list[str]:
    """A room is a folder within a layer; a module that stands in the layer itself is a room of its own."""
    modules = modules_of(root)
    graph: dict[str, set[str]] = {}
    for name, module in modules.items():
        rooms = {_room(other) for other in imported(module) if other in modules}
        graph.setdefault(_room(name), set()).update(rooms - set(LAYERS))
    return _round_trips({room: others for room, others in graph.items() if room not in LAYERS})


def _room(name: str) -> str:
    """`viewer.carto.land.blocs` is in `carto.land`."""
    return ".".join(name.split(".")[1:3])


def a_room_is_seen_at_a_glance(root: Path) -> list[str]:
    counted = Counter(path.parent for path in (root / "viewer").rglob("*.py") if path.name != "__init__.py")
    return [f"{folder.relative_to(root)} holds {count} modules" for folder, count in counted.items() if count > ROOM_MODULES]


def _round_trips(graph: Mapping[str, set[str]]) -> list[str]:
    """Names of a graph that come back to themselves, or stand between such that do."""
    graph = {name: others - {name} for name, others in graph.items()}
    rest = dict(graph)
    while leaves := [name for name, others in rest.items() if not others & rest.keys()]:
        for name in leaves:
            del rest[name]
    # What is left is in a cycle, or leads to one.
    while tops := [name for name in rest if not any(name in others for other, others in rest.items() if other != name)]:
        for name in tops:
            del rest[name]
    return sorted(rest)


def modules_and_functions_stay_short(root: Path) -> list[str]:
    wrong = []
    for module in modules_of(root).values():
        if module.lines > MODULE_LINES:
            wrong.append(f"{module.name} has {module.lines} lines")
        for function in functions_of(module):
            length = (function.end_lineno or 0) - function.lineno + 1
            if length > FUNCTION_LINES:
                wrong.append(f"{module.name}.{function.name} has {length} lines")
    return wrong


def everything_is_annotated(root: Path) -> list[str]:
    wrong = []
    for module in modules_of(root).values():
        for function in functions_of(module):
            taken = function.args
            named = [*taken.posonlyargs, *taken.args, *taken.kwonlyargs, *filter(None, (taken.vararg, taken.kwarg))]
            bare = [arg.arg for arg in named if arg.annotation is None and arg.arg not in ("self", "cls")]
            if bare or function.returns is None:
                wrong.append(f"{module.name}.{function.name}: {', '.join(bare) or 'what it returns'}")
    return wrong


def what_is_public_says_what_it_stands_for(root: Path) -> list[str]:
    wrong = []
    for module in modules_of(root).values():
        if not ast.get_docstring(module.tree):
            wrong.append(module.name)
        for node in ast.walk(module.tree):
            within = node.body if isinstance(node, ast.Module | ast.ClassDef) and not getattr(node, "name", "").startswith("_") else []
            wrong += [
                f"{module.name}.{child.name}"
                for child in within
                if isinstance(child, ast.ClassDef | ast.FunctionDef)
                and not child.name.startswith("_")
                and not _overrides(child)
                and not ast.get_docstring(child)
            ]
    return wrong


def _overrides(node: ast.ClassDef | ast.FunctionDef) -> bool:
    return any("override" in ast.dump(decorator) for decorator in node.decorator_list)


def names_in_qt_style_are_overrides(root: Path) -> list[str]:
    return [
        f"{module.name}.{node.name}.{child.name}"
        for module in modules_of(root).values()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
        for child in node.body
        if isinstance(child, ast.FunctionDef) and re.fullmatch(r"[a-z]+[A-Z]\w*", child.name) and not _overrides(child)
    ]


def names_say_what_a_thing_is(root: Path) -> list[str]:
    wrong = []
    for module in modules_of(root).values():
        wrong += [module.name for part in module.name.split(".") if VAGUE.search(part)]
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef) and re.search(r"(Manager|Handler|Helper|Info|Process)$", node.name):
                wrong.append(f"{module.name}.{node.name}")
    return wrong


def tracked_files(root: Path) -> list[Path]:
    """Files of the repository; where there is none (an unpacked archive), all that are not made again."""
    listed = subprocess.run(["git", "-C", str(root), "ls-files", "-z"], capture_output=True, check=False)
    if listed.returncode == 0:
        return [root / name for name in listed.stdout.decode().split("\0") if name]
    aside = {".git", ".venv", "build", "dist", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}
    return [path for path in root.rglob("*") if path.is_file() and not aside & set(path.relative_to(root).parts)]


def the_top_level_holds_only_what_belongs_there(root: Path) -> list[str]:
    return sorted({path.relative_to(root).parts[0] for path in tracked_files(root)} - TOP_LEVEL)


def no_file_names_a_machine(root: Path) -> list[str]:
    wrong = []
    for path in tracked_files(root):
        if not path.is_file() or b"\0" in (content := path.read_bytes())[:4096]:
            continue
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
            if LEAK.search(line):
                wrong.append(f"{path.relative_to(root)}:{number}: {line.strip()[:80]}")
    return wrong


Rule = Callable[[Path], list[str]]
BROKEN: dict[Rule, list[tuple[str, str]]] = {
    layers_only_look_down: [
        ("viewer/ui/window.py", "def _f() -> None:\n    from viewer.store.reader import read_atlas\n"),
        ("viewer/model/time.py", "from viewer import carto\n"),
        ("viewer/carto/view.py", "import viewer.paint.plate.raster\n"),
        ("viewer/store/reader.py", "from viewer.carto.view import View\n"),
        ("viewer/paint/page.py", "if TYPE_CHECKING:\n    from viewer.ui.window import Window\n"),
        ("viewer/carto/labels.py", "from .markers import Marker\n"),
        ("viewer/tools/x.py", "from viewer.model import time\n"),
    ],
    each_layer_has_its_own_tools: [
        ("viewer/carto/view.py", "from PySide6.QtCore import QPoint\n"),
        ("viewer/paint/page.py", "import yaml\n"),
        ("viewer/model/time.py", "import msgpack\n"),
        ("viewer/ui/window.py", "def _f() -> None:\n    import geopandas as gpd\n"),
        ("viewer/cli.py", "import yaml\n"),
    ],
    paint_knows_no_widgets: [
        ("viewer/paint/page.py", "from PySide6.QtWidgets import QWidget\n"),
        ("viewer/paint/type.py", "from PySide6 import QtWidgets\n"),
    ],
    maps_and_windows_open_no_file: [
        ("viewer/carto/view.py", "from pathlib import Path\n"),
        ("viewer/model/atlas.py", "import os\n"),
        ("viewer/ui/window.py", "text = open('x').read()\n"),
        ("viewer/ui/panel.py", "text = path.read_text()\n"),
    ],
    modules_and_functions_stay_short: [
        ("viewer/carto/view.py", "x = 1\n" * (MODULE_LINES + 1)),
        ("viewer/carto/view.py", "def f() -> None:\n" + "    x = 1\n" * FUNCTION_LINES),
    ],
    everything_is_annotated: [
        ("viewer/carto/view.py", "def f(x) -> None: ...\n"),
        ("viewer/carto/view.py", "def f(x: int): ...\n"),
        ("viewer/carto/view.py", "class A:\n    def f(self, *, x) -> None: ...\n"),
        ("viewer/carto/view.py", "def f(*parts) -> None: ...\n"),
    ],
    what_is_public_says_what_it_stands_for: [
        ("viewer/carto/view.py", "x = 1\n"),
        ("viewer/carto/view.py", '"""View."""\n\ndef f() -> None: ...\n'),
        ("viewer/carto/view.py", '"""View."""\n\nclass A:\n    """A."""\n\n    def f(self) -> None: ...\n'),
    ],
    names_in_qt_style_are_overrides: [("viewer/ui/window.py", "class W:\n    def paintEvent(self) -> None: ...\n")],
    names_say_what_a_thing_is: [
        ("viewer/carto/map_utils.py", ""),
        ("viewer/ui/window.py", "class WindowManager: ...\n"),
    ],
    a_room_is_seen_at_a_glance: [(f"viewer/carto/{deep}{{0..{ROOM_MODULES}}}.py", "") for deep in ("", "names/")],
    the_top_level_holds_only_what_belongs_there: [("notes.txt", "to do\n"), ("scripts/x.py", "")],
    no_file_names_a_machine: [
        ("README.md", "see /" + "home/anna/atlas\n"),
        ("data/x.yaml", "url: https://" + "registry.example.org/x\n"),
        ("viewer/x.py", "PATH = 'C:" + "\\Users\\anna'\n"),
    ],
}
"""Rule -> made-up files each of which breaks it."""


@pytest.mark.parametrize(
    "rule", [*BROKEN, no_module_imports_itself_by_a_round_trip, no_room_imports_itself_by_a_round_trip], ids=lambda rule: rule.__name__
)
def test_the_program_keeps_the_rule(rule: Rule, root: Path) -> None:
    assert rule(root) == []


@pytest.mark.parametrize(("rule", "name", "text"), [(rule, *case) for rule, cases in BROKEN.items() for case in cases])
def test_the_rule_finds_what_breaks_it(rule: Rule, name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("An atlas.\n")
    sound = tmp_path / "viewer" / "carto" / "sound.py"
    sound.parent.mkdir(parents=True)
    sound.write_text('"""Sound."""\n\nimport numpy as np\n\n\ndef f(x: int) -> int:\n    """Return x."""\n    return int(np.abs(x))\n')
    assert rule(tmp_path) == []
    first, _, last = name.partition("{0..")
    number, _, rest = last.partition("}")
    for path in [tmp_path / f"{first}{n}{rest}" for n in range(int(number) + 1)] if number else [tmp_path / name]:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    assert len(rule(tmp_path)) >= 1


@pytest.mark.parametrize(
    ("first", "second", "cycle"),
    [
        ("from viewer.carto.b import x\n", "from viewer.carto.a import y\n", True),
        ("def f() -> None:\n    from viewer.carto import b\n", "import viewer.carto.a\n", True),
        ("from viewer.carto.b import x\n", "if TYPE_CHECKING:\n    from viewer.carto.a import y\n", True),
        ("from viewer.carto.b import x\n", "import viewer.carto.c\n", False),
    ],
)
def test_the_rule_finds_round_trips(first: str, second: str, tmp_path: Path, *, cycle: bool) -> None:
    folder = tmp_path / "viewer" / "carto"
    folder.mkdir(parents=True)
    (folder / "a.py").write_text(first)
    (folder / "b.py").write_text(second)
    (folder / "c.py").write_text("")
    expected = ["viewer.carto.a", "viewer.carto.b"] if cycle else []
    assert no_module_imports_itself_by_a_round_trip(tmp_path) == expected


@pytest.mark.parametrize(("back", "cycle"), [("from viewer.carto.land.a import x\n", True), ("import viewer.carto.c\n", False)])
def test_the_rule_finds_rooms_that_import_each_other(back: str, tmp_path: Path, *, cycle: bool) -> None:
    written = {"land/a.py": "", "land/b.py": "from viewer.carto.names.d import x\n", "names/d.py": back, "c.py": ""}
    for name, text in written.items():
        path = tmp_path / "viewer" / "carto" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    assert no_module_imports_itself_by_a_round_trip(tmp_path) == []
    assert no_room_imports_itself_by_a_round_trip(tmp_path) == (["carto.land", "carto.names"] if cycle else [])


def loaded_after(code: str, root: Path) -> list[str]:
    """Which of the heavy packages a fresh process has loaded when it has run some code."""
    asked = f"{code}\nimport sys\nprint('loaded:', *sorted(set({LATE!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, cwd=root, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.rpartition("loaded:")[2].split()


def test_importing_the_package_loads_nothing_heavy(root: Path) -> None:
    code = "import sys, viewer\nassert not {'numpy', 'PySide6'} & set(sys.modules), 'importing viewer is not cheap'"
    assert loaded_after(code, root) == []


def test_the_way_to_the_first_frame_loads_nothing_heavy(root: Path) -> None:
    opening = "from viewer.store.cache.compiled import open_atlas\nfrom viewer.store.locations import cache_folder, data_folder\n"
    opening += "atlas = open_atlas(data_folder(), cache_folder())\n"
    loaded_after(opening, root)  # compiles the atlas where that was not yet done, as the first start does
    frame = (
        "from viewer.store.resources import font_files, interface_words, read_icon\n"
        "from viewer.ui.application import Resources, application, make_window\n"
        "resources = Resources(font_files(), read_icon, interface_words())\n"
        "made = application(resources.fonts)\n"
        "window = make_window(atlas, None, resources, None)\n"
        "window.resize(640, 480)\nwindow.show()\nmade.processEvents()\nassert not window.grab().isNull()\n"
    )
    assert loaded_after(opening + frame, root) == []


def test_the_check_of_what_is_loaded_can_fail(root: Path) -> None:
    assert loaded_after("import yaml, viewer", root) == ["yaml"]
