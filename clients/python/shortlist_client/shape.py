"""What the generated shapes of the API's answers and bodies have in common."""

from pydantic import BaseModel, ConfigDict, PrivateAttr


class Shape(BaseModel):
    """A value that the API takes or answers; fields that a newer API has besides are left out."""

    # Built when they are first used: a command needs a few of them.
    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)

    _etag: str | None = PrivateAttr(default=None)

    @property
    def etag(self) -> str | None:
        """The name of the state that was read, if it has one; a copy keeps it."""
        return self._etag

    def keep_etag(self, etag: str | None) -> None:
        """Remember the state that this was read in."""
        self._etag = etag
