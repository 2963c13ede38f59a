"""The store of resume files."""

from functools import cache

from adapters.clients import get_s3
from adapters.s3 import S3ResumeFiles
from shortlist.settings import get_settings
from shortlist.times import read_clock


@cache
def get_files() -> S3ResumeFiles:
    """Return the store of this process."""
    return S3ResumeFiles(get_s3(), get_settings().resume_bucket, read_clock)
