import type { NamedNode, Quad } from "@rdfjs/types";
import { DataFactory } from "n3";
import { agentClassOf } from "../mapping/agents.ts";
import type { Iris } from "../mapping/iris.ts";
import { dcat, prov, rdf } from "../vocabulary.ts";
import { datasetThing } from "./things.ts";

/** A thing that outlasts the event which names it, and its class, which is read off its IRI. */
export interface NamedThing {
  readonly iri: string;
  readonly class: NamedNode;
}

/** The things that a bundle names under the base and leaves untyped: a thousand events would say the same of them. */
export function untypedThings(quads: readonly Quad[], iris: Iris): readonly NamedThing[] {
  const seen = new Set<string>();
  const things = new Map<string, NamedThing>();
  const typed = new Set<string>();
  const add = (iri: string) => {
    if (seen.has(iri)) return;
    seen.add(iri);
    const thing = iri.startsWith(iris.base) ? thingNamed(iri, iris) : undefined;
    if (thing !== undefined) things.set(thing.iri, thing);
  };
  for (const { subject, predicate, object } of quads) {
    add(subject.value);
    if (predicate.equals(rdf.type)) typed.add(`${subject.value} ${object.value}`);
    else if (object.termType === "NamedNode") add(object.value);
  }
  return [...things.values()].filter((thing) => !typed.has(`${thing.iri} ${thing.class.value}`));
}

/** A dataset for what is of it; a job, a version or run of it, a window of a run; an agent. */
function thingNamed(iri: string, iris: Iris): NamedThing | undefined {
  const dataset = datasetThing(iri, iris.base)?.dataset;
  if (dataset !== undefined) return { iri: dataset, class: dcat.Dataset };
  const [kind, , , part, , below, ...rest] = iri.slice(iris.base.length).split("/");
  const { length } = rest;
  if (kind === "agent" && (part === undefined || part === "as"))
    return { iri, class: agentClassOf(DataFactory.namedNode(iri), iris) };
  if (kind !== "job") return undefined;
  if (part === undefined || (part === "version" && below === undefined)) return { iri, class: prov.Plan };
  const isRun = part === "run" && (below === undefined || (below === "window" && length === 1));
  return isRun ? { iri, class: prov.Activity } : undefined;
}
