import type { Literal, NamedNode, Quad } from "@rdfjs/types";
import { DataFactory } from "n3";
import { ProvenanceError } from "../errors.ts";
import { xsd } from "../vocabulary.ts";

/** The quads of one graph while they are gathered: each once, in the order of their first statement. */
export interface Statements {
  /** States `subject predicate object` for each of the objects; what is undefined is not stated. */
  readonly state: State;
  readonly quads: () => readonly Quad[];
}

export type State = (
  subject: NamedNode,
  predicate: NamedNode,
  ...objects: readonly (NamedNode | Literal | undefined)[]
) => void;

/** One event says more than can be stored soundly: long names, times thousands of columns. */
export class BundleTooLargeError extends ProvenanceError {
  override readonly name = "BundleTooLargeError";
  readonly code = "bundle-too-large";
}

/** Constants, so that every store takes the same events. The largest bundles of real producers have some thousands. */
const mostStatements = 200_000;
const mostCharacters = 64 * 1024 * 1024;

/** Begins an empty graph. Its `state` throws a `BundleTooLargeError` at the limits, before memory runs out. */
export function statementsIn(graph: NamedNode): Statements {
  const byKey = new Map<string, Quad>();
  let characters = 0;
  return {
    state: (subject, predicate, ...objects) => {
      for (const object of objects) {
        if (object === undefined) continue;
        const datatype = object.termType === "Literal" ? object.datatype.value : "";
        characters += subject.value.length + object.value.length;
        if (byKey.size >= mostStatements || characters > mostCharacters) {
          throw new BundleTooLargeError(
            `One event may make ${mostStatements} statements of ${mostCharacters} characters in all, and this one makes more`,
          );
        }
        const key = [subject.value, predicate.value, datatype, object.value].join("\0");
        if (!byKey.has(key)) byKey.set(key, DataFactory.quad(subject, predicate, object, graph));
      }
    },
    quads: () => [...byKey.values()],
  };
}

/** A string literal, undefined for undefined. */
export function text(value: string | undefined): Literal | undefined {
  return value === undefined ? undefined : DataFactory.literal(value);
}

/** A literal of a datatype, undefined for undefined. */
export function typed(value: string | undefined, datatype: NamedNode): Literal | undefined {
  return value === undefined ? undefined : DataFactory.literal(value, datatype);
}

/** `true` as `xsd:boolean`. */
export const trueLiteral: Literal = DataFactory.literal("true", xsd.boolean);

/**
 * An IRI that a producer wrote, or undefined: N-Quads takes absolute ones without certain characters (RFC 3987,
 * N-Quads `IRIREF`), and nothing that a producer writes may pose as an IRI that this store mints.
 */
export function foreignIri(value: string | undefined, base: string): NamedNode | undefined {
  if (value === undefined || value.startsWith(base)) return undefined;
  return /^[A-Za-z][A-Za-z0-9+.-]*:[^\p{Cc}\p{Cs}\s<>"{}|^`\\]*$/u.test(value)
    ? DataFactory.namedNode(value)
    : undefined;
}
