"""Resume files in S3."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote_plus

from botocore.exceptions import BotoCoreError, ClientError

from shortlist.catalogue.ports import UploadAddress
from shortlist.errors import FilesUnavailableError
from shortlist.times import Clock

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_DELETES_A_CALL = 1000
UPLOAD_LIFETIME = timedelta(minutes=15)


class ResumeKey(NamedTuple):
    """Whose resume a file is; the file's own name may hold a person's and is not part of it."""

    tenant: str
    job_id: str
    candidate_id: str

    def __str__(self) -> str:
        return "/".join(self)


def read_key(text: str) -> ResumeKey | None:
    """Read the key of an S3 event, where it is URL-encoded; None if it is not a resume's."""
    parts = unquote_plus(text).split("/")
    return ResumeKey(*parts) if len(parts) == len(ResumeKey._fields) else None


class S3ResumeFiles:
    """ResumeFiles and UploadedFiles in S3 (shortlist.catalogue.ports)."""

    def __init__(self, client: "S3Client", bucket: str, clock: Clock) -> None:
        self._client = client
        self._bucket = bucket
        self._clock = clock

    def sign_upload(self, tenant: str, job_id: str, candidate_id: str, size: int) -> UploadAddress:
        """Sign an address for a file of exactly `size` bytes; S3 refuses any other length."""
        key = str(ResumeKey(tenant, job_id, candidate_id))
        parameters: dict[str, Any] = {
            "Bucket": self._bucket,
            "Key": key,
            "ContentLength": size,
            "ContentType": "application/octet-stream",
        }
        url = self._client.generate_presigned_url(
            "put_object", Params=parameters, ExpiresIn=int(UPLOAD_LIFETIME.total_seconds())
        )
        headers = {"Content-Type": "application/octet-stream", "Content-Length": str(size)}
        return UploadAddress(url, "PUT", headers, self._clock() + UPLOAD_LIFETIME)

    def delete(self, tenant: str, job_id: str, candidate_ids: Sequence[str]) -> None:
        """Delete files, a thousand a call; those that do not exist count as deleted."""
        for start in range(0, len(candidate_ids), _DELETES_A_CALL):
            objects: list[Any] = [
                {"Key": str(ResumeKey(tenant, job_id, candidate_id))}
                for candidate_id in candidate_ids[start : start + _DELETES_A_CALL]
            ]
            self._delete_all(objects)

    def discard(self, key: str) -> None:
        """Delete the file of a candidate who was erased before it came."""
        self._delete_all([{"Key": key}])

    def _delete_all(self, objects: list[Any]) -> None:
        try:
            answer = self._client.delete_objects(
                Bucket=self._bucket, Delete={"Objects": objects, "Quiet": True}
            )
        except (BotoCoreError, ClientError) as error:
            raise FilesUnavailableError(type(error).__name__) from error
        if answer.get("Errors"):
            raise FilesUnavailableError("some files were not deleted")

    def read(self, key: str, *, limit: int) -> bytes | None:
        """Return at most `limit` + 1 bytes of a file, or None if it is gone."""
        try:
            answer = self._client.get_object(Bucket=self._bucket, Key=key)
            return answer["Body"].read(limit + 1)
        except self._client.exceptions.NoSuchKey:
            return None
        except (BotoCoreError, ClientError) as error:
            raise FilesUnavailableError(type(error).__name__) from error
