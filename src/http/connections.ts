import type { Server } from "node:http";
import type { Socket } from "node:net";

/**
 * Knows which connections of a server have a request under way. Node's own `closeIdleConnections` leaves those open that
 * never sent any, and those that become idle later.
 */
export function connectionsOf(server: Server): { readonly closeIdle: () => void } {
  const requests = new Map<Socket, number>();
  let isClosing = false;
  const change = (socket: Socket, by: 1 | -1) => {
    const count = (requests.get(socket) ?? 0) + by;
    if (requests.has(socket)) requests.set(socket, count);
    if (isClosing && count === 0) socket.destroySoon();
  };
  server.on("connection", (socket) => {
    requests.set(socket, 0);
    socket.on("close", () => requests.delete(socket));
  });
  server.on("request", ({ socket }, response) => {
    change(socket, 1);
    response.on("close", () => change(socket, -1));
  });
  return {
    closeIdle: () => {
      isClosing = true;
      for (const [socket, count] of requests) if (count === 0) socket.destroySoon();
    },
  };
}
