import { hex } from "./hashing.ts";
import type { Frontier } from "./merkle.ts";
import { readCitations, readPositions } from "./record.ts";
import type { Tables } from "./tables.ts";
import type { SignedTreeHead } from "./tree-head.ts";
import { decodeHead, verifiesHead } from "./tree-head.ts";

/** Something in the journal is not what the rest of it says it should be. */
export interface Problem {
  /** Stable: `leaf`, `body`, `quads`, `tree-node`, `head-signature`… */
  readonly what: string;
  /** Of the record, where it is about one. */
  readonly position?: number;
  readonly expected: string;
  readonly found: string;
}

/** What the records say, gathered on the way, for comparison with the indexes over them. */
export interface Gathered {
  readonly problems: Problem[];
  readonly ids: Map<string, number>;
  /** Facet key → how many records cite it. */
  readonly citations: Map<string, number>;
  readonly remaps: Map<number, number[]>;
  /** Position of a configuration or alignment → its kind. */
  readonly settings: Map<number, string>;
  readonly redacted: Set<number>;
  /** What redaction records say was destroyed. */
  readonly announced: Set<number>;
  /** The root at each size for which there is a head, and the time of its last record. */
  readonly roots: Map<number, { readonly root: Uint8Array; readonly at: number }>;
  frontier: Frontier;
  receivedAt: number;
}

/** Compares what the records say with the signed heads and with the tables that are derived from the records. */
export function verifyIndexes(
  tables: Tables,
  { head, publicKey }: { head: SignedTreeHead; publicKey: string },
  gathered: Gathered,
): void {
  verifyRedactions(gathered);
  verifyHeads(tables, head, publicKey, gathered);
  verifyCitations(tables, gathered);
  verifyIds(tables, gathered);
  verifyRemaps(tables, gathered);
  verifySettings(tables, gathered);
  verifyNothingBeyond(tables, head.size, gathered);
}

/** Runs `read`, which may meet anything; undefined when it throws. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** What is destroyed must be so by a redaction record, else whoever holds the file could make records vanish. */
function verifyRedactions({ redacted, announced, problems }: Gathered): void {
  for (const position of redacted) {
    if (announced.has(position)) continue;
    problems.push({
      what: "redaction",
      position,
      expected: "a redaction record that names it",
      found: "none",
    });
  }
  for (const position of announced) {
    if (redacted.has(position)) continue;
    problems.push({ what: "redaction", position, expected: "destroyed content", found: "content" });
  }
}

/** Each head names the one before, from the last to that of the empty log. */
function verifyHeads(
  { heads }: Tables,
  last: SignedTreeHead,
  publicKey: string,
  { roots, problems }: Gathered,
): void {
  let expectedSize: number | undefined = last.size;
  for (const size of [...heads.getKeys({ reverse: true })]) {
    const bytes = heads.get(size);
    const head = bytes === undefined ? undefined : decodeHead(bytes);
    const add = (what: string, expected: string, found: string) =>
      problems.push({ what, ...(size > 0 ? { position: size - 1 } : {}), expected, found });
    if (head === undefined || head.size !== size) {
      add("head", `a signed head of ${size} records`, "something else");
      expectedSize = undefined;
      continue;
    }
    if (expectedSize !== undefined && size !== expectedSize) {
      add("head-chain", `a head of ${expectedSize} records`, `one of ${size}`);
    }
    if (attempt(() => verifiesHead(head, publicKey)) !== true) {
      add("head-signature", "a signature by the key of the log", hex(head.signature));
    }
    const computed = roots.get(size);
    if (computed !== undefined && Buffer.compare(computed.root, head.root) !== 0) {
      add("head-root", hex(head.root), hex(computed.root));
    }
    if (computed !== undefined && computed.at !== head.at) add("head-time", `${head.at}`, `${computed.at}`);
    expectedSize = head.previous;
  }
  if (expectedSize !== undefined && expectedSize !== 0) {
    problems.push({ what: "head-chain", expected: `a head of ${expectedSize} records`, found: "nothing" });
  }
}

function verifyCitations(tables: Tables, { citations, problems }: Gathered): void {
  for (const [key, count] of citations) {
    const found = attempt(() => readCitations(tables, key));
    if (found === count) continue;
    const expected = `${count} records that cite ${key}`;
    problems.push({ what: "citations", expected, found: String(found ?? "no number") });
  }
  for (const key of new Set([...tables.facets.getKeys(), ...tables.citations.getKeys()])) {
    if (citations.has(key)) continue;
    problems.push({
      what: "citations",
      expected: `nothing of ${key}, which no record cites`,
      found: "a facet",
    });
  }
}

function verifyIds(tables: Tables, { ids, problems }: Gathered): void {
  for (const id of tables.ids.getKeys()) {
    if (ids.has(id)) continue;
    problems.push({
      what: "id-index",
      expected: `nothing of ${id}, which no record bears`,
      found: "an entry",
    });
  }
}

function verifyRemaps(tables: Tables, { remaps, problems }: Gathered): void {
  for (const target of new Set([...remaps.keys(), ...tables.remaps.getKeys()])) {
    const expected = (remaps.get(target) ?? []).join();
    const found = attempt(() => readPositions(tables.remaps.get(target)))?.join() ?? "no positions";
    if (expected !== found) problems.push({ what: "remaps", position: target, expected, found });
  }
}

function verifySettings(tables: Tables, { settings, problems }: Gathered): void {
  for (const position of new Set([...settings.keys(), ...tables.settings.getKeys()])) {
    const expected = settings.get(position) ?? "nothing";
    const found = tables.settings.get(position)?.toString() ?? "nothing";
    if (expected !== found) problems.push({ what: "settings", position, expected, found });
  }
}

function verifyNothingBeyond(tables: Tables, size: number, { problems }: Gathered): void {
  for (const name of ["records", "bodies", "quads"] as const) {
    for (const position of tables[name].getKeys({ start: size })) {
      problems.push({
        what: "record",
        position,
        expected: "nothing beyond the head",
        found: `an entry of ${name}`,
      });
    }
  }
}
