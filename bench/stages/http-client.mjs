import { spawn } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

/** Runs `work` with the address of a server in a process of its own. */
export async function withServer(directory, work) {
  const server = spawn(process.execPath, [main, "serve", "--data", directory, "--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(server, "exit");
  try {
    const [line] = await once(createInterface({ input: server.stdout }), "line");
    const url = /http:\/\/\S+?(?=\s|$)/.exec(line)?.[0];
    if (url === undefined) throw new Error(`The server said: ${line}`);
    return await work(url);
  } finally {
    server.kill("SIGTERM");
    await exited;
  }
}

/** A client that keeps `connections` connections open. */
export function clientOf(url, connections) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const send = (method, path, headers, body) =>
    new Promise((resolve, reject) => {
      const request = http.request(`${url}${path}`, { method, agent, headers }, (response) => {
        const chunks = [];
        response.on("data", (chunk) => chunks.push(chunk));
        response.on("end", () =>
          resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString() }),
        );
      });
      request.on("error", reject);
      request.end(body);
    });
  return {
    async post(event) {
      const { status, text } = await send(
        "POST",
        "/api/v1/lineage",
        { "content-type": "application/json", "content-length": event.length },
        event,
      );
      if (status !== 201 && status !== 200) throw new Error(`${status}: ${text}`);
    },
    async ask(query) {
      const { status, text } = await send("GET", `/sparql?query=${encodeURIComponent(query)}`, {
        accept: "application/sparql-results+json",
      });
      if (status !== 200) throw new Error(`${status}: ${text}`);
      return JSON.parse(text).boolean;
    },
    close: () => agent.destroy(),
  };
}
