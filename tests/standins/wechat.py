"""WeChat's platform: stable_token and the official account's subscription message."""

from tests.standins.base import Answer, Call, Fault, Refused, Standin


class WeChat(Standin):
    """Whose openid is in ``refusing`` has not subscribed; ``expire`` makes the tokens issued so far invalid."""

    APP_ID, SECRET = "wx-test", "test-wechat-secret"
    settings = {"WECHAT_URL": "{url}", "WECHAT_APP_ID": APP_ID, "WECHAT_SECRET": SECRET}

    def __init__(self, port: int = 0) -> None:
        super().__init__(port)
        self.refusing: set[str] = set()
        self.tokens_issued = 0
        self._valid: set[str] = set()

    def expire(self) -> None:
        self._valid.clear()

    def is_send(self, call: Call) -> bool:
        return call.path == "/cgi-bin/message/subscribe/bizsend"

    def take(self, call: Call) -> Answer:
        said = call.json
        if call.path == "/cgi-bin/stable_token":
            if (said["appid"], said["secret"]) != (self.APP_ID, self.SECRET):
                raise Refused("wrong secret", Answer(200, {"errcode": 40125, "errmsg": "invalid appsecret"}))
            return self._issue()
        if call.query.get("access_token") not in self._valid:
            raise Refused("expired token", Answer(200, {"errcode": 42001, "errmsg": "access_token expired"}))
        if said["touser"] in self.refusing:
            raise Refused(
                "not subscribed", Answer(200, {"errcode": 43101, "errmsg": "user refuse to accept"})
            )
        self.keep(
            to=said["touser"],
            body={name: held["value"] for name, held in said["data"].items()},
            key=said.get("client_msg_id", ""),
            more={"template": said["template_id"], "page": said.get("page", "")},
        )
        return Answer(200, {"errcode": 0, "errmsg": "ok"})

    def failed(self, fault: Fault) -> Answer:
        if fault.status:
            return Answer(fault.status)
        return Answer(200, {"errcode": int(fault.code), "errmsg": "failed"})

    def _issue(self) -> Answer:
        self.tokens_issued += 1
        token = f"token-{self.tokens_issued}"
        self._valid.add(token)
        return Answer(200, {"access_token": token, "expires_in": 7200})
