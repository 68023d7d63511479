// The fan-out peer: Node's ws, one Redis subscription by ioredis, every message to every socket.
const { WebSocketServer } = require('ws');
const Redis = require('ioredis');

const sockets = new Set();
const server = new WebSocketServer({
  host: '127.0.0.1', port: Number(process.env.PORT), perMessageDeflate: false, backlog: 2048,
});
server.on('connection', (socket) => {
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
});

const line = new Redis({ host: '127.0.0.1', port: Number(process.env.REDIS_PORT) });
line.subscribe('fanout');
line.on('messageBuffer', (channel, message) => {
  for (const socket of sockets) socket.send(message, { binary: false });
});
