// The socket: a bell, never the truth. A page says where to listen: <body data-live="/ws/?order=…">.
//
// Frames become events of the document: "live:card", "live:gone", "live:order" (detail is the frame).
// "live:refetch" says: ask the server what is true now. It comes on connecting, on becoming visible, on going online,
// once a minute, and every quarter of a minute while the socket is down. "live:asleep" says: this page stood still for a
// while, and nothing on it should look alive until it has been fetched.

const KNOWN = new Set(["card", "gone", "order"]);
const PING_MS = 25_000;
const SILENCE_MS = 60_000;
const REFETCH_MS = 60_000;
const REFETCH_DOWN_MS = 15_000;
const TICK_MS = 1_000;
const ASLEEP_MS = 10_000;
// Not signed in, not permitted: asking again would not help, the page fetches instead.
const REFUSED = new Set([4401, 4403]);
// The server has more to do than it can: the pauses begin with their longer ones.
const BUSY = 1013;
const TRIES_WHEN_BUSY = 3;
const BACKOFF_MS = [500, 1_000, 2_000, 5_000, 10_000, 20_000];
const path = document.body.dataset.live;

let socket = null;
let tries = 0;
let retry = 0;
let heard = 0;
let fetched = Date.now();
let ticked = Date.now();
let isRefused = false;

function tell(name, detail) {
  document.dispatchEvent(new CustomEvent(`live:${name}`, { detail }));
}

function refetch() {
  fetched = Date.now();
  tell("refetch");
}

function isOpen() {
  return socket?.readyState === WebSocket.OPEN;
}

// A socket that is opened may still be refused; it is up once the server has said hello.
function isUp() {
  return document.documentElement.dataset.live === "up";
}

function connect() {
  clearTimeout(retry);
  if (isRefused || (socket && socket.readyState <= WebSocket.OPEN)) return;
  const mine = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}`);
  socket = mine;
  // A server that has much to do, or has lost Redis, greets late: silence is counted from here.
  heard = Date.now();
  mine.onmessage = ({ data }) => hear(data);
  mine.onclose = ({ code }) => {
    if (socket !== mine) return;
    socket = null;
    isRefused = REFUSED.has(code);
    if (code === BUSY) tries = Math.max(tries, TRIES_WHEN_BUSY);
    document.documentElement.dataset.live = "down";
    tell("down");
    again();
  };
}

function greeted() {
  tries = 0;
  document.documentElement.dataset.live = "up";
  tell("up");
  refetch();
}

// Many phones lose one server at the same moment; jitter spreads them over nearly the whole pause.
function again() {
  clearTimeout(retry);
  const most = BACKOFF_MS[Math.min(tries++, BACKOFF_MS.length - 1)];
  retry = setTimeout(connect, most * (0.2 + 0.8 * Math.random()));
}

function hear(data) {
  heard = Date.now();
  let frame;
  try {
    frame = JSON.parse(data);
  } catch {
    return;
  }
  if (frame.type === "hello") greeted();
  if (KNOWN.has(frame.type)) tell(frame.type, frame);
}

function beat() {
  const now = Date.now();
  const stoodStill = now - ticked > ASLEEP_MS;
  ticked = now;
  if (document.hidden) return;
  if (stoodStill) {
    tell("asleep");
    wake();
  }
  if (isOpen() && now - heard > SILENCE_MS) socket.close();
  else if (isOpen() && now - heard > PING_MS) socket.send('{"type":"ping"}');
  if (now - fetched > (isUp() ? REFETCH_MS : REFETCH_DOWN_MS)) refetch();
}

function wake() {
  if (document.hidden) return;
  refetch();
  tries = 0;
  connect();
}

if (path) {
  // Not before every module of the page listens: the first refetch would be heard by nobody.
  if (document.readyState === "complete") connect();
  else for (const ready of ["DOMContentLoaded", "load"]) window.addEventListener(ready, connect, { once: true });
  setInterval(beat, TICK_MS);
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("online", wake);
  window.addEventListener("pageshow", (event) => event.persisted && wake());
}
