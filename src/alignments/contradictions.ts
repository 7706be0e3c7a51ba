import provVocabulary from "@vocabulary/prov";
import { DataFactory } from "n3";
import { sortByCodePoint } from "../code-points.ts";
import type { Alignment } from "./alignment.ts";
import { collapsed } from "./collapsed.ts";
import { type Contradiction, provName, type Step } from "./contradiction.ts";
import { hierarchyOf } from "./hierarchy.ts";
import { mappingKey } from "./mapping-order.ts";
import { matchClashes } from "./match-clashes.ts";
import { parseAlignment } from "./parse-alignment.ts";
import { unsatisfiable } from "./unsatisfiable.ts";

let provRead: Alignment | undefined;

/** PROV-O, as `@vocabulary/prov` has it, read like an alignment. */
function provOntology(): Alignment {
  provRead ??= parseAlignment(provVocabulary({ factory: DataFactory }), {
    name: provName,
    iri: "http://www.w3.org/ns/prov-o#",
  });
  return provRead;
}

/**
 * Why these alignments cannot all be switched on together with PROV-O: classes, properties and chains that nothing can be
 * an instance of, terms of one vocabulary that become the same, and matches that SKOS forbids together. Each has the
 * chain of mappings that leads to it. The order of the alignments changes nothing. At most 100 are told.
 *
 * Only named classes and properties are looked at: what unions and restrictions forbid is not found.
 * O(disjoint pairs × mappings) for the classes and properties, O(mappings) for the rest.
 */
export function contradictions(alignments: Iterable<Alignment>): readonly Contradiction[] {
  const steps = stepsOf(alignments);
  const hierarchy = hierarchyOf(steps);
  const found: Contradiction[] = [];
  let length = 0;
  for (const finder of [unsatisfiable(hierarchy, steps), collapsed(hierarchy, steps), matchClashes(steps)])
    for (const { witness, ...contradiction } of finder) {
      if (found.length === maxContradictions || length > maxSteps) return found;
      const distinct = [...new Set(witness)];
      found.push({ ...contradiction, alignments: namesIn(distinct), witness: distinct });
      length += distinct.length;
    }
  return found;
}

/** Most contradictions that are told, and steps in their witnesses before no more are: who mends these can ask again. */
const maxContradictions = 100;
const maxSteps = 20_000;

/** Each axiom once, in the order of the mappings; of several that state it, PROV-O counts, then the first by name. */
function stepsOf(alignments: Iterable<Alignment>): readonly Step[] {
  const byName = [...alignments].sort((one, other) => (one.name < other.name ? -1 : 1));
  const steps = new Map<string, Step>();
  for (const { name, mappings } of [provOntology(), ...byName])
    for (const { id, subject, predicate, object } of mappings) {
      const step: Step = { ...(id === undefined ? {} : { id }), subject, predicate, object, alignment: name };
      const key = mappingKey(step);
      if (!steps.has(key)) steps.set(key, step);
    }
  return sortByCodePoint([...steps.keys()]).map((key) => steps.get(key) as Step);
}

function namesIn(witness: readonly Step[]): readonly string[] {
  const names = new Set(witness.map(({ alignment }) => alignment));
  names.delete(provName);
  return sortByCodePoint([...names]);
}
