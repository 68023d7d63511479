"""DingTalk's open platform: gettoken and the work notice (asyncsend_v2)."""

from tests.standins.base import Answer, Call, Fault, Refused, Standin


class DingTalk(Standin):
    """Whose userid is in ``gone`` has left the organisation; ``expire`` makes tokens issued so far invalid."""

    KEY, SECRET, AGENT_ID = "ding-test", "test-dingtalk-secret", "1000001"
    settings = {
        "DINGTALK_URL": "{url}",
        "DINGTALK_APP_KEY": KEY,
        "DINGTALK_APP_SECRET": SECRET,
        "DINGTALK_AGENT_ID": AGENT_ID,
    }

    def __init__(self, port: int = 0) -> None:
        super().__init__(port)
        self.gone: set[str] = set()
        self.tokens_issued = 0
        self._valid: set[str] = set()

    def expire(self) -> None:
        self._valid.clear()

    def is_send(self, call: Call) -> bool:
        return call.path == "/topapi/message/corpconversation/asyncsend_v2"

    def take(self, call: Call) -> Answer:
        if call.path == "/gettoken":
            if (call.query["appkey"], call.query["appsecret"]) != (self.KEY, self.SECRET):
                raise Refused("wrong secret", Answer(200, {"errcode": 40089, "errmsg": "不合法的appsecret"}))
            return self._issue()
        if call.query.get("access_token") not in self._valid:
            raise Refused("expired token", Answer(200, {"errcode": 42001, "errmsg": "access_token expired"}))
        said = call.json
        if str(said["agent_id"]) != self.AGENT_ID:
            raise Refused("another app", Answer(200, {"errcode": 41011, "errmsg": "agentid"}))
        if said["userid_list"] in self.gone:
            raise Refused("no such user", Answer(200, {"errcode": 33012, "errmsg": "无效的USERID"}))
        self.keep(to=said["userid_list"], body=said["msg"])
        return Answer(200, {"errcode": 0, "task_id": len(self.received), "request_id": "test"})

    def failed(self, fault: Fault) -> Answer:
        if fault.status:
            return Answer(fault.status)
        return Answer(200, {"errcode": int(fault.code), "errmsg": "failed"})

    def _issue(self) -> Answer:
        self.tokens_issued += 1
        token = f"token-{self.tokens_issued}"
        self._valid.add(token)
        return Answer(200, {"errcode": 0, "access_token": token, "expires_in": 7200})
