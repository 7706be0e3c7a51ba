import { join } from "node:path";
import { decode } from "cborg";
import { compareCodePoints } from "../code-points.ts";
import { linesOf } from "./batch.ts";
import { bodyCommitment, quadsRoot, senderCommitment, sortedLines } from "./commitments.ts";
import { hex } from "./hashing.ts";
import type { LeafContent } from "./leaf.ts";
import { decodeLeaf } from "./leaf.ts";
import { findFileDamage } from "./lmdb-file.ts";
import type { Frontier } from "./merkle.ts";
import { appended, emptyFrontier, leafHashOf, rootOfFrontier } from "./merkle.ts";
import { readCitations, readPositions, targetsOf, textIn } from "./record.ts";
import type { LiveRow, Row } from "./row.ts";
import { decodeRow, isRedactedRow } from "./row.ts";
import type { Tables } from "./tables.ts";
import { journalFile, nodeNumber } from "./tables.ts";
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

export interface VerificationReport {
  /** Number of records looked at. */
  readonly size: number;
  readonly redacted: number;
  /** Root recomputed from the leaves, in hex; empty when the file cannot be read at all. */
  readonly root: string;
  /** Empty when all is well. */
  readonly problems: readonly Problem[];
}

export interface VerifyOptions {
  /** Called now and then with how many records are done, of how many. */
  readonly onProgress?: (done: number, size: number) => void;
}

