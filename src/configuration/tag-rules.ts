import type { NamedNode } from "@rdfjs/types";
import { DataFactory } from "n3";
import type { TagRule } from "../configuration.ts";

/** A tag as OpenLineage has it (TagsDatasetFacet). */
export interface Tag {
  readonly key: string;
  readonly value: string;
  readonly source?: string;
  /** The column that it is tied to. */
  readonly field?: string;
}

/** A statement about what bears the tag, and the rule that makes it. */
export interface TagStatement {
  readonly rule: string;
  readonly subject: NamedNode;
  readonly property: NamedNode;
  readonly object: NamedNode;
}

/**
 * What the rules state about a thing that bears a tag, in the order of the rules. Each part that a rule names must be
 * equal to the tag's, letter for letter; a part that it leaves out may be anything or missing.
 */
export function statementsOf(tag: Tag, thing: NamedNode, rules: readonly TagRule[]): readonly TagStatement[] {
  return rules
    .filter((rule) => matches(rule, tag))
    .map(({ id, property, object }) => ({
      rule: id,
      subject: thing,
      property: DataFactory.namedNode(property),
      object: DataFactory.namedNode(object),
    }));
}

function matches(rule: TagRule, tag: Tag): boolean {
  return (
    rule.key === tag.key &&
    (rule.value === undefined || rule.value === tag.value) &&
    (rule.source === undefined || rule.source === tag.source) &&
    (rule.field === undefined || rule.field === tag.field)
  );
}
