import type { Identity } from "../mapping/bundle.ts";
import type { Entry } from "./entry.ts";
import { DuplicateEntryError, RecordTargetError } from "./errors.ts";
import type { LeafContent, RecordKind } from "./leaf.ts";
import { encodeLeaf, leafVersion } from "./leaf.ts";
import type { Frontier, TreeNode } from "./merkle.ts";
import { appended, leafHashOf } from "./merkle.ts";
import type { LiveRow } from "./row.ts";
import type { Seal, Sealed } from "./seal.ts";

/** What an append must know of the journal that it extends. */
export interface BatchContext {
  readonly frontier: Frontier;
  readonly receivedAt: number;
  /** Seals what was not sealed before. */
  readonly seal: Seal;
  readonly positionOf: (id: string) => number | undefined;
  /** The bundle that a remap or receipt may speak of: its id, or undefined where there is none to speak of. */
  readonly bundleAt: (position: number) => { readonly id: string; readonly isRedacted: boolean } | undefined;
}

/** A redaction as the journal appends it: the body says what it destroys. */
interface RedactionEntry {
  readonly kind: "redaction";
  readonly body: Uint8Array;
  readonly sender: string;
}

/** Entries with positions, leaves and tree nodes: all that a transaction writes. */
export interface PreparedBatch {
  readonly records: readonly PreparedRecord[];
  readonly nodes: readonly TreeNode[];
  readonly frontier: Frontier;
  readonly receivedAt: number;
}

export interface PreparedRecord {
  readonly position: number;
  readonly kind: RecordKind;
  /** What the row's leaf says. */
  readonly content: LeafContent;
  readonly row: LiveRow;
  readonly body: Uint8Array;
  readonly sealed: Sealed;
  readonly identities: readonly Identity[];
  /** Of a remap. */
  readonly target?: number;
}

/** Turns entries into what is to be written, or throws and nothing has happened. */
export function prepareBatch(
  entries: readonly (Entry | RedactionEntry)[],
  context: BatchContext,
): PreparedBatch {
  const records: PreparedRecord[] = [];
  const nodes: TreeNode[] = [];
  const ids = new Map<string, number>();
  const first = context.frontier.size;
  const bundleAt = (position: number) => bundleOf(records[position - first]) ?? context.bundleAt(position);
  let frontier = context.frontier;
  for (const entry of entries) {
    const record = prepareRecord(entry, frontier.size, { ...context, bundleAt }, ids);
    const grown = appended(frontier, leafHashOf(record.row.leaf));
    frontier = grown.frontier;
    nodes.push(...grown.nodes);
    records.push(record);
  }
  return { records, nodes, frontier, receivedAt: context.receivedAt };
}

/** The bundle of a record that is not written yet. */
function bundleOf(record: PreparedRecord | undefined): { id: string; isRedacted: boolean } | undefined {
  const id = record?.row.id ?? null;
  return id === null ? undefined : { id, isRedacted: false };
}

/** The canonical JSON body (RFC 8785) of a record that speaks of others. */
export function targetsBody(content: { reason?: string; targets: readonly number[] }): Uint8Array {
  const { reason, targets } = content;
  return Buffer.from(JSON.stringify(reason === undefined ? { targets } : { reason, targets }));
}

function prepareRecord(
  entry: Entry | RedactionEntry,
  position: number,
  { receivedAt, seal, positionOf, bundleAt }: BatchContext,
  ids: Map<string, number>,
): PreparedRecord {
  const { kind, sender } = entry;
  const id = kind === "event" || kind === "rdf" ? newId(entry.id, position, ids, positionOf) : null;
  const body = "body" in entry ? entry.body : targetsBody({ targets: [entry.target] });
  if (kind === "remap" || kind === "receipt") checkTarget(entry.target, kind, bundleAt);
  const graph = `${kind === "remap" ? bundleAt(entry.target)?.id : id}`;
  const { quads, facets } = "quads" in entry ? entry : nothing;
  const sealed = "sealed" in entry ? entry.sealed : seal({ graph, sender, body, quads, facets });
  const content: LeafContent = {
    version: leafVersion,
    kind,
    receivedAt,
    sender: sealed.sender,
    mediaType: "mediaType" in entry ? entry.mediaType : "application/json",
    body: sealed.body,
    mapperVersion: "mapperVersion" in entry ? entry.mapperVersion : null,
    quadsRoot: sealed.quadsRoot,
  };
  const leaf = encodeLeaf(content);
  return {
    position,
    kind,
    content,
    row: { leaf, id, sender, salt: sealed.salt, facets: sealed.facets.map(({ key }) => key) },
    body,
    sealed,
    identities: "identities" in entry ? (entry.identities ?? []) : [],
    ...(kind === "remap" ? { target: entry.target } : {}),
  };
}

function newId(
  id: string,
  position: number,
  ids: Map<string, number>,
  positionOf: BatchContext["positionOf"],
): string {
  if (Buffer.byteLength(id) > maxIdBytes) throw new RangeError(`An id of over ${maxIdBytes} bytes: ${id}`);
  const taken = ids.get(id) ?? positionOf(id);
  if (taken !== undefined) throw new DuplicateEntryError(id, taken);
  ids.set(id, position);
  return id;
}

const nothing = { quads: [], facets: [] };

/** The length of a key in LMDB is bounded by 1978 bytes. */
const maxIdBytes = 1900;

function checkTarget(target: number, kind: "remap" | "receipt", bundleAt: BatchContext["bundleAt"]): void {
  const bundle = bundleAt(target);
  if (bundle === undefined) throw new RecordTargetError(target, "is no event and no document");
  if (kind === "remap" && bundle.isRedacted) throw new RecordTargetError(target, "was redacted");
}
