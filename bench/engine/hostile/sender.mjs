/**
 * Sends one query in a process of its own, and tells how it ended: `node sender.mjs URL < QUERY`. What the others' clients measure is then
 * not what it costs to read the answer beside them. The answer itself is let go as it comes.
 */
import { spawn } from "node:child_process";
import http from "node:http";
import { buffer, text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { json } from "../http/client.mjs";

const script = fileURLToPath(import.meta.url);

/** How a query ended, and after how long. */
export async function endOf(url, query) {
  const child = spawn(process.execPath, [script, url], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(query);
  return JSON.parse(await text(child.stdout));
}

function sent(url, query) {
  const headers = { "content-type": "application/sparql-query", accept: json };
  return new Promise((resolve, reject) => {
    const begin = performance.now();
    const ended = (status, how) => resolve({ ms: Math.round(performance.now() - begin), status, how });
    const request = http.request(url, { method: "POST", headers }, (response) => {
      const { statusCode } = response;
      if (statusCode >= 400) {
        buffer(response).then((body) => ended(statusCode, JSON.parse(String(body)).code), reject);
        return;
      }
      response.resume();
      response.on("end", () => ended(statusCode));
      response.on("error", () => ended(statusCode, "broken off"));
    });
    request.on("error", reject);
    request.end(query);
  });
}

if (process.argv[1] === script)
  process.stdout.write(JSON.stringify(await sent(process.argv[2], await buffer(process.stdin))));
