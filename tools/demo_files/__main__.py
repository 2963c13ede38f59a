"""Render demo/files and demo/manifest.json from demo/jobposts and demo/resumes."""

import argparse
import json
import shutil
from pathlib import Path

from .pdf import render_pdf
from .plain import render_text
from .source import JobPost, Resume, read_job_posts, read_resumes
from .word import render_docx

_DEMO = Path(__file__).parents[2] / "demo"
_RENDERERS = {"pdf": render_pdf, "docx": render_docx, "txt": render_text}


def main() -> None:
    """Write every file anew, and the manifest that lists them."""
    argparse.ArgumentParser(prog="tools.demo_files", description=__doc__).parse_args()
    files = _DEMO / "files"
    shutil.rmtree(files, ignore_errors=True)
    posts = []
    for post in read_job_posts(_DEMO / "jobposts"):
        resumes = read_resumes(_DEMO / "resumes" / post.job_id)
        posts.append(_manifest_entry(post, resumes))
        folder = files / post.job_id
        folder.mkdir(parents=True)
        for resume in resumes:
            content = _RENDERERS[resume.format](resume)
            (folder / resume.filename).write_bytes(content)
        print(f"{post.job_id}: {len(resumes)} resumes")
    text = json.dumps(posts, ensure_ascii=False, indent=2)
    (_DEMO / "manifest.json").write_text(text + "\n", encoding="utf-8")


def _manifest_entry(post: JobPost, resumes: list[Resume]) -> dict[str, object]:
    return {
        "job_id": post.job_id,
        "title": post.title,
        "description": post.description,
        "files": [
            {
                name: getattr(resume, name)
                for name in ("filename", "layout", "language", "expect", "fit")
            }
            for resume in resumes
        ],
    }


if __name__ == "__main__":
    main()
