"""What is wrong with files, with the place in the file. Pure Python."""

SHOWN_MAX = 50


class FilesRefused(Exception):
    """The files have problems and nothing was loaded. ``str()`` lists the first fifty, one a line."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        lines = problems[:SHOWN_MAX]
        if len(problems) > SHOWN_MAX:
            lines.append(f"… and {len(problems) - SHOWN_MAX} more.")
        super().__init__("\n".join(lines))


class Problems:
    """Collects the problems of all files, so that one reading finds them all."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def add(self, text: str) -> None:
        self.lines.append(text)

    def of(self, file: str) -> "FileProblems":
        return FileProblems(self, file)

    def require_none(self) -> None:
        """Raises FilesRefused."""
        if self.lines:
            raise FilesRefused(self.lines)


class FileProblems:
    """The problems of one file. Lines, features and items are counted from 1."""

    def __init__(self, problems: Problems, file: str) -> None:
        self._problems = problems
        self._file = file
        self.count = 0

    def add(self, text: str, *, where: str = "") -> None:
        self.count += 1
        self._problems.add(f"{self._file}, {where}: {text}" if where else f"{self._file}: {text}")

    def at_line(self, line: int, text: str) -> None:
        self.add(text, where=f"line {line}")
