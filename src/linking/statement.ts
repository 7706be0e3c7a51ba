import type { Literal, NamedNode, Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import type { Strength } from "../quads/quad-store.ts";
import { xsd } from "../vocabulary.ts";
import type { Name } from "./rest/names.ts";

/** What a rule states, before it has a graph and a place in time. */
export interface Stated {
  readonly subject: Name;
  /** A constant of the program, or of the configuration. */
  readonly predicate: NamedNode;
  /** A term where it has no name yet. */
  readonly object: Name | Term;
  readonly strength: Strength;
  /** Bundles, in any order, with or without repeats. */
  readonly supports: readonly Name[];
  /** When it is not the rule's own name: a configured rule, or the shape behind a finding. */
  readonly rule?: string | undefined;
}

/** States several things of one subject for the same reasons. */
export function stating(strength: Strength, supports: readonly Name[], rule?: string) {
  return (subject: Name, predicate: NamedNode, ...objects: readonly (Name | Term)[]): Stated[] =>
    objects.map((object) => ({ subject, predicate, object, strength, supports, rule }));
}

export const trueLiteral = DataFactory.literal("true", xsd.boolean);
export function dateTime(instant: string): Literal {
  return DataFactory.literal(instant, xsd.dateTime);
}
export function text(value: string): Literal {
  return DataFactory.literal(value);
}
