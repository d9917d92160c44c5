import mmap
from collections.abc import Callable

class StructFile:
    onclose: Callable[[StructFile], None] | None
    is_real: bool
    is_closed: bool
    def get(self, position: int, length: int) -> bytes: ...
    def flush(self) -> None: ...
    def fileno(self) -> int: ...
    def close(self) -> None: ...

class BufferFile(StructFile):
    _buf: mmap.mmap
    file: mmap.mmap
    _name: str
