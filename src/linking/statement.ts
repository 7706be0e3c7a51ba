import type { Literal, NamedNode, Quad_Object } from "@rdfjs/types";
import { DataFactory } from "n3";
import type { Strength } from "../quads/quad-store.ts";
import { xsd } from "../vocabulary.ts";

/** What a rule states, before it has a graph and a place in time. */
export interface Stated {
  readonly subject: string;
  readonly predicate: string;
  readonly object: Quad_Object;
  readonly strength: Strength;
  /** IRIs of bundles, in any order, with or without repeats. */
  readonly supports: readonly string[];
  /** When it is not the rule's own name: a configured rule, or the shape behind a finding. */
  readonly rule?: string;
}

/** States several things of one subject for the same reasons. */
export function stating(strength: Strength, supports: readonly string[], rule?: string) {
  return (subject: string, predicate: NamedNode, ...objects: readonly (Quad_Object | string)[]): Stated[] =>
    objects.map((object) => ({
      subject,
      predicate: predicate.value,
      object: typeof object === "string" ? DataFactory.namedNode(object) : object,
      strength,
      supports,
      ...(rule === undefined ? {} : { rule }),
    }));
}

export const trueLiteral = DataFactory.literal("true", xsd.boolean);
export function dateTime(instant: string): Literal {
  return DataFactory.literal(instant, xsd.dateTime);
}
export function integer(value: number): Literal {
  return DataFactory.literal(String(value), xsd.integer);
}
export function text(value: string): Literal {
  return DataFactory.literal(value);
}
