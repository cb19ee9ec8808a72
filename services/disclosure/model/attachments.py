"""The files of a record: sealed until they are public, kept apart when something was taken out."""

from dataclasses import dataclass

from shared.kernel.events import Aggregate


@dataclass(kw_only=True, eq=False)
class StoredFile(Aggregate):
    """The content of an attachment. `sealed` is encrypted; `content` is what anybody may have.

    `apart`: replaced or removed before it was ever public; only who says why sees it (RED-03).
    """

    id: str
    record_id: str
    name: str
    media_type: str
    sealed: bytes | None
    content: bytes | None = None
    apart: bool = False
    version: int = 0

    def publish(self) -> None:
        """Take the seal off: an edition names it."""
        if self.content is None:
            self.sealed, self.content = None, self.sealed

    def set_apart(self) -> None:
        """Another file stands for it now; what an edition has named stays where it is."""
        self.apart = self.content is None

    @property
    def bytes(self) -> bytes:
        """Return the content, sealed or not."""
        found = self.sealed if self.content is None else self.content
        assert found is not None
        return found
