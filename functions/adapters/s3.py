"""Files in S3: resumes as they were uploaded, and exports of rankings."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import unquote_plus

from adapters.clients import raising
from shortlist.catalogue.ports import Upload, UploadAddress
from shortlist.errors import FilesUnavailableError
from shortlist.ids import make_id
from shortlist.times import Clock

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

UPLOAD_LIFETIME = timedelta(minutes=15)
EXPORT_ADDRESS_LIFETIME = timedelta(minutes=5)
# What stands below it lives for a day (template.yaml); no tenant can be called so.
EXPORTS = "exports.csv/"


def write_key(upload: Upload) -> str:
    """Name the object of an upload; the file's own name may hold a person's and is not part."""
    return "/".join(upload)


def read_key(text: str) -> Upload | None:
    """Read the key of an S3 event, where it is URL-encoded; None if it is no upload's."""
    parts = unquote_plus(text).split("/")
    return Upload(*parts) if len(parts) == len(Upload._fields) else None


def is_export(text: str) -> bool:
    """Tell whether the key of an S3 event is that of an export."""
    return unquote_plus(text).startswith(EXPORTS)


class S3Files:
    """ResumeFiles and UploadedFiles (shortlist.catalogue.ports) and ExportFiles in S3."""

    def __init__(self, client: "S3Client", bucket: str, clock: Clock) -> None:
        self._client = client
        self._bucket = bucket
        self._clock = clock

    def sign_upload(self, upload: Upload, size: int) -> UploadAddress:
        """Sign an address for one file of exactly `size` bytes.

        S3 refuses any other length, and a second file at the same address.
        """
        parameters: dict[str, Any] = {
            "Bucket": self._bucket,
            "Key": write_key(upload),
            "ContentLength": size,
            "ContentType": "application/octet-stream",
            "IfNoneMatch": "*",
        }
        url = self._client.generate_presigned_url(
            "put_object", Params=parameters, ExpiresIn=int(UPLOAD_LIFETIME.total_seconds())
        )
        headers = {
            "Content-Type": "application/octet-stream",
            "Content-Length": str(size),
            "If-None-Match": "*",
        }
        return UploadAddress(url, "PUT", headers, self._clock() + UPLOAD_LIFETIME)

    def delete(self, tenant: str, job_id: str, candidate_ids: Sequence[str]) -> None:
        """Delete all files of candidates, whichever upload they came by, and what names them.

        A thousand a call. Any export of the job post may hold any candidate.
        """
        for objects in self._list(f"{EXPORTS}{tenant}/{job_id}/"):
            self._delete_all([{"Key": key} for key in objects])
        wanted = set(candidate_ids)
        start = f"{tenant}/{job_id}/" + (candidate_ids[0] if len(wanted) == 1 else "")
        for objects in self._list(start):
            owners = ((key, key.split("/")[2]) for key in objects)
            self._delete_all([{"Key": key} for key, owner in owners if owner in wanted])

    def discard(self, key: str) -> None:
        """Delete a file that nobody waits for."""
        self._delete_all([{"Key": key}])

    def keep_export(self, tenant: str, job_id: str, task_id: str, file: IO[bytes]) -> str:
        """Keep an export under a name that nobody can guess."""
        key = f"{EXPORTS}{tenant}/{job_id}/{task_id}/{make_id(self._clock())}"
        with raising(FilesUnavailableError):
            self._client.put_object(
                Bucket=self._bucket,
                Key=key,
                Body=file,
                ContentType="text/csv; charset=utf-8",
                ContentDisposition=f'attachment; filename="ranking-{task_id}.csv"',
                CacheControl="no-store",
            )
        return key

    def sign_export(self, name: str) -> str:
        """Sign an address for reading an export."""
        return self._client.generate_presigned_url(
            "get_object",
            Params={"Bucket": self._bucket, "Key": name},
            ExpiresIn=int(EXPORT_ADDRESS_LIFETIME.total_seconds()),
        )

    def _list(self, start: str) -> Iterator[list[str]]:
        """Yield the keys that start alike, a page at a time."""
        pages = self._client.get_paginator("list_objects_v2")
        with raising(FilesUnavailableError):
            for page in pages.paginate(Bucket=self._bucket, Prefix=start):
                yield [found["Key"] for found in page.get("Contents", ())]

    def _delete_all(self, objects: list[Any]) -> None:
        if not objects:
            return
        with raising(FilesUnavailableError):
            answer = self._client.delete_objects(
                Bucket=self._bucket, Delete={"Objects": objects, "Quiet": True}
            )
        if answer.get("Errors"):
            raise FilesUnavailableError("some files were not deleted")

    def read(self, key: str, *, limit: int) -> bytes | None:
        """Return at most `limit` + 1 bytes of a file, or None if it is gone."""
        with raising(FilesUnavailableError):
            try:
                answer = self._client.get_object(Bucket=self._bucket, Key=key)
                content = answer["Body"].read(limit + 1)
            except self._client.exceptions.NoSuchKey:
                return None
        return content
