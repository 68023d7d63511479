"""One family of icons, drawn for this project: 24 × 24, lines of 1.75, round ends, no fill. Pure data.

Used by ``{% icon "name" %}``; the drawing goes into the page itself, so that it is there with the words.
"""

# ruff: noqa: E501 — a drawing is one line.

ICONS: dict[str, str] = {
    # Where one goes
    "home": '<path d="M3.5 11 12 4l8.5 7M6 9.2V20h12V9.2M10 20v-5.5h4V20"/>',
    "orders": '<path d="M6 3.5h8.5L19 8v12.5H6zM14.5 3.5V8H19M9 12.5h7M9 16.5h5"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4 20.5c.5-4.5 3.8-6.5 8-6.5s7.5 2 8 6.5"/>',
    "people": '<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 20c.4-4 3-6 6.5-6s6.1 2 6.5 6M15.5 5.4a3.5 3.5 0 0 1 0 6.2'
    'M17.5 14.3c2.4.7 3.7 2.7 4 5.7"/>',
    "bolt": '<path d="M13.5 3 5.5 13.5H11L9.5 21l9-11H13z"/>',
    "star": '<path d="m12 3.5 2.6 5.4 5.9.8-4.3 4.1 1.1 5.9L12 16.9l-5.3 2.8 1.1-5.9L3.5 9.7l5.9-.8z"/>',
    "pulse": '<path d="M3 12.5h4l2.5-7 4.5 13 2.5-6H21"/>',
    "desk": '<path d="M3 12h18M5 12v8M19 12v8M8 12V7.5h8V12M10 20v-4h4v4M12 7.5V4"/>',
    "reward": '<circle cx="12" cy="9" r="5.5"/><path d="m8.5 13.5-2 7L12 18l5.5 2.5-2-7M12 6.7v4.6M9.7 9h4.6"/>',
    "gear": '<circle cx="12" cy="12" r="3"/><path d="M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2'
    'M18.4 5.6l-2.2 2.2M7.8 16.2l-2.2 2.2"/>',
    "rules": '<path d="M12 4v16M7 20h10M5 7.5h14M5 7.5 2.5 14h5zM19 7.5 16.5 14h5z"/>',
    "audit": '<path d="M12 3 4.5 6v5.5c0 4.5 3 7.7 7.5 9.5 4.5-1.8 7.5-5 7.5-9.5V6zM8.5 12l2.5 2.5 4.5-5"/>',
    "catalogue": '<path d="M4 4.5h6.5V11H4zM13.5 4.5H20V11h-6.5zM4 13.5h6.5V20H4zM13.5 13.5H20V20h-6.5z"/>',
    "map": '<path d="M3.5 6.5 9 4l6 2.5L20.5 4v13.5L15 20l-6-2.5L3.5 20zM9 4v13.5M15 6.5V20"/>',
    "chart": '<path d="M4 4v16h16M8.5 16v-4M12.5 16V8M16.5 16v-6"/>',
    "menu": '<path d="M4 6.5h16M4 12h16M4 17.5h16"/>',
    # Moving about
    "back": '<path d="m14.5 5-7 7 7 7"/>',
    "next": '<path d="m9.5 5 7 7-7 7"/>',
    "down": '<path d="m5 9.5 7 7 7-7"/>',
    "up": '<path d="m5 14.5 7-7 7 7"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5.5 5.5"/>',
    "filter": '<path d="M4 6h16M7 12h10M10 18h4"/>',
    "refresh": '<path d="M19.5 12a7.5 7.5 0 1 1-2.2-5.3L19.5 9M19.5 4.5V9H15"/>',
    "external": '<path d="M18 13.5V20H4V6h6.5M14 4h6v6M20 4l-9 9"/>',
    # Doing
    "phone": '<path d="M5.2 4H9l1.8 4.7-2.6 1.8a11 11 0 0 0 5.3 5.3l1.8-2.6L20 15v3.8a1.7 1.7 0 0 1-1.8 1.7'
    'C10.5 20 4 13.5 3.5 5.8A1.7 1.7 0 0 1 5.2 4z"/>',
    "mic": '<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3"/>',
    "speaker": '<path d="M4 9.5v5h3.5L12.5 19V5L7.5 9.5zM16 9a4.5 4.5 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11"/>',
    "megaphone": '<path d="M4 10v4h3l8 4.5v-13L7 10zM18 9.5a3.5 3.5 0 0 1 0 5M8 14l1 5h2.5l-.7-3.6"/>',
    "bell": '<path d="M6 17v-6a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4"/>',
    "edit": '<path d="M4 20h4L19.5 8.5l-4-4L4 16zM13 7l4 4"/>',
    "note": '<path d="M4 5h16v11.5H11L6.5 20v-3.5H4zM8 9h8M8 12.5h5"/>',
    "send": '<path d="m3.5 11.5 17-8-6.5 17-3-7zM11 13.5l4-4.5"/>',
    "camera": '<path d="M3.5 7.5h4L9 5h6l1.5 2.5h4V19h-17z"/><circle cx="12" cy="13" r="3.5"/>',
    "share": '<circle cx="6" cy="12" r="2.5"/><circle cx="17.5" cy="6" r="2.5"/><circle cx="17.5" cy="18" r="2.5"/>'
    '<path d="m8.3 10.8 7-3.7M8.3 13.2l7 3.7"/>',
    "print": '<path d="M7 9V3.5h10V9M7 17H3.5V9h17v8H17M7 14h10v6.5H7z"/>',
    "qr": '<path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5H14zM20 14v2M17.5 20H20v-2M14 20h.5"/>',
    "download": '<path d="M12 4v11M7 10.5l5 5 5-5M4.5 20h15"/>',
    "upload": '<path d="M12 16V5M7 9.5l5-5 5 5M4.5 20h15"/>',
    "trash": '<path d="M4.5 7h15M9.5 7V4h5v3M6.5 7l1 13.5h9l1-13.5M10 11v6M14 11v6"/>',
    "undo": '<path d="M8.5 5 4 9.5 8.5 14M4.5 9.5H14a5.5 5.5 0 0 1 0 11h-3"/>',
    "pause": '<path d="M8.5 5v14M15.5 5v14"/>',
    "play": '<path d="M7.5 4.5v15l11.5-7.5z"/>',
    "leave": '<path d="M13.5 4H5v16h8.5M10 12h10.5M16.5 8l4 4-4 4"/>',
    "hand": '<path d="M8 12V6a1.5 1.5 0 0 1 3 0v5-6.5a1.5 1.5 0 0 1 3 0V11 6a1.5 1.5 0 0 1 3 0v8.5c0 4-2.2 6.5-5.7 6.5'
    '-2.8 0-4.3-1.3-5.5-3.7L3.7 13c-.7-1.5 1.4-2.6 2.4-1.3z"/>',
    # Saying
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.3l3.5 2"/>',
    "calendar": '<path d="M4 6h16v14H4zM4 10.5h16M8 3.5V7M16 3.5V7"/>',
    "pin": '<path d="M12 21c-4.6-4.5-7-8-7-11a7 7 0 0 1 14 0c0 3-2.4 6.5-7 11z"/><circle cx="12" cy="10" r="2.5"/>',
    "locate": '<circle cx="12" cy="12" r="6.5"/><circle cx="12" cy="12" r="1.5"/><path d="M12 2.5v3M12 18.5v3M2.5 12h3M18.5 12h3"/>',
    "route": '<circle cx="6" cy="18.5" r="2.5"/><circle cx="18" cy="5.5" r="2.5"/><path d="M8.5 18.5H16a3.3 3.3 0 0 0 0-6.5H8a3.3 3.3 0 0 1 0-6.5h7.5"/>',
    "alert": '<path d="M12 3.5 21.5 20h-19zM12 10v4.5M12 17.3v.2"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.7v.2"/>',
    "eye": '<path d="M2.5 12C5 7.5 8 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.5 6.5-9.5 6.5S5 16.5 2.5 12z"/><circle cx="12" cy="12" r="3"/>',
    "lock": '<path d="M5 10.5h14V20H5zM8 10.5V8a4 4 0 0 1 8 0v2.5M12 14v2.5"/>',
    "shield": '<path d="M12 3 4.5 6v5.5c0 4.5 3 7.7 7.5 9.5 4.5-1.8 7.5-5 7.5-9.5V6z"/>',
    "language": '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c2.5 2.6 3.7 5.4 3.7 8.5s-1.2 5.9-3.7 8.5'
    'c-2.5-2.6-3.7-5.4-3.7-8.5s1.2-5.9 3.7-8.5z"/>',
    "text-size": '<path d="M2.5 19 8 5l5.5 14M4.3 14.5h7.4M14.5 19l3.5-9 3.5 9M15.7 16h4.6"/>',
    "offline": '<path d="M4 4l16 16M6 13a9 9 0 0 1 3-1.8M13.5 10.7A9 9 0 0 1 18 13M3 9.5a13 13 0 0 1 4-2.7M11 5.5A13 13 0 0 1 21 9.5'
    'M9.3 16.2a4 4 0 0 1 4.7-.5M12 19.5v.1"/>',
    "heart": '<path d="M12 20.5C6.5 16.3 3.5 13 3.5 9.3A4.6 4.6 0 0 1 12 6.8a4.6 4.6 0 0 1 8.5 2.5c0 3.7-3 7-8.5 11.2z"/>',
    "family": '<circle cx="7.5" cy="7" r="3"/><circle cx="17" cy="8.5" r="2.5"/><path d="M2.5 20c0-4.7 1.7-7.5 5-7.5 2 0 3.4 1 4.2 2.8'
    'M13 20c0-4 1.4-6.3 4-6.3s4.5 2.3 4.5 6.3"/>',
    "coin": '<circle cx="12" cy="12" r="8.5"/><path d="m8.5 7.5 3.5 5 3.5-5M12 12.5V17M9 12.7h6M9 15h6"/>',
    "door": '<path d="M3.5 11 12 4l8.5 7M6 9.2V20h12V9.2"/><path d="M12 17.5c-2-1.5-3-2.6-3-3.9a1.6 1.6 0 0 1 3-.8 1.6 1.6 0 0 1 3 .8c0 1.3-1 2.4-3 3.9z"/>',
    "paper": '<path d="M6 3.5h12v17H6zM9 8h6M9 12h6M9 16h3"/>',
    "ridge": '<path d="M2.5 19 8.5 8.5l3.5 5.2 3.5-6.7 6 12z"/><circle cx="6" cy="5.5" r="1.7"/>',
    "inbox": '<path d="M4 13.5 6.5 5h11l2.5 8.5V19H4zM4 13.5h5l1 2.5h4l1-2.5h5"/>',
    "key": '<circle cx="8" cy="15.5" r="4"/><path d="m11 12.5 8.5-8.5M16 7.5l3 3M13.5 10l2 2"/>',
    # What it is about (categories of the catalogue)
    "shop": '<path d="M4 4.5h16l1 5.5H3zM5 10v10h14V10M9.5 20v-5.5h5V20M3 10a2.3 2.3 0 0 0 4.5 0 2.3 2.3 0 0 0 4.5 0 2.3 2.3 0 0 0 4.5 0A2.3 2.3 0 0 0 21 10"/>',
    "id-card": '<rect x="3" y="5" width="18" height="14" rx="2"/><circle cx="8.5" cy="10.5" r="2"/><path d="M5.5 16c.6-2 5.4-2 6 0M14.5 10H18M14.5 13.5H18"/>',
    "work": '<path d="M3.5 8h17v11.5h-17zM8.5 8V4.5h7V8M3.5 13h17M12 12v2.5"/>',
    "house": '<path d="M3.5 11 12 4l8.5 7M6 9.2V20h12V9.2M9.5 12.5h5V16h-5z"/>',
    "baby": '<circle cx="12" cy="12" r="8"/><path d="M9 11.2v.2M15 11.2v.2M9.5 14.8c1.5 1.3 3.5 1.3 5 0M12 4c1.5 0 2 2 .5 2.5"/>',
    "care": '<path d="M3 13.5c2-1.5 4-1.5 5.5 0L11 15.5h3a1.5 1.5 0 0 1 0 3H10M14.5 16l4.5-2.7a1.5 1.5 0 0 1 1.5 2.6L14 20.5H8l-5-2'
    'M12 11.5C9.3 9.5 8 8 8 6.3a2.1 2.1 0 0 1 4-.9 2.1 2.1 0 0 1 4 .9c0 1.7-1.3 3.2-4 5.2z"/>',
    "field": '<path d="M12 20.5V11M12 14c-4.5 0-7-2.2-7.5-6.5 4.7.2 7.2 2.3 7.5 6.5zM12 11c.3-4.2 2.8-6.7 7.5-7-.2 4.7-2.7 7-7.5 7zM5 20.5h14"/>',
    "medical": '<path d="M4 5.5h16v13.5H4zM12 8.7v7M8.5 12.2h7"/>',
    "school": '<path d="M2.5 9 12 4.5 21.5 9 12 13.5zM6.5 11v5.5c3.3 2.3 7.7 2.3 11 0V11M21.5 9v6"/>',
    "law": '<path d="m13 4 6 6M10.5 6.5l6 6M14.8 5.8l-6 6M11.5 12.5 4 20M3.5 20.5h9"/>',
    "medal": '<circle cx="12" cy="15" r="5.5"/><path d="M9 10 6 3.5h12L15 10M12 12.5l.8 1.7 1.8.2-1.3 1.3.3 1.8-1.6-.9-1.6.9.3-1.8-1.3-1.3 1.8-.2z"/>',
    "car": '<path d="M4 17.5v-5l2-6h12l2 6v5zM4 12.5h16M6 17.5V20M18 17.5V20M7.5 15v.1M16.5 15v.1"/>',
    "elder": '<circle cx="10.5" cy="5" r="2.5"/><path d="M7 20.5c0-3 .5-5 1.5-6.5V10.5c0-1.5 3.7-1.7 4.5 0l1.5 3M12 14l1 6.5M17 12.5v8M14.5 13.5H17"/>',
    "wheelchair": '<circle cx="10" cy="4.5" r="1.7"/><path d="M10 8v6h5.5l2.5 5.5M10 10.5h4.5M8 11.5a5 5 0 1 0 6 6.5"/>',
    # Four faces
    "face-delighted": '<circle cx="12" cy="12" r="9"/><path d="M7.5 10.5c.6-1.4 2.1-1.4 2.7 0M13.8 10.5c.6-1.4 2.1-1.4 2.7 0M7.5 13.5h9c-.4 3-2 4.5-4.5 4.5s-4.1-1.5-4.5-4.5z"/>',
    "face-happy": '<circle cx="12" cy="12" r="9"/><path d="M9 9.5v.5M15 9.5v.5M8 14.2c2.2 2.6 5.8 2.6 8 0"/>',
    "face-flat": '<circle cx="12" cy="12" r="9"/><path d="M9 9.5v.5M15 9.5v.5M8.5 15h7"/>',
    "face-sad": '<circle cx="12" cy="12" r="9"/><path d="M9 9.5v.5M15 9.5v.5M8 16.3c2.2-2.6 5.8-2.6 8 0"/>',
}

#: What a category of the catalogue looks like; a category that is not named here looks like a paper.
OF_CATEGORY: dict[str, str] = {
    "开办经营": "shop",
    "户籍证件": "id-card",
    "社保就业": "work",
    "住房建设": "house",
    "婚育生育": "baby",
    "社会救助": "care",
    "农林水利": "field",
    "医疗保障": "medical",
    "教育服务": "school",
    "法律服务": "law",
    "退役军人": "medal",
    "交通出行": "car",
    "养老": "elder",
}
