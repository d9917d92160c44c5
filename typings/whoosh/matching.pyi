from collections.abc import Iterator

class Matcher:
    def all_ids(self) -> Iterator[int]: ...
