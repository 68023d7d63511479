from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agents.loading.problems import FilesRefused
from dispatch.catalogue.loading import load_files


class Command(BaseCommand):
    """Exit code 1 when anything is wrong; then nothing was loaded."""

    help = (
        "Load a county from its files: divisions (CSV), grids and boundary (GeoJSON), catalogue and popular items "
        "(JSON); each may be gzipped, and is recognised by its content. Loading again brings rows to what the files "
        "now say. All problems are listed with file and line, and nothing is loaded while there is one."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--county", default="", help="6-digit code, where the files hold several counties"
        )
        parser.add_argument(
            "--prefix",
            default="",
            help="2 to 4 capital letters that begin the county's order numbers, mostly of its name in pinyin "
            "(LS for Lanshan); needed once, for a new county",
        )

    def handle(self, *, files: list[Path], county: str, prefix: str, **options: Any) -> None:
        try:
            loaded = load_files(files, county_code=county, prefix=prefix)
        except FilesRefused as refused:
            raise CommandError(f"Nothing was loaded.\n{refused}") from None
        self.stdout.write(f"{loaded.county.code} {loaded.county.name}")
        for line in loaded.report.lines:
            self.stdout.write(f"  {line}")
        for warning in loaded.report.warnings:
            self.stdout.write(self.style.WARNING(f"  {warning}"))
