import http from "node:http";

/**
 * Sends queries to one server over connections that are kept. `ask` reads the whole answer and gives its status and bytes; `isCut` when the
 * server broke it off, `{ overMs }` when it was given up.
 */
export function sparqlClient(url, { connections = 1 } = {}) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const ask = (text, options = {}) => {
    const { limitMs = 60_000, accept = json } = options;
    return new Promise((resolve, reject) => {
      const body = Buffer.from(text);
      const headers = { "content-type": "application/sparql-query", "content-length": body.length, accept };
      const request = http.request(url, { method: "POST", agent, headers }, (response) => {
        const chunks = [];
        response.on("data", (chunk) => chunks.push(chunk));
        response.on("end", () =>
          settle(resolve, { status: response.statusCode, body: Buffer.concat(chunks) }),
        );
        response.on("error", () => settle(resolve, { status: response.statusCode, isCut: true }));
      });
      const timer = setTimeout(() => {
        settle(resolve, { overMs: limitMs });
        request.destroy();
      }, limitMs);
      const settle = (end, value) => {
        clearTimeout(timer);
        end(value);
      };
      request.on("error", (error) => {
        // The server closed an idle connection just then.
        if (request.reusedSocket && error.code === "ECONNRESET") settle(resolve, ask(text, options));
        else settle(reject, error);
      });
      request.end(body);
    });
  };
  return { ask, close: () => agent.destroy() };
}

export const json = "application/sparql-results+json";
export const triples = "application/n-triples";
