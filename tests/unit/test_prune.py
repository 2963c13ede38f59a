"""What is taken out of built functions, and what stays."""

from pathlib import Path

from tools.prune import prune


def test_the_scripts_of_a_page_that_nobody_serves_go_and_all_else_stays(tmp_path: Path) -> None:
    folder = tmp_path / "StartFunction/aws_lambda_powertools/event_handler/openapi/swagger_ui"
    folder.mkdir(parents=True)
    (folder / "swagger-ui-bundle.min.js").write_text("script")
    (folder / "html.py").write_text("code")
    (tmp_path / "template.yaml").write_text("Resources: {}")
    assert prune(tmp_path) == len("script")
    assert [path.name for path in folder.iterdir()] == ["html.py"]
    assert prune(tmp_path) == 0


def test_only_the_function_of_the_page_keeps_the_files_of_the_page(tmp_path: Path) -> None:
    for name in ("StartFunction", "PageFunction"):
        folder = tmp_path / name / "page"
        (folder / "built" / "assets").mkdir(parents=True)
        (folder / "site.py").write_text("code")
        (folder / "built" / "index.html").write_text("page")
        (folder / "built" / "assets" / "index-a1.js").write_text("script")
    assert prune(tmp_path) == len("page") + len("script")
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")}
    assert left == {
        "StartFunction/page/site.py",
        "PageFunction/page/site.py",
        "PageFunction/page/built/index.html",
        "PageFunction/page/built/assets/index-a1.js",
    }
