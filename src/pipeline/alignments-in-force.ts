import type { Alignment, Alignments } from "../alignments/alignment.ts";
import { packagedAlignments } from "../alignments/packaged.ts";
import { readAlignment } from "../alignments/read-alignment.ts";
import { sortByCodePoint } from "../code-points.ts";
import { defaultConfiguration } from "../configuration/default-configuration.ts";
import { canonicalJson } from "../events/canonical-json.ts";
import type { Journal } from "../journal/journal.ts";
import type { Received } from "../principal.ts";
import { configurationAt } from "./configuration-in-force.ts";

/** The alignments that there are, and those that are switched on where a query names none. */
export interface AlignmentsInForce {
  /** Those of the package and those of the store, in code-point order of their names. */
  readonly alignments: Alignments;
  /** The names of the store's own. */
  readonly own: ReadonlySet<string>;
  /** The names that the configuration gives. */
  readonly byDefault: readonly string[];
}

/**
 * The alignments of a store at any position of its journal. Those of the package are those of the running release: they
 * are no part of what the store recorded, and nothing that is derived rests on them.
 */
export class AlignmentHistory {
  readonly #journal: Journal;
  /** Position of a record → what it says, in brief; and its alignment. What was read once is not read again. */
  readonly #briefs = new Map<number, { readonly name: string; readonly isRemoval: boolean }>();
  readonly #read = new Map<number, Promise<Alignment>>();

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  isPackaged(name: string): boolean {
    return packagedAlignments().has(name);
  }

  /** What was in force at a position; default: now. */
  async at(position: number = this.#journal.size - 1): Promise<AlignmentsInForce> {
    const own = await Promise.all(
      [...this.#standing(position)].map(async ([name, at]) => [name, await this.#alignmentAt(at)] as const),
    );
    const all = new Map([...packagedAlignments(), ...own]);
    const names = sortByCodePoint([...all.keys()]);
    const configuredAt = this.#journal.settings("config").findLast((each) => each <= position) ?? -1;
    const configuration = configurationAt(this.#journal, configuredAt) ?? defaultConfiguration;
    return {
      alignments: new Map(names.map((name) => [name, all.get(name) as Alignment])),
      own: new Set(own.map(([name]) => name)),
      byDefault: configuration.alignments,
    };
  }

  /** The document of the store's own alignment of that name, as it stands now; undefined where there is none. */
  document(name: string): Received | undefined {
    const position = this.#standing(this.#journal.size - 1).get(name);
    return position === undefined ? undefined : this.#recordAt(position).received;
  }

  /** The records that neither a later one of their name replaced nor one removed, by name. */
  #standing(position: number): ReadonlyMap<string, number> {
    const standing = new Map<string, number>();
    for (const at of this.#journal.settings("alignment")) {
      if (at > position) break;
      const { name, isRemoval } = this.#briefAt(at);
      if (isRemoval) standing.delete(name);
      else standing.set(name, at);
    }
    return standing;
  }

  #alignmentAt(position: number): Promise<Alignment> {
    const known = this.#read.get(position);
    if (known !== undefined) return known;
    const { name, received } = this.#recordAt(position);
    if (received === undefined) throw new Error(`Record ${position} has no alignment`);
    const read = readAlignment(received.bytes, received.mediaType, { name, iri: this.iriOf(name) });
    this.#read.set(position, read);
    return read;
  }

  /** IRI of the graph of a store's own alignment. */
  iriOf(name: string): string {
    return `${this.#journal.baseIri}alignment/${name}`;
  }

  #briefAt(position: number) {
    const known = this.#briefs.get(position);
    if (known !== undefined) return known;
    const { name, received } = this.#recordAt(position);
    const brief = { name, isRemoval: received === undefined };
    this.#briefs.set(position, brief);
    return brief;
  }

  #recordAt(position: number): AlignmentRecord {
    return recordedAlignment(this.#journal.record(position).body() ?? new Uint8Array());
  }
}

/** What a record of the journal says: that an alignment is this document, or no more. */
interface AlignmentRecord {
  readonly name: string;
  readonly received?: Received;
}

/** The body of a record: canonical JSON, the document in it as its text, so that its bytes can be had again. */
export function alignmentBody(name: string, received?: Received): Uint8Array {
  if (received === undefined) return Buffer.from(canonicalJson({ name }));
  const document = Buffer.from(received.bytes).toString();
  return Buffer.from(canonicalJson({ name, mediaType: received.mediaType, document }));
}

function recordedAlignment(body: Uint8Array): AlignmentRecord {
  const { name, mediaType, document } = JSON.parse(Buffer.from(body).toString()) as {
    readonly name: string;
    readonly mediaType?: string;
    readonly document?: string;
  };
  return mediaType === undefined || document === undefined
    ? { name }
    : { name, received: { mediaType, bytes: Buffer.from(document) } };
}
