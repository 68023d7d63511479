"""One door for both: sockets run on the event loop, pages on a few fixed threads.

Django's own ASGI handler makes a thread for each request (6 ms of CPU under daphne where WSGI takes 2);
``a2wsgi`` keeps ``HTTP_THREADS`` of them. See docs/adr.
"""

from channels.routing import ProtocolTypeRouter

from config import env
from config.pages import PagesOnThreads
from config.wsgi import application as answers
from realtime.sockets.routing import sockets

pages = PagesOnThreads(answers, threads=env.integer("HTTP_THREADS", 8, at_least=1))
application = ProtocolTypeRouter({"http": pages, "websocket": sockets})
