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
