import type { Term } from "@rdfjs/types";
import type { Store } from "n3";
import { namespaceOf } from "../vocabulary.ts";

/** The shapes of a shapes graph, and how they hang together (SHACL §2). */
export interface ShapeNodes {
  readonly all: readonly Term[];
  /** Objects of `shape sh:parameter ?`. */
  values(shape: Term, parameter: string): Term[];
  types(shape: Term): string[];
  isPropertyShape(shape: Term): boolean;
  hasTarget(shape: Term): boolean;
  /** Shapes that are applied where this one is: by `sh:property`, `sh:node`, `sh:not`, `sh:and` and their like. */
  references(shape: Term): Term[];
  /** The nearest shape with an IRI, upwards. */
  named(shape: Term): Term | undefined;
  /** How a message calls it. */
  name(shape: Term): string;
  /** Members of a list; undefined when it is none. */
  members(list: Term): Term[] | undefined;
  /** What is wrong with a path; undefined when nothing is. */
  pathFault(path: Term): string | undefined;
}

const sh = (term: string) => `${namespaceOf.sh}${term}`;
const rdf = (term: string) => `${namespaceOf.rdf}${term}`;
const targets = ["targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"];
const listsOfShapes = ["and", "or", "xone"];
const singleShapes = ["property", "node", "not", "qualifiedValueShape"];
const otherParameters = [
  ...["class", "datatype", "nodeKind", "minCount", "maxCount", "minLength", "maxLength", "in", "hasValue"],
  ...["pattern", "languageIn", "uniqueLang", "equals", "disjoint", "lessThan", "lessThanOrEquals", "closed"],
  ...["minExclusive", "minInclusive", "maxExclusive", "maxInclusive"],
];

export function shapeNodesOf(shapes: Store): ShapeNodes {
  const values = (shape: Term, parameter: string): Term[] => shapes.getObjects(shape, sh(parameter), null);
  const types = (shape: Term) => shapes.getObjects(shape, rdf("type"), null).map(({ value }) => value);

  const members = (list: Term): Term[] | undefined => {
    const found: Term[] = [];
    const seen = new Set<string>();
    for (let node = list; node.value !== rdf("nil"); ) {
      const [first, ...moreFirsts] = shapes.getObjects(node, rdf("first"), null);
      const [rest, ...moreRests] = shapes.getObjects(node, rdf("rest"), null);
      if (first === undefined || rest === undefined || moreFirsts.length + moreRests.length > 0)
        return undefined;
      if (seen.has(node.value)) return undefined;
      seen.add(node.value);
      found.push(first);
      node = rest;
    }
    return found;
  };

  const references = (shape: Term): Term[] => [
    ...singleShapes.flatMap((parameter) => values(shape, parameter)),
    ...listsOfShapes.flatMap((parameter) => values(shape, parameter)).flatMap((list) => members(list) ?? []),
  ];

  const all = new Map<string, Term>();
  const marks = [...targets, ...singleShapes, ...listsOfShapes, ...otherParameters];
  for (const mark of marks) {
    for (const shape of shapes.getSubjects(sh(mark), null, null)) all.set(shape.value, shape);
  }
  for (const type of ["Shape", "NodeShape", "PropertyShape"]) {
    for (const shape of shapes.getSubjects(rdf("type"), sh(type), null)) all.set(shape.value, shape);
  }
  for (const shape of all.values()) for (const next of references(shape)) all.set(next.value, next);

  const parents = new Map<string, Term>();
  for (const shape of all.values()) {
    for (const next of references(shape)) if (!parents.has(next.value)) parents.set(next.value, shape);
  }
  const named = (shape: Term): Term | undefined => {
    const seen = new Set<string>();
    let node: Term | undefined = shape;
    while (node !== undefined && node.termType !== "NamedNode" && !seen.has(node.value)) {
      seen.add(node.value);
      node = parents.get(node.value);
    }
    return node?.termType === "NamedNode" ? node : undefined;
  };

  const isProperty = new Set(shapes.getObjects(null, sh("property"), null).map(({ value }) => value));
  const isPropertyShape = (shape: Term) =>
    isProperty.has(shape.value) ||
    values(shape, "path").length > 0 ||
    types(shape).includes(sh("PropertyShape"));

  return {
    all: [...all.values()],
    values,
    types,
    isPropertyShape,
    hasTarget: (shape) => targets.some((target) => values(shape, target).length > 0),
    references,
    named,
    name: (shape) => {
      if (shape.termType === "NamedNode") return `<${shape.value}>`;
      const owner = named(shape);
      const path = values(shape, "path")[0];
      const what = path?.termType === "NamedNode" ? `a shape for <${path.value}>` : "a shape without IRI";
      return owner === undefined ? what : `${what} within <${owner.value}>`;
    },
    members,
    pathFault: (path) => pathFault(path, shapes, members),
  };
}

const pathOperators = ["alternativePath", "inversePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"];

/** SHACL §2.3.1, less what `rdf-validate-shacl` cannot walk: the inverse of anything but a predicate. */
function pathFault(
  path: Term,
  shapes: Store,
  members: (list: Term) => Term[] | undefined,
  depth = 0,
): string | undefined {
  if (path.termType === "NamedNode") return undefined;
  if (path.termType !== "BlankNode" || depth > 32) return "it is no path (SHACL §2.3.1).";
  const inner = (part: Term) => pathFault(part, shapes, members, depth + 1);
  const innerOf = (list: Term) => {
    const parts = members(list);
    if (parts === undefined || parts.length < 2) return "a list in a path has at least two members.";
    return parts.map(inner).find((fault) => fault !== undefined);
  };

  const isList = shapes.getObjects(path, rdf("first"), null).length > 0;
  const operators = pathOperators.filter(
    (operator) => shapes.getObjects(path, sh(operator), null).length > 0,
  );
  if (isList) return innerOf(path);
  const [operator] = operators;
  const [operand, ...more] = operator === undefined ? [] : shapes.getObjects(path, sh(operator), null);
  if (operator === undefined || operand === undefined || operators.length + more.length > 1) {
    return "it is no path (SHACL §2.3.1).";
  }
  if (operator === "alternativePath") return innerOf(operand);
  if (operator !== "inversePath") return inner(operand);
  if (operand.termType !== "NamedNode") return "only the inverse of a single predicate is enforced.";
  // The engine answers these look-ups with the class hierarchy; see `shacl-engine.ts`.
  return operand.value === `${namespaceOf.rdfs}subClassOf`
    ? "the inverse of rdfs:subClassOf is not enforced."
    : undefined;
}
