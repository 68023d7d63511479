"""The providers that bring messages to phones. Each is used only when ``MESSAGE_CHANNELS`` names it.

``docs/channels.md`` says where each value comes from. ``…_URL`` are the providers' own addresses and change for a
private cloud or a stand-in only.
"""

from urllib.parse import unquote

from config import env

# Where the site is reached from a phone, for links in messages: https://dispatch.example.gov.cn
PUBLIC_URL = env.text("PUBLIC_URL", "").rstrip("/")

SMS_ALIYUN_URL = env.text("SMS_ALIYUN_URL", "https://dysmsapi.aliyuncs.com")
SMS_ALIYUN_KEY_ID = env.text("SMS_ALIYUN_KEY_ID", "")
SMS_ALIYUN_KEY_SECRET = env.text("SMS_ALIYUN_KEY_SECRET", "")
SMS_ALIYUN_SIGN_NAME = env.text("SMS_ALIYUN_SIGN_NAME", "")

SMS_TENCENT_URL = env.text("SMS_TENCENT_URL", "https://sms.tencentcloudapi.com")
SMS_TENCENT_REGION = env.text("SMS_TENCENT_REGION", "ap-guangzhou")
SMS_TENCENT_KEY_ID = env.text("SMS_TENCENT_KEY_ID", "")
SMS_TENCENT_KEY_SECRET = env.text("SMS_TENCENT_KEY_SECRET", "")
SMS_TENCENT_APP_ID = env.text("SMS_TENCENT_APP_ID", "")
SMS_TENCENT_SIGN_NAME = env.text("SMS_TENCENT_SIGN_NAME", "")

SMS_GATEWAY_URL = env.text("SMS_GATEWAY_URL", "")
SMS_GATEWAY_SECRET = env.text("SMS_GATEWAY_SECRET", "")

# The service account as JSON, as Firebase hands it out. FCM_URL replaces https://fcm.googleapis.com.
FCM_SERVICE_ACCOUNT = env.text("FCM_SERVICE_ACCOUNT", "")
FCM_URL = env.text("FCM_URL", "")

# The site's own key (32 bytes, URL-safe base64) and a mailto: or https: contact for the push services (RFC 8292).
WEBPUSH_PRIVATE_KEY = env.text("WEBPUSH_PRIVATE_KEY", "")
WEBPUSH_CONTACT = env.text("WEBPUSH_CONTACT", "")
# A subscription comes from a browser and is an address this site will call: these hosts and their sub-domains only,
# by https (S19); besides them whole origins, for a push service of one's own.
WEBPUSH_HOSTS = env.words(
    "WEBPUSH_HOSTS",
    "fcm.googleapis.com,updates.push.services.mozilla.com,push.apple.com,notify.windows.com",
)
WEBPUSH_ORIGINS = env.words("WEBPUSH_ORIGINS")

WECHAT_URL = env.text("WECHAT_URL", "https://api.weixin.qq.com")
WECHAT_APP_ID = env.text("WECHAT_APP_ID", "")
WECHAT_SECRET = env.text("WECHAT_SECRET", "")

DINGTALK_URL = env.text("DINGTALK_URL", "https://oapi.dingtalk.com")
DINGTALK_APP_KEY = env.text("DINGTALK_APP_KEY", "")
DINGTALK_APP_SECRET = env.text("DINGTALK_APP_SECRET", "")
DINGTALK_AGENT_ID = env.text("DINGTALK_AGENT_ID", "")

# smtp://user:password@host:587?tls=start (or ?tls=yes for port 465); empty prints letters to the log.
_mail = env.url("EMAIL_URL", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _mail.hostname else 'console'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _mail.hostname or "", _mail.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
EMAIL_USE_TLS, EMAIL_USE_SSL = "tls=start" in _mail.query, "tls=yes" in _mail.query
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "dispatch@localhost")

# Who reports deliveries back proves it with this secret (realtime/receipts/proof.py); empty closes those doors.
CALLBACK_SECRET = env.text("CALLBACK_SECRET", "")
