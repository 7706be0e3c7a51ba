import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { serverQueryThreads, serverTaskThreads } from "../../src/config.ts";
import { serve } from "../../src/http/server.ts";
import { Muniment, type MunimentOptions } from "../../src/muniment.ts";
import { nquadOf } from "../../src/quads/nquads.ts";
import { aRunEvent, eventJson, type RunEventInput, testStoreKey } from "../builders.ts";

/** A store behind a real server on a real port, for the tests of one file. */
export interface Serving {
  readonly url: string;
  readonly port: number;
  readonly muniment: Muniment;
  /** What the server logged as a fault of ours. */
  readonly faults: unknown[];
}

/** Serves a fresh store before the tests of a file, and removes it after them. */
export function serving(options: Partial<MunimentOptions> = {}): Serving {
  let running: (Omit<Serving, "faults"> & { readonly end: () => Promise<void> }) | undefined;
  const faults: unknown[] = [];
  beforeAll(async () => {
    const directory = mkdtempSync(join(tmpdir(), "muniment-http-"));
    const limits = { queryThreads: serverQueryThreads, taskThreads: serverTaskThreads, ...options.limits };
    const muniment = await Muniment.open({ directory, storeKey: testStoreKey, ...options, limits });
    const server = await serve({ muniment, port: 0, log: (error) => faults.push(error) });
    const end = async () => {
      await server.stop();
      await muniment.close();
      rmSync(directory, { recursive: true, force: true });
    };
    running = { url: server.url, port: Number(new URL(server.url).port), muniment, end };
  });
  afterAll(async () => {
    await running?.end();
    expect(faults).toEqual([]);
  });
  const now = () => {
    if (running === undefined) throw new Error("The server runs while the tests do");
    return running;
  };
  return {
    faults,
    get url() {
      return now().url;
    },
    get port() {
      return now().port;
    },
    get muniment() {
      return now().muniment;
    },
  };
}

/** Sends a body; JSON unless told. */
export function post(
  { url }: Pick<Serving, "url">,
  path: string,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): Promise<Response> {
  const init = { method: "POST", body, headers: { "content-type": "application/json", ...headers } };
  return fetch(url + path, init as RequestInit);
}

/** The JSON text of a run event. */
export function eventText(input: RunEventInput = {}): string {
  return eventJson(aRunEvent(input));
}

let runs = 0;

/** An event that no test sent before. */
export function freshEvent(input: RunEventInput = {}): string {
  runs += 1;
  return eventText({ runId: `0198f1d2-0000-7000-9000-${String(runs).padStart(12, "0")}`, ...input });
}

/** A problem document, after checks that every one of them must pass. */
export async function problemIn(response: Response): Promise<Record<string, unknown>> {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const text = await response.text();
  const problem: Record<string, unknown> = JSON.parse(text);
  expect(problem).toMatchObject({ status: response.status, type: expect.stringContaining("/problems/") });
  expect(Object.keys(problem)).toEqual(expect.arrayContaining(["type", "title", "status", "detail", "code"]));
  expect(text).not.toMatch(/\\n\s+at |node_modules|\.[jt]s:\d/);
  expect(text.length).toBeLessThan(20_000);
  return problem;
}

/** What a store holds, in figures that change when anything does; what was refused is counted apart. */
export async function contentsOf({ muniment }: Pick<Serving, "muniment">) {
  await muniment.settled();
  const { records, quads, refusals } = muniment.stats();
  const lines = [...(await muniment.export({ mode: "possible", graphs: [], isCanonical: false }))].map(
    nquadOf,
  );
  const hash = createHash("sha256").update(lines.sort().join("\n")).digest("hex");
  return { contents: { records, quads, hash }, refusals };
}

/** Sends bytes as they are, and gives all that comes back until the server or `forMs` ends it. */
export function raw(
  { port }: Pick<Serving, "port">,
  bytes: string | Uint8Array,
  forMs = 3_000,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    const chunks: Buffer[] = [];
    const done = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(Buffer.concat(chunks).toString("utf8"));
    };
    const timer = setTimeout(done, forMs);
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("close", done);
    socket.on("error", (error: NodeJS.ErrnoException) =>
      error.code === "ECONNRESET" ? done() : reject(error),
    );
  });
}

/** A request with headers that `fetch` would not send, its answer read to the end. */
export function send(
  { port }: Pick<Serving, "port">,
  {
    method = "GET",
    path = "/",
    headers = {},
    body,
  }: {
    readonly method?: string;
    readonly path?: string;
    readonly headers?: Record<string, string>;
    readonly body?: string | Uint8Array;
  },
): Promise<{ readonly status: number; readonly headers: Record<string, unknown>; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ port, host: "127.0.0.1", method, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString("utf8"),
        }),
      );
      response.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** A row of SPARQL 1.1 Query Results JSON. */
export type Binding = Readonly<Record<string, { readonly value: string; readonly type: string }>>;

/** The rows of a SELECT, or of an answer, that was asked in JSON. */
export async function bindingsIn(response: Response): Promise<readonly Binding[]> {
  const { results }: { results: { bindings: Binding[] } } = JSON.parse(await response.text());
  return results.bindings;
}

/** The IRI of the bundle that a post made, or found. */
export async function bundleIn(response: Response): Promise<string> {
  const { bundle }: { bundle: string } = JSON.parse(await response.text());
  return bundle;
}
