"""Render demo/files and demo/manifest.json from demo/jobposts and demo/resumes."""

import argparse
import json
import shutil
from pathlib import Path

from .pdf import render_pdf
from .plain import render_text
from .source import read_job_posts, read_resumes
from .word import render_docx

_DEMO = Path(__file__).parents[2] / "demo"
_RENDERERS = {"pdf": render_pdf, "docx": render_docx, "txt": render_text}
_TOLD = ("filename", "layout", "language", "expect", "fit")


def main() -> None:
    """Write every file anew, and the manifest that lists them."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    shutil.rmtree(_DEMO / "files", ignore_errors=True)
    posts = []
    for post in read_job_posts(_DEMO / "jobposts"):
        resumes = read_resumes(_DEMO / "resumes" / post.job_id)
        files = [{name: getattr(resume, name) for name in _TOLD} for resume in resumes]
        posts.append({**vars(post), "files": files})
        folder = _DEMO / "files" / post.job_id
        folder.mkdir(parents=True)
        for resume in resumes:
            (folder / resume.filename).write_bytes(_RENDERERS[resume.format](resume))
        print(f"{post.job_id}: {len(resumes)} resumes")
    text = json.dumps(posts, ensure_ascii=False, indent=2)
    (_DEMO / "manifest.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
