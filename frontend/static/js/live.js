// The socket: a bell, never the truth. A page says where to listen: <body data-live="/ws/?order=…">.
//
// Frames become events of the document: "live:card", "live:gone", "live:order" (detail is the frame).
// "live:refetch" says: ask the server what is true now. It comes on connecting, on becoming visible, on going online,
// once a minute, and every quarter of a minute while the socket is down.

const KNOWN = new Set(["card", "gone", "order"]);
const PING_MS = 25_000;
const SILENCE_MS = 60_000;
const REFETCH_MS = 60_000;
const REFETCH_DOWN_MS = 15_000;
const BACKOFF_MS = [500, 1_000, 2_000, 5_000, 10_000, 20_000];
const path = document.body.dataset.live;

let socket = null;
let tries = 0;
let retry = 0;
let heard = 0;
let fetched = Date.now();

function tell(name, detail) {
  document.dispatchEvent(new CustomEvent(`live:${name}`, { detail }));
}

function refetch() {
  fetched = Date.now();
  tell("refetch");
}

function isUp() {
  return socket?.readyState === WebSocket.OPEN;
}

function connect() {
  clearTimeout(retry);
  if (socket && socket.readyState <= WebSocket.OPEN) return;
  const mine = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}`);
  socket = mine;
  mine.onopen = () => {
    tries = 0;
    heard = Date.now();
    document.documentElement.dataset.live = "up";
    tell("up");
    refetch();
  };
  mine.onmessage = ({ data }) => hear(data);
  mine.onclose = () => {
    if (socket !== mine) return;
    socket = null;
    document.documentElement.dataset.live = "down";
    tell("down");
    again();
  };
}

// Many phones lose one server at the same moment; jitter keeps them from coming back at the same moment.
function again() {
  clearTimeout(retry);
  const most = BACKOFF_MS[Math.min(tries++, BACKOFF_MS.length - 1)];
  retry = setTimeout(connect, most * (0.5 + Math.random() / 2));
}

function hear(data) {
  heard = Date.now();
  let frame;
  try {
    frame = JSON.parse(data);
  } catch {
    return;
  }
  if (KNOWN.has(frame.type)) tell(frame.type, frame);
}

function beat() {
  if (document.hidden) return;
  const now = Date.now();
  if (isUp() && now - heard > SILENCE_MS) socket.close();
  else if (isUp() && now - heard > PING_MS) socket.send('{"type":"ping"}');
  if (now - fetched > (isUp() ? REFETCH_MS : REFETCH_DOWN_MS)) refetch();
}

function wake() {
  if (document.hidden) return;
  refetch();
  tries = 0;
  connect();
}

if (path) {
  connect();
  setInterval(beat, 5_000);
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("online", wake);
  window.addEventListener("pageshow", (event) => event.persisted && wake());
}
