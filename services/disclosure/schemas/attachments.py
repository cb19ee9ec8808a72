"""Files that are handed in, and how they are named."""

from services.disclosure.schemas.records import RecordKey
from shared.chassis.files import Upload
from shared.chassis.schema import fields, validate

_NAME = validate.Regexp(
    r"^[^/\\\x00-\x1f\x7f]{1,120}$(?!\n)", error="文件名不得含斜杠或控制字符，最长 120 字。"
)


class FileKey(RecordKey):
    """Which file of which record."""

    file_id = fields.Str(required=True)


class AttachFile(RecordKey):
    """A file: .xlsx, .docx, .pdf, .csv or .txt, told by its content."""

    name = fields.Str(required=True, validate=_NAME)
    content = Upload(required=True, begins=b"", kind="文件")


class ReplaceFile(AttachFile):
    """A file, and the one in whose place it stands."""

    file_id = fields.Str(required=True)


class DetachFile(FileKey):
    """Which file is taken away."""


class RevealFile(FileKey):
    """Why a file that is kept apart is needed."""

    reason = fields.Str(required=True, validate=validate.Length(2, 500))
