"""What stands at the foot of every printed page: its number, and who took the file out (S28). Pure Python."""

#: Excel holds 255 characters of a footer, its codes included.
MARK_LENGTH_MAX = 180


def footer(mark: str) -> str:
    # In a footer & begins a code: && is the character itself.
    said = mark.replace("&", "&&")[:MARK_LENGTH_MAX].replace("\n", " ")
    return f"&L&8{said}&C第 &P 页,共 &N 页" if said else "&C第 &P 页,共 &N 页"
