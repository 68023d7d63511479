"""Small modules are served as few files, and are still the modules that they were."""

import posixpath
import re

import pytest
from django.contrib.staticfiles.finders import FileSystemFinder

from config.joining import CannotJoin, join_modules
from config.joining.module import read_module
from config.static import scripts_of_pages, with_joined_modules

PAGE = {
    "js/page.js": 'import "./clock.js";\nimport { say as tell } from "./parts/words.js";\ntell();\n',
    "js/clock.js": "// It ticks.\nconst now = 1;\n",
    "js/parts/words.js": "const now = 2;\nexport function say() {\n  return now;\n}\n",
}


def joined(*scripts: str, **more: str) -> dict[str, str]:
    modules = PAGE | {f"js/{name}.js": text for name, text in more.items()}
    return join_modules(modules, scripts=[f"js/{name}.js" for name in ("page", *scripts)])


def test_what_one_script_imports_lies_in_its_file():
    assert joined() == {
        "js/page.js": "{\nconst now = 1;\n}\n"
        "const $js_parts_words = {};\n{\nconst now = 2;\nfunction say() {\n  return now;\n}\n"
        "Object.assign($js_parts_words, { say });\n}\n"
        "{\nconst { say: tell } = $js_parts_words;\ntell();\n}\n"
    }


def test_what_two_scripts_share_lies_in_a_file_that_both_import():
    files = joined("order", order='import { say } from "./parts/words.js";\nsay();\n')
    assert set(files) == {"js/page.js", "js/order.js", "js/parts/words.js"}
    assert files["js/parts/words.js"].endswith("export { $js_parts_words };\n")
    for script in ("js/page.js", "js/order.js"):
        assert files[script].startswith('import { $js_parts_words } from "./parts/words.js";\n')
        assert "return now" not in files[script]


def test_a_script_that_brings_another_along_takes_what_both_need_from_its_file():
    files = joined("order", order='import "./page.js";\nimport { say } from "./parts/words.js";\nsay();\n')
    assert set(files) == {"js/page.js", "js/order.js"}
    assert files["js/order.js"].startswith('import { $js_parts_words } from "./page.js";\n')
    assert files["js/page.js"].endswith("export { $js_parts_words };\n")


def test_what_is_imported_late_stays_a_file_of_its_own_wherever_it_is_named():
    files = joined(
        order='import "./parts/later.js";\n', **{"parts/later": 'import("../far.js");\n', "far": "far();\n"}
    )
    assert files["js/far.js"] == "far();\n"
    assert 'import("./far.js");' in files["js/order.js"]


def test_an_entry_exports_what_it_did_for_who_is_no_module_of_the_house():
    files = joined(worker="export function serve() {}\n")
    assert files["js/worker.js"].endswith("export const { serve } = $js_worker;\n")


@pytest.mark.parametrize(
    "line",
    [
        "import words from './parts/words.js';",
        'import * as words from "./parts/words.js";',
        "  import { say } from './parts/words.js';",
        "export default 1;",
        "export let count = 0;",
        "export { say };",
        'export * from "./parts/words.js";',
        "import(name);",
        "const here = import.meta.url;",
        "var everywhere = 1;",
        "const text = `several",
    ],
)
def test_what_would_be_another_thing_is_refused_with_its_place(line):
    with pytest.raises(CannotJoin, match=re.escape(f"js/odd.js, line 2: {line.strip()}")):
        joined(odd=f"ready();\n{line}\n")


def test_rings_and_what_is_not_there_are_refused():
    with pytest.raises(CannotJoin, match=r"js/a\.js imports itself, by way of js/a\.js and js/b\.js"):
        joined(a='import "./b.js";\n', b='import "./a.js";\n')
    with pytest.raises(CannotJoin, match=r"js/a\.js imports js/gone\.js, which is not there"):
        joined(a='import "./gone.js";\n')
    with pytest.raises(CannotJoin, match="name each other"):
        joined(
            "a", "b", a='import { x } from "./b.js";\nx();\n', b='import("./a.js");\nexport function x() {}\n'
        )


@pytest.fixture(scope="module")
def served() -> dict[str, str]:
    paths = {path: (storage, path) for path, storage in FileSystemFinder().list([])}
    files = with_joined_modules(paths)
    return {
        name: storage.open(path).read().decode()
        for name, (storage, path) in files.items()
        if name.endswith(".js")
    }


def test_every_script_that_a_page_names_is_served(served):
    assert scripts_of_pages() <= set(served)


def test_each_module_of_the_house_is_served_once(served):
    for path, storage in FileSystemFinder().list([]):
        if not path.startswith("js/") or not path.endswith(".js"):
            continue
        body = "\n".join(read_module(path, storage.open(path).read().decode()).body)
        assert sum(f"\n{text}".count(f"\n{body}\n") for text in served.values()) == 1, path


def test_an_order_page_fetches_few_files(served):
    """Each costs three quarters of a kilobyte in headers before it says a word."""
    scripts = ["js/page.js", "js/live.js", "js/order.js", "js/outbox/outbox.js", "js/photos.js"]
    assert len(fetched(scripts, served)) <= 10


def fetched(names: list[str], served: dict[str, str]) -> set[str]:
    found, left = set(names), list(names)
    while left:
        name = left.pop()
        named = re.findall(r'^import (?:.* from )?"(\.[^"]+)";$', served[name], re.M)
        new = {posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) for path in named} - found
        found |= new
        left += new
    return found
