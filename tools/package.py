"""`python -m tools.package BUILD_FOLDER`: finish what `sam build` made, before it is deployed.

Every function is built from one folder and so gets all of it. Here each loses what its handler can
never load. What stays, and the layers, get bytecode: `sam build` ships none, and Lambda's disk is
read-only, so that every cold start would compile again.
"""

import argparse
import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from filecmp import cmp
from fnmatch import fnmatch
from functools import cache
from importlib.util import source_from_cache
from pathlib import Path
from typing import Any

import yaml

# Reached only by what no request of ours does.
UNUSED = (
    "pydantic/mypy.py",
    "pydantic/v1/*",
    "aws_lambda_powertools/event_handler/openapi/swagger_ui/*.min.*",
)
# What a package is installed by; its name, version and licence stay, for people and scanners.
DESCRIBED_BY = ("METADATA", "LICENSE*", "licenses/*")
# The standard library reads it by its path.
ZONES = "tzdata"
# Others import the module that reads these, and not to compare words.
ONLY_OF = {"shortlist/words/data/*.bin": ("worker", "catalogue")}
# Where Lambda puts a function and a layer, so that a trace names the files as they are there.
FUNCTION_HOME, LAYER_HOME = "/var/task", "/opt/python"

_MODULE_NAME = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+")
_INTERPRETER = re.compile(r"\.cpython-3(\d+)-")
_LOADERS = {"import_module", "__import__"}


class PackageError(Exception):
    """A folder that cannot be packaged."""


class Reach:
    """Which modules of a folder a module can load, now or later, found without running them.

    An import counts wherever it stands but under `TYPE_CHECKING`, and so does a text that is the
    name of a module. A module that loads others by names of its making keeps its whole package.
    """

    def __init__(self, folder: Path) -> None:
        """Look where each module of the folder is."""
        self._folder = folder
        self._places: dict[str, Path] = {}
        for path in [*folder.rglob("*.py"), *folder.rglob("*.so")]:
            place = path.relative_to(folder)
            if not _matches(place, UNUSED):
                stem = place.name.partition(".")[0]
                parts = place.parent.parts if stem == "__init__" else (*place.parent.parts, stem)
                self._places[".".join(parts)] = place

    def find(self, module: str) -> set[Path]:
        """Return the files of a module and of all that it leads to, as seen from the folder."""
        found: set[Path] = set()
        waiting = self._locate(module)
        while waiting:
            path = waiting.pop()
            if path not in found:
                found.add(path)
                waiting |= self._follow(path)
        return found

    def _follow(self, path: Path) -> set[Path]:
        if path.suffix != ".py":
            return set()
        names, loads_by_name = _read_imports((self._folder / path).read_bytes(), path.parent.parts)
        found = set[Path]().union(*map(self._locate, names))
        if loads_by_name:
            found |= {place for place in self._places.values() if path.parent in place.parents}
        return found

    def _locate(self, name: str) -> set[Path]:
        parts = name.split(".")
        names = (".".join(parts[: count + 1]) for count in range(len(parts)))
        return {self._places[each] for each in names if each in self._places}


def package(build_folder: Path) -> None:
    """Compile all functions and layers of a build; take out of a function what it cannot load."""
    interpreter = find_interpreter(build_folder)
    for layer in _list_parts(build_folder, "AWS::Serverless::LayerVersion"):
        folder = build_folder / layer["ContentUri"] / "python"
        compile_modules(interpreter, folder, LAYER_HOME, like=folder)
    functions = _list_parts(build_folder, "AWS::Serverless::Function")
    folders = [build_folder / function["CodeUri"] for function in functions]
    for folder in folders:
        # They are built from the same sources: what one has compiled is right for the others.
        compile_modules(interpreter, folder, FUNCTION_HOME, like=folders[0])
    for folder, function in zip(folders, functions, strict=True):
        prune(folder, function["Handler"].rpartition(".")[0])


def find_interpreter(build_folder: Path) -> str:
    """Return the Python that a build is for: its compiled packages name it."""
    names = [_INTERPRETER.search(path.name) for path in build_folder.rglob("*.so")]
    minors = {name[1] for name in names if name}
    if len(minors) != 1:
        raise PackageError(f"{build_folder} is no build of one Python: run sam build first")
    (minor,) = minors
    if sys.version_info[:2] == (3, int(minor)):
        return sys.executable
    found = shutil.which(f"python3.{minor}")
    if found is None:
        raise PackageError(f"the functions are for Python 3.{minor}, which is not on the PATH")
    return found


