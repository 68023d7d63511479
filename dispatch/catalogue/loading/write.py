"""The catalogue into the database. Call it inside one transaction."""

from collections.abc import Iterable

from agents.loading.report import Report
from agents.loading.sync import Changes, sync
from agents.models import Bureau, County
from dispatch.catalogue.loading.items import ItemRow
from dispatch.catalogue.models import Alias, CatalogueItem

FIELDS = (
    "name",
    "category",
    "difficulty_class",
    "bureau",
    "level",
    "materials",
    "promised_days",
    "statutory_days",
    "statutory_law",
    "note",
    "provenance",
    "is_active",
)
# Where the last load's aliases are remembered, to tell them from those that officers approved since (X15).
LOADED_ALIASES = "aliases_loaded"


def write_items(county: County, rows: list[ItemRow], report: Report) -> bool:
    """Whether anything changed. An item no longer listed is kept for its orders and no longer offered."""
    existing = {item.code: item for item in CatalogueItem.objects.filter(county=county)}
    loaded_before = {code: set(item.provenance.get(LOADED_ALIASES, [])) for code, item in existing.items()}
    bureaus = _write_bureaus(county, rows)
    wanted = {row.code: _item(county, row, bureaus.rows) for row in rows}
    items = sync(CatalogueItem, wanted, existing, FIELDS)
    withdrawn = CatalogueItem.objects.filter(county=county, is_active=True).exclude(code__in=wanted)
    gone = withdrawn.update(is_active=False)
    aliases_changed = _write_aliases(rows, items.rows, loaded_before, report)
    report.say("bureaus", bureaus)
    report.say("items", items)
    if gone:
        report.lines.append(f"items no longer listed, no longer offered: {gone}")
    return bool(bureaus or items or gone or aliases_changed)


def write_popular(county: County, codes: list[str], report: Report) -> bool:
    """Whether anything changed."""
    ranks = {code: rank for rank, code in enumerate(codes, start=1)}
    items = CatalogueItem.objects.filter(county=county)
    changed = [item for item in items if item.popular_rank != ranks.get(item.code)]
    for item in changed:
        item.popular_rank = ranks.get(item.code)
    CatalogueItem.objects.bulk_update(changed, ["popular_rank"])
    report.lines.append(f"popular items: {len(codes)}" + ("" if changed else ", as before"))
    return bool(changed)


def _write_bureaus(county: County, rows: Iterable[ItemRow]) -> Changes[Bureau]:
    wanted = {row.bureau: Bureau(county=county, name=row.bureau) for row in rows if row.bureau}
    existing = {bureau.name: bureau for bureau in Bureau.objects.filter(county=county, name__in=wanted)}
    return sync(Bureau, wanted, existing, ())


def _item(county: County, row: ItemRow, bureaus: dict[str, Bureau]) -> CatalogueItem:
    return CatalogueItem(
        county=county,
        code=row.code,
        name=row.name,
        category=row.category,
        difficulty_class=row.difficulty_class,
        bureau=bureaus.get(row.bureau),
        level=row.level,
        materials=row.materials,
        promised_days=row.promised_days,
        statutory_days=row.statutory_days,
        statutory_law=row.statutory_law,
        note=row.note,
        provenance={**row.provenance, LOADED_ALIASES: row.aliases},
        is_active=True,
    )


def _write_aliases(
    rows: list[ItemRow], items: dict[str, CatalogueItem], loaded_before: dict[str, set[str]], report: Report
) -> bool:
    """Aliases of an earlier load that are no longer listed go; those that people taught it stay."""
    wanted = {
        f"{row.code} {text}": Alias(item=items[row.code], text=text, approved=True)
        for row in rows
        for text in row.aliases
    }
    existing = {
        f"{alias.item.code} {alias.text}": alias
        for alias in Alias.objects.filter(item__in=items.values()).select_related("item")
    }
    stale = [
        alias.pk
        for key, alias in existing.items()
        if key not in wanted and alias.text in loaded_before.get(alias.item.code, ())
    ]
    Alias.objects.filter(pk__in=stale).delete()
    aliases = sync(Alias, wanted, existing, ("approved",))
    report.say("aliases", aliases)
    if stale:
        report.lines.append(f"aliases no longer listed, removed: {len(stale)}")
    return bool(aliases or stale)
