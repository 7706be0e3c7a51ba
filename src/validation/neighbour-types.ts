import type { Term } from "@rdfjs/types";
import { namespaceOf } from "../vocabulary.ts";
import type { ClassHierarchy } from "./class-hierarchy.ts";
import type { ShapeNodes } from "./shape-nodes.ts";

/** Where shapes ask for the types of a thing's neighbours: who has one of these neighbours is judged again when its type changes. */
export interface NeighbourTypes {
  /** IRIs of the predicates that lead to such neighbours. */
  readonly predicates: ReadonlySet<string>;
  /** IRIs of the predicates that lead from them. */
  readonly inverse: ReadonlySet<string>;
  /** Whether a class is one that is asked for. */
  readonly isAsked: (classIri: string) => boolean;
}

/** What shapes ask of the types of neighbours, by the paths that they follow. */
export function neighbourTypesOf(nodes: ShapeNodes, classes: ClassHierarchy): NeighbourTypes {
  const predicates = new Set<string>();
  const inverse = new Set<string>();
  const asked = new Set<string>();
  let isAnyAsked = false;
  for (const shape of nodes.all) {
    const [path] = nodes.values(shape, "path");
    if (path === undefined) continue;
    const types = typesAsked(shape, nodes);
    if (types.classes.length === 0 && !types.isAny) continue;
    if (types.isAny) isAnyAsked = true;
    for (const each of types.classes) for (const iri of classes.subclasses(each)) asked.add(iri);
    if (path.termType === "NamedNode") predicates.add(path.value);
    else for (const { value } of nodes.values(path, "inversePath")) inverse.add(value);
  }
  return { predicates, inverse, isAsked: (iri) => isAnyAsked || asked.has(iri) };
}

interface TypesAsked {
  readonly classes: readonly string[];
  /** Whether the types themselves are looked at, whatever they are. */
  readonly isAny: boolean;
}

/** What a property shape asks of the types of its values. */
function typesAsked(shape: Term, nodes: ShapeNodes): TypesAsked {
  const inner = nodes.references(shape).map((next) => {
    const { classes, isAny } = typesAsked(next, nodes);
    return { classes, isAny: isAny || nodes.values(next, "path").some(({ value }) => value === rdfType) };
  });
  return {
    classes: [
      ...nodes.values(shape, "class").map(({ value }) => value),
      ...inner.flatMap(({ classes }) => classes),
    ],
    isAny: inner.some(({ isAny }) => isAny),
  };
}

const rdfType = `${namespaceOf.rdf}type`;
