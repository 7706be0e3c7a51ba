import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { afterAll, beforeAll } from "vitest";
import type { Sink } from "../../src/cli/io.ts";
import { run } from "../../src/cli/run.ts";
import { type RunningServer, serve } from "../../src/http/server.ts";
import { Muniment } from "../../src/muniment.ts";

/** What a command line did. */
export interface Ran {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface World {
  readonly stdin?: Uint8Array | string;
  /** Columns of a terminal for both outputs; absent: none is one. */
  readonly columns?: number;
}

/** Runs a command line in this process. */
export async function ran(words: readonly string[], { stdin = "", columns }: World = {}): Promise<Ran> {
  const [stdout, stderr] = [aSink(columns), aSink(columns)];
  const exit = await run(words, {
    stdin: inChunks(Buffer.from(stdin)),
    stdout: stdout.sink,
    stderr: stderr.sink,
    program: "muniment",
    stopped: () => Promise.resolve(),
  });
  return { exit, stdout: stdout.text(), stderr: stderr.text() };
}

/** The one JSON document that a command wrote; throws when it wrote anything else besides. */
// biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects.
export function documentOf({ stdout }: Ran): any {
  return JSON.parse(stdout);
}

function aSink(columns: number | undefined): { sink: Sink; text: () => string } {
  const chunks: Buffer[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  const terminal = columns === undefined ? {} : { isTTY: true, columns };
  return { sink: Object.assign(sink, terminal), text: () => Buffer.concat(chunks).toString("utf8") };
}

async function* inChunks(bytes: Buffer): AsyncIterable<Uint8Array> {
  for (let i = 0; i < bytes.length; i += 1000) yield bytes.subarray(i, i + 1000);
}

/** An event of its own run, as a client sends it. */
export function anEvent(n: number, members: Readonly<Record<string, unknown>> = {}): object {
  return {
    eventTime: `2026-11-01T06:00:${String(n % 60).padStart(2, "0")}Z`,
    eventType: "COMPLETE",
    producer: "https://example.org/producer",
    schemaURL: "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
    run: { runId: `0198f1d2-0000-7000-8000-${String(n).padStart(12, "0")}` },
    job: { namespace: "etl", name: "daily" },
    inputs: [{ namespace: "warehouse", name: "orders" }],
    outputs: [{ namespace: "warehouse", name: "report" }],
    ...members,
  };
}

const created: string[] = [];

/** A directory that is gone after the tests of the file, with these files in it. */
export function aDirectory(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const directory = mkdtempSync(join(tmpdir(), "muniment-cli-"));
  created.push(directory);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content);
  return directory;
}

/** Call once in a file that makes directories. */
export function removeDirectories(): void {
  afterAll(() => {
    for (const directory of created.splice(0)) rmSync(directory, { recursive: true, force: true });
  });
}

/** Two stores with the same content: one behind a server, one that commands may open. */
export interface TwoStores {
  readonly data: string;
  readonly url: string;
}

/** Four events, a document of facts and a refusal, in both stores. */
export function twoStores(): TwoStores {
  const stores = { data: "", url: "" };
  let muniment: Muniment;
  let server: RunningServer;
  beforeAll(async () => {
    stores.data = join(aDirectory(), "store");
    const files = aDirectory({
      "events.ndjson": `${[1, 2, 3, 4].map((n) => JSON.stringify(anEvent(n))).join("\n")}\n{"broken`,
      "facts.ttl": "<https://example.org/a> <http://purl.org/dc/terms/title> 'A' .",
    });
    await ran(["ingest", files, "--data", stores.data]);
    const served = join(aDirectory(), "store");
    cpSync(stores.data, served, { recursive: true });
    muniment = await Muniment.open({ directory: served });
    server = await serve({ muniment, port: 0 });
    stores.url = server.url;
  });
  afterAll(async () => {
    await server.stop();
    await muniment.close();
  });
  removeDirectories();
  return stores;
}
