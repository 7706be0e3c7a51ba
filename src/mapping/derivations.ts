import type { NamedNode } from "@rdfjs/types";
import { dcterms, mun, prov } from "../vocabulary.ts";
import type { Draft } from "./draft.ts";
import type { NamedThing } from "./iris.ts";
import { text, trueLiteral } from "./statements.ts";

/** That one output, or one column of it, came from one input, or one column of it, as a producer said. */
export interface Edge {
  readonly source: NamedThing;
  readonly sourceField?: string;
  /** Absent: the whole output. */
  readonly targetField?: string;
  readonly transformations: readonly Transformation[];
}

export interface Transformation {
  readonly type?: string | undefined;
  readonly subtype?: string | undefined;
  readonly description?: string | undefined;
  readonly isMasking: boolean;
}

/** From a dataset to what the event's input names: that dataset, or a version of it. */
export type SourceOf = (dataset: NamedThing) => NamedNode;

/**
 * States that a written version was derived from the inputs as named, as a whole and by column (PROV-DM §5.2.1). An
 * edge between columns implies one between the wholes: a table that holds a column of another came from it.
 */
export function stateDerivations(
  version: NamedNode,
  dataset: NamedNode,
  edges: readonly Edge[],
  sourceOf: SourceOf,
  draft: Draft,
): void {
  const { state, iris } = draft;
  for (const { source, sourceField, targetField, transformations } of edges) {
    const whole = sourceOf(source);
    const isWhole = sourceField === undefined && targetField === undefined;
    stateDerivation(version, whole, isWhole ? transformations : [], draft);
    if (isWhole) continue;

    const from = sourceField === undefined ? whole : iris.column(whole, [sourceField]);
    if (targetField === undefined) {
      stateDerivation(version, from, transformations, draft);
      continue;
    }
    const column = iris.column(version, [targetField]);
    state(column, prov.specializationOf, iris.column(dataset, [targetField]));
    state(column, dcterms.isPartOf, version);
    stateDerivation(column, from, transformations, draft);
  }
}

/** With a qualified derivation only where there is something to qualify: masking, an indirect influence, a description. */
function stateDerivation(
  derived: NamedNode,
  from: NamedNode,
  transformations: readonly Transformation[],
  { state, iris }: Draft,
): void {
  state(derived, prov.wasDerivedFrom, from);
  for (const { type, subtype, description, isMasking } of transformations) {
    const isDirect = type === undefined || type.toUpperCase() === "DIRECT";
    if (isDirect && description === undefined && !isMasking) continue;

    const derivation = iris.within(derived, "derivation", ...iris.partsOf(from).slice(1));
    state(derived, prov.qualifiedDerivation, derivation);
    state(derivation, prov.entity, from);
    if (isMasking) state(derivation, mun.masking, trueLiteral);
    if (!isDirect) state(derivation, dcterms.type, text(subtype === undefined ? type : `${type} ${subtype}`));
    state(derivation, dcterms.description, text(description));
  }
}
