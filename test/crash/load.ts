import { gzipSync } from "node:zlib";
import { anEvent } from "../cli/command-line.ts";

/** A generator of the same numbers in [0, 1) for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Something that a client sends: it is acknowledged as a whole. */
export interface Sending {
  readonly path: string;
  readonly mediaType: string;
  readonly body: Uint8Array;
  readonly isGzip: boolean;
  /** What is in it: the numbers of its events, or of its document. */
  readonly items: readonly Item[];
}

export interface Item {
  readonly kind: "event" | "document";
  readonly n: number;
}

/** The event or document of a number: every number gives another, and all events have the same shape. */
export function contentOf({ kind, n }: Item): Buffer {
  if (kind === "document")
    return Buffer.from(
      `<https://example.org/document/${n}> <http://purl.org/dc/terms/title> "Document ${n}" ; <http://purl.org/dc/terms/subject> <https://example.org/a>, <https://example.org/b> .`,
    );
  const job = { namespace: "crash", name: `job-${n}` };
  const datasets = {
    inputs: [{ namespace: "crash", name: `in-${n % 97}` }],
    outputs: [{ namespace: "crash", name: `out-${n}` }],
  };
  return Buffer.from(JSON.stringify(anEvent(n, { job, ...datasets })));
}

/** The next thing to send: mostly an event, sometimes gzipped, sometimes an array of a few, sometimes a document. */
export function aSending(random: () => number, next: () => number): Sending {
  const dice = random();
  if (dice < 0.15) {
    const item: Item = { kind: "document", n: next() };
    return { path: "/prov", mediaType: "text/turtle", body: contentOf(item), isGzip: false, items: [item] };
  }
  const count = dice < 0.3 ? 2 + Math.floor(random() * 4) : 1;
  const items = Array.from({ length: count }, (): Item => ({ kind: "event", n: next() }));
  const texts = items.map((item) => contentOf(item).toString());
  const text = count === 1 ? (texts[0] ?? "") : `[${texts.join(",")}]`;
  const isGzip = random() < 0.3;
  const body = isGzip ? gzipSync(text) : Buffer.from(text);
  return { path: "/api/v1/lineage", mediaType: "application/json", body, isGzip, items };
}

/** What became of the things that clients sent. */
export interface Ledger {
  readonly sent: Item[];
  readonly acknowledged: Item[];
  /** What was not answered: it is in the store or is not, and is sent again. */
  readonly unanswered: Sending[];
  /** By status, of answers that acknowledge nothing. */
  readonly refused: Map<number, number>;
}

export function aLedger(): Ledger {
  return { sent: [], acknowledged: [], unanswered: [], refused: new Map() };
}

/** One client: sends one thing after the other until the server is gone or `isOver` says so. */
export async function client(
  url: string,
  {
    ledger,
    random,
    next,
    isOver = () => false,
  }: { ledger: Ledger; random: () => number; next: () => number; isOver?: () => boolean },
): Promise<void> {
  while (!isOver()) {
    const again = ledger.unanswered.shift();
    const sending = again ?? aSending(random, next);
    if (again === undefined) ledger.sent.push(...sending.items);
    const status = await sent(url, sending);
    if (status === undefined) {
      ledger.unanswered.push(sending);
      return;
    }
    if (status === 200 || status === 201) ledger.acknowledged.push(...sending.items);
    else ledger.refused.set(status, (ledger.refused.get(status) ?? 0) + 1);
  }
}

/** The status of the answer; undefined when there was none. An array is acknowledged when all of it was taken. */
export async function sent(
  url: string,
  { path, mediaType, body, isGzip }: Sending,
): Promise<number | undefined> {
  try {
    const headers = { "content-type": mediaType, ...(isGzip ? { "content-encoding": "gzip" } : {}) };
    const response = await fetch(url + path, { method: "POST", body: Buffer.from(body), headers });
    const text = await response.text();
    if (text.includes('"failed_events":[{')) return 503;
    return response.status;
  } catch {
    return undefined;
  }
}
