"""Archives that are the same whenever they are written: their entries bear one date."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest day that an archive can name


class SameBytes(ZipFile):
    """An archive to write whose entries bear no day of their own."""

    def __init__(self, file) -> None:
        super().__init__(file, "w", ZIP_DEFLATED)

    def writestr(self, name, data, *args, **kwargs):
        entry = ZipInfo(getattr(name, "filename", name), _EPOCH)
        asked = kwargs.get("compress_type")
        entry.compress_type = ZIP_DEFLATED if asked is None else asked
        super().writestr(entry, data)

    def write(self, filename, arcname=None, *args, **kwargs):
        with open(filename, "rb") as file:
            self.writestr(arcname or filename, file.read())


def repacked(content: bytes) -> bytes:
    """The same archive without a day in it."""
    buffer = BytesIO()
    with ZipFile(BytesIO(content)) as old, SameBytes(buffer) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return buffer.getvalue()
