import type { Literal, NamedNode, Quad, Term } from "@rdfjs/types";
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
  const quads: Quad[] = [];
  /** By the values of subject and object, for these are at hand as they are, and a key made of both would have to be written. */
  const known = new Map<string, Map<string, Quad[]>>();
  const alike = (subject: NamedNode, object: NamedNode | Literal): Quad[] => {
    const byObject = known.get(subject.value) ?? new Map<string, Quad[]>();
    if (byObject.size === 0) known.set(subject.value, byObject);
    const found = byObject.get(object.value) ?? [];
    if (found.length === 0) byObject.set(object.value, found);
    return found;
  };
  let characters = 0;
  return {
    state: (subject, predicate, ...objects) => {
      for (const object of objects) {
        if (object === undefined) continue;
        characters += subject.value.length + object.value.length;
        if (quads.length >= mostStatements || characters > mostCharacters) {
          throw new BundleTooLargeError(
            `One event may make ${mostStatements} statements of ${mostCharacters} characters in all, and this one makes more`,
          );
        }
        const others = alike(subject, object);
        if (others.some((other) => states(other, predicate, object))) continue;
        const quad = DataFactory.quad(subject, predicate, object, graph);
        others.push(quad);
        quads.push(quad);
      }
    },
    quads: () => quads,
  };
}

/** Whether a quad, which has the subject and the value of the object, states the same. */
function states(quad: Quad, predicate: NamedNode, object: NamedNode | Literal): boolean {
  return quad.predicate.value === predicate.value && datatypeOf(quad.object) === datatypeOf(object);
}

/** Empty for an IRI. */
function datatypeOf(term: Term): string {
  return term.termType === "Literal" ? term.datatype.value : "";
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