/** Recomputes leaves, commitments, tree, heads, ids and citations from what is stored, and lists what differs. */
export async function verifyTables(
  tables: Tables,
  { head, publicKey, directory }: { head: SignedTreeHead; publicKey: string; directory: string },
  { onProgress }: VerifyOptions,
): Promise<VerificationReport> {
  const file = join(directory, journalFile);
  const damage = findFileDamage(file, { isDeep: true });
  if (damage !== undefined) {
    const problem = { what: "file", expected: `${file} as it was written`, found: damage };
    return { size: head.size, redacted: 0, root: "", problems: [problem] };
  }
  const problems: Problem[] = [];
  const citations = new Map<string, { count: number; first: number }>();
  const remaps = new Map<number, number[]>();
  const redacted = new Set<number>();
  const announced = new Set<number>();
  const roots = new Map<number, { root: Uint8Array; at: number }>();
  const ids = new Map<string, number>();
  let frontier: Frontier = emptyFrontier;
  let receivedAt = Number.MIN_SAFE_INTEGER;

  for (let position = 0; position < head.size; position++) {
    const add = (what: string, expected: string, found: string) =>
      problems.push({ what, position, expected, found });
    const stored = readStored(tables, position, add);
    const leaf =
      stored === undefined ? tables.nodes.get(nodeNumber(0, position)) : leafHashOf(stored.row.leaf);
    if (leaf !== undefined && leaf.length === 32) {
      const grown = appended(frontier, leaf);
      frontier = grown.frontier;
      for (const { level, index, hash } of grown.nodes) {
        const node = tables.nodes.get(nodeNumber(level, index));
        if (node?.equals(hash) !== true) {
          add(level === 0 ? "leaf" : "tree-node", hex(hash), node === undefined ? "nothing" : hex(node));
        }
      }
    }
    if (stored !== undefined) {
      const { row, content } = stored;
      if (content.receivedAt < receivedAt)
        add("received-at", `at least ${receivedAt}`, `${content.receivedAt}`);
      receivedAt = Math.max(receivedAt, content.receivedAt);
      if (row.id !== null) {
        ids.set(row.id, position);
        const bytes = tables.ids.get(row.id);
        const found = bytes === undefined ? "nothing" : String(decode(bytes));
        if (found !== String(position)) add("id", `${row.id} → ${position}`, found);
      }
      if ((row.id !== null) !== (content.kind === "event" || content.kind === "rdf")) {
        add("id", `an id only of events and documents`, `${row.id} of a ${content.kind}`);
      }
      if (isRedactedRow(row)) {
        redacted.add(position);
        if (tables.bodies.doesExist(position)) add("redaction", "no body", "a body");
        if (tables.quads.doesExist(position)) add("redaction", "no quads", "quads");
      } else {
        const body = tables.bodies.get(position) ?? Buffer.alloc(0);
        verifyCommitments(tables, position, row, content, body, add);
        for (const key of row.facets) {
          const { count, first } = citations.get(key) ?? { count: 0, first: position };
          citations.set(key, { count: count + 1, first });
        }
        const targets = speaksOfOthers(content.kind) ? safeTargets(body) : [];
        for (const target of targets) {
          if (target >= position) add("target", `a record before ${position}`, `${target}`);
          if (content.kind === "redaction") announced.add(target);
          if (content.kind === "remap") remaps.set(target, [...(remaps.get(target) ?? []), position]);
        }
      }
    }
    if (tables.heads.doesExist(position + 1)) {
      roots.set(position + 1, { root: rootOfFrontier(frontier), at: receivedAt });
    }
    if (position % 256 === 255) {
      onProgress?.(position + 1, head.size);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  onProgress?.(head.size, head.size);

  verifyRedactions(redacted, announced, problems);
  verifyHeads(tables, head, publicKey, roots, problems);
  verifyCitations(tables, citations, problems);
  verifyIndexes(tables, ids, remaps, redacted, head.size, problems);
  return { size: head.size, redacted: redacted.size, root: hex(rootOfFrontier(frontier)), problems };
}

type Add = (what: string, expected: string, found: string) => void;

function readStored(
  { records }: Tables,
  position: number,
  add: Add,
): { row: Row; content: LeafContent } | undefined {
  const bytes = records.get(position);
  if (bytes === undefined) {
    add("record", "a record", "nothing");
    return undefined;
  }
  try {
    const row = decodeRow(bytes);
    return { row, content: decodeLeaf(row.leaf) };
  } catch (error) {
    add("record", "the one encoding of a record", error instanceof Error ? error.message : "something else");
    return undefined;
  }
}

function verifyCommitments(
  tables: Tables,
  position: number,
  row: LiveRow,
  content: LeafContent,
  body: Buffer,
  add: Add,
): void {
  const compare = (what: string, expected: Uint8Array, found: Uint8Array) => {
    if (Buffer.compare(expected, found) !== 0) add(what, hex(expected), hex(found));
  };
  compare("body", content.body, bodyCommitment(row.salt, body));
  compare("sender", content.sender, senderCommitment(row.salt, row.sender));

  const own = linesOf(textIn(tables.quads.get(position)));
  verifyOrder("quads", own, add);
  const all = [...own];
  for (const key of row.facets) {
    const text = tables.facets.get(key);
    if (text === undefined) add("facet", key, "nothing");
    const lines = linesOf(textIn(text));
    verifyOrder("facet", lines, add);
    for (const line of lines) all.push(line);
  }
  compare("quads", content.quadsRoot, quadsRoot(row.salt, sortedLines(all)));
  const graph = `<${row.id}`;
  const isOutside = (line: string) => !line.endsWith(` ${graph}> .`) && !line.includes(` ${graph}/graph/`);
  if (row.id !== null && own.some(isOutside)) add("id", "the name of the graph of its quads", row.id);
}

function verifyOrder(what: string, lines: readonly string[], add: Add): void {
  const wrong = lines.findIndex((line, i) => i > 0 && compareCodePoints(lines[i - 1] ?? "", line) >= 0);
  if (wrong !== -1) add(what, "lines in code-point order, each once", `line ${wrong + 1} out of order`);
}

function speaksOfOthers(kind: LeafContent["kind"]): boolean {
  return kind === "redaction" || kind === "remap" || kind === "receipt";
}

function safeTargets(body: Uint8Array): number[] {
  try {
    return targetsOf(body);
  } catch {
    return [];
  }
}

function verifyRedactions(redacted: Set<number>, announced: Set<number>, problems: Problem[]): void {
  for (const position of redacted) {
    if (!announced.has(position)) {
      problems.push({
        what: "redaction",
        position,
        expected: "a redaction record that names it",
        found: "none",
      });
    }
  }
  for (const position of announced) {
    if (!redacted.has(position)) {
      problems.push({ what: "redaction", position, expected: "destroyed content", found: "content" });
    }
  }
}

function verifyHeads(
  { heads }: Tables,
  last: SignedTreeHead,
  publicKey: string,
  roots: ReadonlyMap<number, { root: Uint8Array; at: number }>,
  problems: Problem[],
): void {
  let expectedSize: number | undefined = last.size;
  for (const size of [...heads.getKeys({ reverse: true })]) {
    const position = size - 1;
    const bytes = heads.get(size);
    const head = bytes === undefined ? undefined : decodeHead(bytes);
    const add = (what: string, expected: string, found: string) =>
      problems.push({ what, ...(position < 0 ? {} : { position }), expected, found });
    if (head === undefined || head.size !== size) {
      add("head", `a signed head of ${size} records`, "something else");
      expectedSize = undefined;
      continue;
    }
    if (expectedSize !== undefined && size !== expectedSize)
      add("head-chain", `a head of ${expectedSize}`, `${size}`);
    if (!verifiesHead(head, publicKey))
      add("head-signature", "the signature of the log's key", hex(head.signature));
    const computed = roots.get(size);
    if (computed !== undefined) {
      if (Buffer.compare(computed.root, head.root) !== 0)
        add("head-root", hex(head.root), hex(computed.root));
      if (computed.at !== head.at) add("head-time", `${head.at}`, `${computed.at}`);
    }
    expectedSize = size === 0 ? 0 : head.previous;
  }
  if (expectedSize !== 0 && expectedSize !== undefined) {
    problems.push({ what: "head-chain", expected: `a head of ${expectedSize}`, found: "nothing" });
  }
}

function verifyCitations(
  tables: Tables,
  counted: ReadonlyMap<string, { count: number; first: number }>,
  problems: Problem[],
): void {
  for (const [key, { count }] of counted) {
    const found = readCitations(tables, key)?.count ?? 0;
    if (found !== count)
      problems.push({ what: "citations", expected: `${key}: ${count}`, found: `${found}` });
  }
  for (const key of new Set([...tables.facets.getKeys(), ...tables.citations.getKeys()])) {
    if (!counted.has(key)) {
      problems.push({
        what: "citations",
        expected: `nothing under ${key}, which no record cites`,
        found: "a facet",
      });
    }
  }
}

function verifyIndexes(
  tables: Tables,
  ids: ReadonlyMap<string, number>,
  remaps: ReadonlyMap<number, number[]>,
  redacted: ReadonlySet<number>,
  size: number,
  problems: Problem[],
): void {
  for (const id of tables.ids.getKeys()) {
    if (!ids.has(id))
      problems.push({ what: "id", expected: `no entry for ${id}, which no record bears`, found: "one" });
  }
  for (const target of new Set([...remaps.keys(), ...tables.remaps.getKeys()])) {
    const expected = (remaps.get(target) ?? []).join();
    const found = readPositions(tables.remaps.get(target))
      .filter((at) => !redacted.has(at))
      .join();
    if (expected !== found) problems.push({ what: "remaps", position: target, expected, found });
  }
  for (const table of ["records", "bodies", "quads"] as const) {
    for (const position of tables[table].getKeys({ start: size })) {
      problems.push({
        what: "record",
        position,
        expected: "nothing beyond the head",
        found: `an entry of ${table}`,
      });
    }
  }
}
