import type { Alignment } from "../alignments/alignment.ts";
import { alignmentsNamed } from "../alignments/axioms.ts";
import type { Contradiction } from "../alignments/contradiction.ts";
import { contradictions } from "../alignments/contradictions.ts";
import type { AlignmentsInForce } from "./alignments-in-force.ts";
import type { PutAlignment } from "./put-alignment.ts";

/** An alignment in a list. */
export interface ListedAlignment
  extends Pick<Alignment, "name" | "iri" | "title" | "version" | "license" | "source"> {
  readonly mappings: number;
  /** Whether the package ships it, or it was put. */
  readonly origin: "package" | "store";
  /** Whether it is switched on where a query names none. */
  readonly isDefault: boolean;
}

/** The alignments that there are, by name. */
export function listedAlignments({
  alignments,
  own,
  byDefault,
}: AlignmentsInForce): readonly ListedAlignment[] {
  return [...alignments.values()].map(({ name, iri, title, version, license, source, mappings }) => ({
    name,
    iri,
    ...(title === undefined ? {} : { title }),
    ...(version === undefined ? {} : { version }),
    ...(license === undefined ? {} : { license }),
    ...(source === undefined ? {} : { source }),
    mappings: mappings.length,
    origin: own.has(name) ? "store" : "package",
    isDefault: byDefault.includes(name),
  }));
}

/** Whether some alignments can be switched on together. */
export interface ConsistencyReport {
  readonly consistent: boolean;
  /** The names that were looked at, in code-point order. */
  readonly alignments: readonly string[];
  readonly contradictions: readonly Contradiction[];
}

/** What these alignments contradict together; default: those that are switched on by default. @throws {UnknownAlignmentError} */
export function consistencyOf(
  { alignments, byDefault }: AlignmentsInForce,
  names: readonly string[] = byDefault,
): ConsistencyReport {
  const chosen = alignmentsNamed(names, alignments);
  const found = contradictions(chosen);
  return {
    consistent: found.length === 0,
    alignments: chosen.map(({ name }) => name),
    contradictions: found,
  };
}

/** What became of an alignment that was put, as it is told. */
export interface PutReport extends Pick<PutAlignment, "outcome"> {
  readonly name: string;
  readonly iri: string;
  readonly mappings: number;
  /** How many statements have class expressions, which are not read. */
  readonly unread: number;
  readonly contradictions: readonly Contradiction[];
}

export function putReport({ outcome, alignment, contradictions: found }: PutAlignment): PutReport {
  const { name, iri, mappings, unread } = alignment;
  return { outcome, name, iri, mappings: mappings.length, unread: unread.length, contradictions: found };
}
