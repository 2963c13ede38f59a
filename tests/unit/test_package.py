"""What is taken out of built functions, what stays, and what is added."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools.package import PackageError, Reach, compile_modules, find_interpreter, prune

MODULES = {
    "start/__init__.py": "",
    "start/handler.py": "from typing import TYPE_CHECKING\nfrom product.tasks import start\n"
    "if TYPE_CHECKING:\n    import parser\n",
    "product/__init__.py": "",
    "product/tasks/__init__.py": "",
    "product/tasks/start.py": "def go():\n    from ..words import count\n"
    "CHILD = ['-m', 'product.child']\n",
    "product/words/__init__.py": "",
    "product/words/count.py": "from library import work",
    "product/child.py": "",
    "product/unread/__init__.py": "",
    "product/unread/far.py": "",
    "library/__init__.py": "from importlib import import_module\n"
    "import_module('.' + 'work', __name__)",
    "library/work.py": "",
    "library/deep/__init__.py": "",
    "library/fast.cpython-311-x86_64-linux-gnu.so": "",
    "parser.py": "",
}
DATA = {
    "product/words/data/words.txt": "data",
    "product/unread/data/more.txt": "data",
    "library/fast.pyi": "stub",
    "library-1.dist-info/METADATA": "who",
    "library-1.dist-info/licenses/LICENSE": "how",
    "library-1.dist-info/RECORD": "files",
    "tzdata/zoneinfo/Europe/Berlin": "zone",
}


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """Write a folder like that of a built function."""
    for name, text in {**MODULES, **DATA}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def list_files(folder: Path) -> set[str]:
    """Return the files of a folder."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_what_a_handler_may_load_now_or_later_is_found(built: Path) -> None:
    found = {str(path) for path in Reach(built).find("start.handler")}
    assert set(MODULES) - found == {
        "product/unread/__init__.py",
        "product/unread/far.py",
        "parser.py",
    }


def test_what_no_handler_can_load_goes_and_all_else_stays(built: Path) -> None:
    before = list_files(built)
    prune(built, "start.handler")
    assert before - list_files(built) == {
        "product/unread/__init__.py",
        "product/unread/far.py",
        "product/unread/data/more.txt",
        "parser.py",
        "library/fast.pyi",
        "library-1.dist-info/RECORD",
    }
    assert not (built / "product/unread").exists()


def test_a_second_time_changes_nothing(built: Path) -> None:
    prune(built, "start.handler")
    once = list_files(built)
    prune(built, "start.handler")
    assert list_files(built) == once


def test_tables_of_word_vectors_stay_with_those_who_compare_words(tmp_path: Path) -> None:
    parts = ("start", "worker", "catalogue")
    files = {f"{part}/handler.py": "import shortlist.words" for part in parts}
    files |= {"shortlist/__init__.py": "", "shortlist/words/__init__.py": ""}
    files |= {"shortlist/words/data/vectors.bin": "v", "shortlist/words/data/words.txt": "w"}
    for part in parts:
        for name, text in files.items():
            path = tmp_path / part / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        prune(tmp_path / part, f"{part}.handler")
    kept = {part: (tmp_path / part / "shortlist/words/data").iterdir() for part in parts}
    assert {part: sorted(path.name for path in paths) for part, paths in kept.items()} == {
        "start": ["words.txt"],
        "worker": ["vectors.bin", "words.txt"],
        "catalogue": ["vectors.bin", "words.txt"],
    }


def test_bytecode_names_files_as_lambda_has_them_and_is_never_compared(built: Path) -> None:
    compile_modules(sys.executable, built, "/var/task", like=built)
    (built / "product/words/count.py").write_text("raise RuntimeError", encoding="utf-8")
    program = (
        "import marshal, product.words.count as m; "
        "print(marshal.loads(open(m.__cached__, 'rb').read()[16:]).co_filename)"
    )
    command = [sys.executable, "-c", program]
    said = subprocess.run(command, cwd=built, capture_output=True, text=True, check=False)
    assert said.stdout == "/var/task/product/words/count.py\n", said.stderr


def test_the_same_module_is_compiled_once_for_all_functions(built: Path, tmp_path: Path) -> None:
    first, other = tmp_path / "first", tmp_path / "other"
    for folder in (first, other):
        folder.mkdir()
        (folder / "same.py").write_text("SAME = 1", encoding="utf-8")
        (folder / "own.py").write_text(f"NAME = {folder.name!r}", encoding="utf-8")
    compile_modules(sys.executable, first, "/var/task", like=first)
    (mark,) = first.glob("__pycache__/same.*")
    mark.write_bytes(mark.read_bytes() + b"mark")
    compile_modules(sys.executable, other, "/var/task", like=first)
    (taken,) = other.glob("__pycache__/same.*")
    assert taken.read_bytes().endswith(b"mark")
    (own,) = other.glob("__pycache__/own.*")
    assert b"other" in own.read_bytes()


def test_a_folder_that_is_no_build_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="run sam build first"):
        find_interpreter(tmp_path)
