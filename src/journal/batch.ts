import type { Quad } from "@rdfjs/types";
import { compareCodePoints } from "../code-points.ts";
import type { FacetSnapshot, Identity } from "../mapping/bundle.ts";
import { bodyCommitment, senderCommitment, sortedLines } from "./commitments.ts";
import type { Entry } from "./entry.ts";
import { DuplicateEntryError, RecordTargetError } from "./errors.ts";
import type { FacetText } from "./facet-texts.ts";
import type { LeafContent, RecordKind } from "./leaf.ts";
import { encodeLeaf, leafVersion } from "./leaf.ts";
import { textOf, written } from "./lines.ts";
import type { Frontier, TreeNode } from "./merkle.ts";
import { appended, leafHashOf } from "./merkle.ts";
import { quadsRoot } from "./quads-root.ts";
import type { LiveRow } from "./row.ts";

/** What an append must know of the journal that it extends. */
export interface BatchContext {
  readonly frontier: Frontier;
  readonly receivedAt: number;
  readonly random: (size: number) => Uint8Array;
  readonly textOfFacet: (snapshot: FacetSnapshot) => FacetText;
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

/** Entries with positions, salts, leaves and tree nodes: all that a transaction writes. */
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
  /** In the order of their lines. */
  readonly quads: readonly Quad[];
  /** Sorted lines, each ended by a line feed; empty without quads. */
  readonly quadsText: string;
  readonly facets: readonly FacetText[];
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
  { receivedAt, random, textOfFacet, positionOf, bundleAt }: BatchContext,
  ids: Map<string, number>,
): PreparedRecord {
  const { kind, sender } = entry;
  const quads: readonly Quad[] = "quads" in entry ? entry.quads : [];
  const snapshots: readonly FacetSnapshot[] = "facets" in entry ? entry.facets : [];
  const id = kind === "event" || kind === "rdf" ? newId(entry.id, position, ids, positionOf) : null;
  const body = "body" in entry ? entry.body : targetsBody({ targets: [entry.target] });
  if (kind === "remap" || kind === "receipt") checkTarget(entry.target, kind, bundleAt);
  const graph = kind === "remap" ? bundleAt(entry.target)?.id : id;
  const own = written(quads, `${graph}`, (name) => isIn(name, graph));
  const facets = citedFacets(snapshots, textOfFacet);
  const salt = random(32);
  const allLines = sortedLines([...own.lines, ...facets.flatMap((facet) => facet.lines)]);
  const content: LeafContent = {
    version: leafVersion,
    kind,
    receivedAt,
    sender: senderCommitment(salt, sender),
    mediaType: "mediaType" in entry ? entry.mediaType : "application/json",
    body: bodyCommitment(salt, body),
    mapperVersion: "mapperVersion" in entry ? entry.mapperVersion : null,
    quadsRoot: quadsRoot(salt, allLines),
  };
  const leaf = encodeLeaf(content);
  return {
    position,
    kind,
    content,
    row: { leaf, id, sender, salt, facets: facets.map(({ key }) => key) },
    body,
    quads: own.quads,
    quadsText: textOf(own.lines),
    facets,
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

/** Whether a graph is that of a bundle, or below `{bundle}/graph/`. */
function isIn(name: string, bundle: string | null | undefined): boolean {
  return name === bundle || name.startsWith(`${bundle}/graph/`);
}

/** The length of a key in LMDB is bounded by 1978 bytes. */
const maxIdBytes = 1900;

function checkTarget(target: number, kind: "remap" | "receipt", bundleAt: BatchContext["bundleAt"]): void {
  const bundle = bundleAt(target);
  if (bundle === undefined) throw new RecordTargetError(target, "is no event and no document");
  if (kind === "remap" && bundle.isRedacted) throw new RecordTargetError(target, "was redacted");
}

/** The facets that a record cites, in the order of their keys; what differs in neither IRI nor quads is one. */
function citedFacets(
  snapshots: readonly FacetSnapshot[],
  textOfFacet: BatchContext["textOfFacet"],
): readonly FacetText[] {
  const facets = new Map<string, FacetText>();
  for (const snapshot of snapshots) {
    const facet = textOfFacet(snapshot);
    facets.set(facet.key, facet);
  }
  return [...facets.values()].sort((a, b) => compareCodePoints(a.key, b.key));
}
