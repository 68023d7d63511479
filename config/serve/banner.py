"""What the runner prints when the site is up: where to look and how to sign in as each kind of person."""

from collections.abc import Iterable
from typing import Protocol

PAGES = (
    ("群众 Citizen", "/"),
    ("代办员 Agent", "/agent/"),
    ("经办人 Officer", "/office/"),
    ("演示收件箱 Demo inbox", "/demo/inbox/"),
)


class DemoPerson(Protocol):
    """Somebody who can be played in a demo: signs in by phone code, or by user name and password."""

    @property
    def label(self) -> str:
        """What they are, in both languages."""

    @property
    def name(self) -> str: ...

    @property
    def phone(self) -> str: ...

    @property
    def username(self) -> str: ...

    @property
    def password(self) -> str: ...


def lines(base_url: str, people: Iterable[DemoPerson]) -> list[str]:
    """The banner's lines, in both languages. The base URL has no slash at its end."""
    text = ["", "帮您办已启动 · The site is running", ""]
    text += [f"  {label}: {base_url}{path}" for label, path in PAGES]
    told = [_how_to_sign_in(person) for person in people]
    if told:
        text += ["", "登录 · Sign in", *told]
        text += ["  手机验证码在演示收件箱里 · phone codes arrive in the demo inbox"]
    return [*text, "", "按 Ctrl-C 停止 · Ctrl-C stops it", ""]


def _how_to_sign_in(person: DemoPerson) -> str:
    if person.username:
        return (
            f"  {person.label} {person.name}: 账号 user {person.username} · 密码 password {person.password}"
        )
    return f"  {person.label} {person.name}: 手机 phone {person.phone}"
