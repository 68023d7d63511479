"""What stands at the head and foot of every printed page: which list of which report, its number, and who took the file
out (S28). Pure Python.
"""

#: Excel holds 255 characters of a footer, its codes included.
MARK_LENGTH_MAX = 180


def footer(mark: str) -> str:
    # In a footer & begins a code: && is the character itself.
    said = mark.replace("&", "&&")[:MARK_LENGTH_MAX].replace("\n", " ")
    return f"&L&8{said}&C第 &P 页,共 &N 页" if said else "&C第 &P 页,共 &N 页"


def header(list_name: str, report: str) -> str:
    """``冻结 · 蓝山县2026年第四季度…``: a sheet that lies alone on a desk says what it belongs to."""
    said = f"{list_name} · {report}".replace("&", "&&")
    return f"&C{said}" if report else ""