def compile_modules(interpreter: str, folder: Path, home: str, like: Path) -> None:
    """Put bytecode beside each module of a folder, taken from a like folder where it has the same.

    It is never compared with its source: the two ship together and never change.
    """
    missing = [path for path in folder.rglob("*.py") if not _take_bytecode(path, folder, like)]
    if not missing:
        return  # without a file to compile, it would compile its own library
    command = [interpreter, "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash"]
    command += ["-s", str(folder), "-p", home, "-i", "-"]
    subprocess.run(command, input="\n".join(map(str, missing)), text=True, check=True)


def prune(folder: Path, module: str) -> None:
    """Delete from a built function what its handler's module cannot load or read."""
    kept = Reach(folder).find(module)
    files = [path for path in folder.rglob("*") if path.is_file()]
    packages = {path.parent for path in files if path.name == "__init__.py"}
    read = {path.parent for path in map(folder.joinpath, kept) if path.name == "__init__.py"}
    for path in files:
        source = Path(source_from_cache(str(path))) if path.suffix == ".pyc" else path
        place = source.relative_to(folder)
        nearest = next((parent for parent in source.parents if parent in packages), None)
        goes_along = nearest in read and not _is_code(place)
        if not (place in kept or _is_read(place, module, with_package=goes_along)):
            path.unlink()
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def main() -> int:
    """Package the build that the first argument names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    try:
        package(folder)
    except PackageError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"packaged {folder}: {size:,} bytes with bytecode", file=sys.stderr)
    return 0


def _is_read(place: Path, module: str, *, with_package: bool) -> bool:
    """Tell whether a file that is no module can be read, if those of its package are."""
    if place.parts[0] == ZONES:
        return True
    if place.parts[0].endswith(".dist-info"):
        return _matches(Path(*place.parts[1:]), DESCRIBED_BY)
    part = module.partition(".")[0]
    foreign = tuple(files for files, owners in ONLY_OF.items() if part not in owners)
    return with_package and not _matches(place, UNUSED + foreign)


def _is_code(place: Path) -> bool:
    return place.suffix in {".py", ".pyi", ".so"} or place.name == "py.typed"


def _list_parts(build_folder: Path, kind: str) -> list[dict[str, Any]]:
    template = yaml.safe_load((build_folder / "template.yaml").read_text(encoding="utf-8"))
    return [one["Properties"] for one in template["Resources"].values() if one["Type"] == kind]


def _take_bytecode(path: Path, folder: Path, like: Path) -> bool:
    if like == folder:
        return False
    twin = like / path.relative_to(folder)
    found = list(twin.parent.glob(f"__pycache__/{twin.stem}.*.pyc"))
    if not (found and cmp(path, twin, shallow=False)):
        return False
    place = path.parent / "__pycache__"
    place.mkdir(exist_ok=True)
    shutil.copy(found[0], place / found[0].name)
    return True


# Functions are built from the same sources, so one reading does for all of them.
@cache
def _read_imports(source: bytes, package: tuple[str, ...]) -> tuple[frozenset[str], bool]:
    nodes = list(_walk(ast.parse(source)))
    names = frozenset(name for node in nodes for name in _list_names(node, package))
    return names, any(_name(node) in _LOADERS for node in nodes)


def _walk(tree: ast.AST) -> Iterator[ast.AST]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, ast.If) and _name(node.test) == "TYPE_CHECKING":
            waiting += node.orelse
        else:
            waiting += ast.iter_child_nodes(node)


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _list_names(node: ast.AST, package: tuple[str, ...]) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        above = package[: len(package) - node.level + 1] if node.level else ()
        whole = ".".join([*above, *filter(None, [node.module])])
        return [whole, *(f"{whole}.{alias.name}" for alias in node.names)]
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value] if _MODULE_NAME.fullmatch(node.value) else []
    return []


def _matches(name: Path, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(name.as_posix(), pattern) for pattern in patterns)


if __name__ == "__main__":
    sys.exit(main())
