import { join } from "node:path";
import { compareCodePoints } from "../code-points.ts";
import { bodyCommitment, senderCommitment, sortedLines } from "./commitments.ts";
import { hex } from "./hashing.ts";
import type { LeafContent } from "./leaf.ts";
import { decodeLeaf } from "./leaf.ts";
import { linesOf } from "./lines.ts";
import { findFileDamage } from "./lmdb-file.ts";
import { appended, emptyFrontier, leafHashOf, rootOfFrontier } from "./merkle.ts";
import { quadsRoot } from "./quads-root.ts";
import { encodeNumber, isSettingKind, targetsOf, textIn } from "./record.ts";
import type { LiveRow, Row } from "./row.ts";
import { decodeRow, isRedactedRow } from "./row.ts";
import type { Tables } from "./tables.ts";
import { journalFile, nodeNumber } from "./tables.ts";
import type { SignedTreeHead } from "./tree-head.ts";
import type { Gathered, Problem } from "./verify-indexes.ts";
import { attempt, verifyIndexes } from "./verify-indexes.ts";

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
  const gathered = nothingGathered();
  for (let position = 0; position < head.size; position++) {
    verifyRecord(tables, position, gathered);
    if (tables.heads.doesExist(position + 1)) {
      gathered.roots.set(position + 1, { root: rootOfFrontier(gathered.frontier), at: gathered.receivedAt });
    }
    if (position % 256 === 255) {
      onProgress?.(position + 1, head.size);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  onProgress?.(head.size, head.size);
  verifyIndexes(tables, { head, publicKey }, gathered);
  const { problems, redacted, frontier } = gathered;
  return { size: head.size, redacted: redacted.size, root: hex(rootOfFrontier(frontier)), problems };
}

type Add = (what: string, expected: string, found: string) => void;

function nothingGathered(): Gathered {
  return {
    problems: [],
    ids: new Map(),
    citations: new Map(),
    remaps: new Map(),
    settings: new Map(),
    redacted: new Set(),
    announced: new Set(),
    roots: new Map(),
    frontier: emptyFrontier,
    receivedAt: Number.MIN_SAFE_INTEGER,
  };
}

function verifyRecord(tables: Tables, position: number, gathered: Gathered): void {
  const add: Add = (what, expected, found) => gathered.problems.push({ what, position, expected, found });
  const stored = readStored(tables, position, add);
  verifyTree(tables, position, stored?.row, gathered, add);
  if (stored === undefined) return;
  const { row, content } = stored;
  if (content.receivedAt < gathered.receivedAt) {
    add("received-at", `at least ${gathered.receivedAt}`, `${content.receivedAt}`);
  }
  gathered.receivedAt = Math.max(gathered.receivedAt, content.receivedAt);
  verifyId(tables, position, stored, gathered, add);
  if (isSettingKind(content.kind)) gathered.settings.set(position, content.kind);
  if (isRedactedRow(row)) {
    gathered.redacted.add(position);
    if (tables.bodies.doesExist(position)) add("redaction", "no body", "a body");
    if (tables.quads.doesExist(position)) add("redaction", "no quads", "quads");
    return;
  }
  for (const key of row.facets) {
    gathered.citations.set(key, (gathered.citations.get(key) ?? 0) + 1);
  }
  verifyQuads(tables, position, row, content, add);
  verifyBody(tables, position, row, content, gathered, add);
}

function readStored(
  { records }: Tables,
  position: number,
  add: Add,
): { row: Row; content: LeafContent } | undefined {
  const bytes = records.get(position);
  try {
    if (bytes === undefined) throw new Error("nothing");
    const row = decodeRow(bytes);
    return { row, content: decodeLeaf(row.leaf) };
  } catch (error) {
    add("record", "a record in its one encoding", error instanceof Error ? error.message : "something else");
    return undefined;
  }
}

/** Where the record cannot be read the stored leaf stands in, so that one lost record is not a problem of them all. */
function verifyTree(
  { nodes }: Tables,
  position: number,
  row: Row | undefined,
  gathered: Gathered,
  add: Add,
): void {
  const leaf = row === undefined ? nodes.get(nodeNumber(0, position)) : leafHashOf(row.leaf);
  if (leaf?.length !== 32) return;
  const grown = appended(gathered.frontier, leaf);
  gathered.frontier = grown.frontier;
  for (const { level, index, hash } of grown.nodes) {
    const node = nodes.get(nodeNumber(level, index));
    if (node?.equals(hash) === true) continue;
    add(level === 0 ? "leaf" : "tree-node", hex(hash), node === undefined ? "nothing" : hex(node));
  }
}

function verifyId(
  { ids, quads }: Tables,
  position: number,
  { row, content }: { row: Row; content: LeafContent },
  gathered: Gathered,
  add: Add,
): void {
  const isBundle = content.kind === "event" || content.kind === "rdf";
  if ((row.id !== null) !== isBundle) add("id", "an id of every bundle, and of nothing else", `${row.id}`);
  if (row.id === null) return;
  gathered.ids.set(row.id, position);
  const bytes = ids.get(row.id);
  if (bytes?.equals(encodeNumber(position)) !== true) {
    add("id-index", `${row.id} → ${position}`, bytes === undefined ? "nothing" : `CBOR ${hex(bytes)}`);
  }
  const isInside = (line: string) => line.endsWith(` <${row.id}> .`) || line.includes(` <${row.id}/graph/`);
  if (!linesOf(textIn(quads.get(position))).every(isInside)) {
    add("id", "the name of the graph of its quads", row.id);
  }
}

function verifyQuads(tables: Tables, position: number, row: LiveRow, content: LeafContent, add: Add): void {
  const ownText = textIn(tables.quads.get(position));
  verifyEnd("quads", ownText, add);
  const own = linesOf(ownText);
  verifyOrder("quads", own, add);
  const all = [own];
  for (const key of row.facets) {
    const text = tables.facets.get(key);
    if (text === undefined) add("facet", key, "nothing");
    const facetText = textIn(text);
    verifyEnd("facet", facetText, add);
    const lines = linesOf(facetText);
    verifyOrder("facet", lines, add);
    all.push(lines);
  }
  const root = quadsRoot(row.salt, sortedLines(all.flat()));
  if (Buffer.compare(root, content.quadsRoot) !== 0) add("quads", hex(content.quadsRoot), hex(root));
}

/** `linesOf` takes the last character for the line feed that it must be. */
function verifyEnd(what: string, text: string, add: Add): void {
  if (text !== "" && !text.endsWith("\n")) add(what, "a line feed at the end", "another character");
}

function verifyOrder(what: string, lines: readonly string[], add: Add): void {
  const wrong = lines.findIndex((line, i) => i > 0 && compareCodePoints(lines[i - 1] ?? "", line) >= 0);
  if (wrong !== -1) add(what, "lines in code-point order, each once", `line ${wrong + 1} out of order`);
}

function verifyBody(
  { bodies }: Tables,
  position: number,
  row: LiveRow,
  content: LeafContent,
  gathered: Gathered,
  add: Add,
): void {
  const sender = senderCommitment(row.salt, row.sender);
  if (Buffer.compare(sender, content.sender) !== 0) add("sender", hex(content.sender), hex(sender));
  const body = bodies.get(position);
  const commitment = body === undefined ? undefined : bodyCommitment(row.salt, body);
  if (body === undefined || commitment === undefined || Buffer.compare(commitment, content.body) !== 0) {
    add("body", hex(content.body), commitment === undefined ? "nothing" : hex(commitment));
    return;
  }
  if (content.kind !== "redaction" && content.kind !== "remap" && content.kind !== "receipt") return;
  for (const target of attempt(() => targetsOf(body)) ?? []) {
    if (target >= position) add("target", `a record before ${position}`, `${target}`);
    if (content.kind === "redaction") gathered.announced.add(target);
    if (content.kind === "remap") {
      gathered.remaps.set(target, [...(gathered.remaps.get(target) ?? []), position]);
    }
  }
}
