import type { Term } from "@rdfjs/types";
import type { Store } from "n3";
import { namespaceOf } from "../vocabulary.ts";
import { type ShapeNodes, shapeNodesOf } from "./shape-nodes.ts";
import type { ShapesOffence } from "./shapes-graph.ts";

/**
 * What of a shapes graph would not be enforced by `rdf-validate-shacl` 0.6.5 as SHACL Core (W3C Recommendation
 * 20 July 2017) says. The library passes over what it does not know: a misspelt `sh:minCuont`, `sh:sparql`, a target
 * of SHACL-AF. Passing over a constraint is the one fault that a validator may not have.
 */
export function offencesIn(shapes: Store): ShapesOffence[] {
  const nodes = shapeNodesOf(shapes);
  return [
    ...importedGraphs(shapes, nodes),
    ...unknownPredicates(shapes, nodes),
    ...unknownTypes(shapes, nodes),
    ...nodes.all.flatMap((shape) => [
      ...illFormedPath(shape, nodes),
      ...illFormedValues(shape, nodes),
      ...misplacedParameters(shape, nodes),
      ...unreachableClass(shape, nodes),
    ]),
    ...recursion(nodes),
  ];
}

const sh = (term: string) => `${namespaceOf.sh}${term}`;
const rdfType = `${namespaceOf.rdf}type`;
const prefixed = (iri: string) =>
  iri.startsWith(namespaceOf.sh) ? `sh:${iri.slice(namespaceOf.sh.length)}` : iri;

/** How the value of a parameter must look for the library to read it as it is meant. */
type ValueKind = "any" | "iri" | "count" | "boolean" | "list" | "shapes" | "pattern" | "flags" | "node-kind";

const valueKindOf: Readonly<Record<string, ValueKind>> = {
  and: "shapes",
  or: "shapes",
  xone: "shapes",
  not: "any",
  node: "any",
  property: "any",
  class: "iri",
  datatype: "iri",
  nodeKind: "node-kind",
  minCount: "count",
  maxCount: "count",
  minLength: "count",
  maxLength: "count",
  qualifiedMinCount: "count",
  qualifiedMaxCount: "count",
  qualifiedValueShape: "any",
  qualifiedValueShapesDisjoint: "boolean",
  uniqueLang: "boolean",
  closed: "boolean",
  deactivated: "boolean",
  ignoredProperties: "list",
  languageIn: "list",
  in: "list",
  hasValue: "any",
  pattern: "pattern",
  flags: "flags",
  equals: "iri",
  disjoint: "iri",
  lessThan: "iri",
  lessThanOrEquals: "iri",
  minExclusive: "any",
  minInclusive: "any",
  maxExclusive: "any",
  maxInclusive: "any",
  targetClass: "iri",
  targetSubjectsOf: "iri",
  targetObjectsOf: "iri",
  targetNode: "any",
  severity: "iri",
};

/** Terms with no effect on the outcome, or that are part of a path, a message or a report. */
const harmless = [
  ...["path", "alternativePath", "inversePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"],
  ...["message", "name", "description", "order", "group", "defaultValue"],
  ...["declare", "prefix", "namespace", "prefixes"],
];
const knownPredicates = new Set([...Object.keys(valueKindOf), ...harmless].map(sh));
const knownTypes = new Set(
  ["Shape", "NodeShape", "PropertyShape", "PropertyGroup", "PrefixDeclaration"].map(sh),
);
const reportTypes = new Set(["ValidationReport", "ValidationResult"].map(sh));

function importedGraphs(shapes: Store, nodes: ShapeNodes): ShapesOffence[] {
  return shapes.getQuads(null, `${namespaceOf.owl}imports`, null, null).map(({ subject, object }) => ({
    shape: nodes.name(subject),
    construct: "owl:imports",
    reason: `nothing is fetched; put the shapes of ${object.value} into this graph.`,
  }));
}

function unknownPredicates(shapes: Store, nodes: ShapeNodes): ShapesOffence[] {
  const offences = new Map<string, ShapesOffence>();
  for (const { subject, predicate } of shapes) {
    if (!predicate.value.startsWith(namespaceOf.sh) || knownPredicates.has(predicate.value)) continue;
    if (shapes.getObjects(subject, rdfType, null).some(({ value }) => reportTypes.has(value))) continue;
    const construct = prefixed(predicate.value);
    const reason = beyondCore[construct] ?? "this is no term of SHACL Core.";
    offences.set(`${subject.value} ${construct}`, { shape: nodes.name(subject), construct, reason });
  }
  return [...offences.values()];
}

const sparqlReason = "SHACL-SPARQL is not enforced; write the rule in SHACL Core or as a question.";
const advancedReason = "SHACL Advanced Features are not enforced.";
const beyondCore: Readonly<Record<string, string>> = {
  "sh:sparql": sparqlReason,
  "sh:select": sparqlReason,
  "sh:ask": sparqlReason,
  "sh:js": "SHACL-JS is not enforced, and no code is run from a shapes graph.",
  "sh:rule": advancedReason,
  "sh:target": advancedReason,
  "sh:values": advancedReason,
  "sh:expression": advancedReason,
  "sh:entailment": "no entailment regime is applied (SHACL §1.5).",
  "sh:shapesGraph": "no other shapes graph is loaded.",
};

function unknownTypes(shapes: Store, nodes: ShapeNodes): ShapesOffence[] {
  return shapes
    .getQuads(null, rdfType, null, null)
    .filter(({ object }) => object.value.startsWith(namespaceOf.sh))
    .filter(({ object }) => !knownTypes.has(object.value) && !reportTypes.has(object.value))
    .map(({ subject, object }) => ({
      shape: nodes.name(subject),
      construct: prefixed(object.value),
      reason:
        "only sh:NodeShape and sh:PropertyShape are enforced: no components, targets or functions of your own.",
    }));
}

function illFormedPath(shape: Term, nodes: ShapeNodes): ShapesOffence[] {
  const paths = nodes.values(shape, "path");
  const isExpected = nodes.isPropertyShape(shape);
  const reason =
    paths.length > 1 || (isExpected && paths.length === 0)
      ? "a property shape has exactly one path (SHACL §2.3.1)."
      : paths.map((path) => nodes.pathFault(path)).find((fault) => fault !== undefined);
  return reason === undefined ? [] : [{ shape: nodes.name(shape), construct: "sh:path", reason }];
}

const singleValued = ["severity", "deactivated", "closed", "flags", "ignoredProperties", "nodeKind", "in"];

function illFormedValues(shape: Term, nodes: ShapeNodes): ShapesOffence[] {
  const offence = (parameter: string, reason: string): ShapesOffence => ({
    shape: nodes.name(shape),
    construct: `sh:${parameter}`,
    reason,
  });
  const repeated = singleValued
    .filter((parameter) => nodes.values(shape, parameter).length > 1)
    .map((parameter) => offence(parameter, "it may stand once only."));
  const wrong = Object.entries(valueKindOf).flatMap(([parameter, kind]) =>
    nodes
      .values(shape, parameter)
      .map((value) => faultOf(kind, value, nodes))
      .filter((fault) => fault !== undefined)
      .map((fault) => offence(parameter, fault)),
  );
  const unusedFlags =
    nodes.values(shape, "flags").length > 0 && nodes.values(shape, "pattern").length === 0
      ? [offence("flags", "there is no sh:pattern that it could change.")]
      : [];
  return [...repeated, ...wrong, ...unusedFlags];
}

const nodeKinds = new Set(
  ["IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral"].map(sh),
);

function faultOf(kind: ValueKind, value: Term, nodes: ShapeNodes): string | undefined {
  switch (kind) {
    case "any":
      return undefined;
    case "iri":
      return value.termType === "NamedNode" ? undefined : "its value must be an IRI.";
    case "count":
      return value.termType === "Literal" && /^\+?\d+$/.test(value.value)
        ? undefined
        : "its value must be a whole number.";
    case "boolean":
      return value.termType === "Literal" && (value.value === "true" || value.value === "false")
        ? undefined
        : "its value must be true or false.";
    case "list":
      return nodes.members(value) === undefined ? "its value must be a list." : undefined;
    case "shapes":
      return (nodes.members(value)?.length ?? 0) > 0 ? undefined : "its value must be a list of shapes.";
    case "pattern":
      return isExpression(value.value, "") ? undefined : "its value is no regular expression.";
    case "flags":
      return /^[ims]*$/.test(value.value) && isExpression("", value.value)
        ? undefined
        : 'only the flags "i", "m" and "s" are understood.';
    case "node-kind":
      return nodeKinds.has(value.value) ? undefined : "its value is none of the six node kinds.";
  }
}

function isExpression(pattern: string, flags: string): boolean {
  try {
    return new RegExp(pattern, flags) instanceof RegExp;
  } catch {
    return false; // A SyntaxError is the answer.
  }
}

const propertyShapesOnly = [
  ...["minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals"],
  ...["qualifiedValueShape", "qualifiedMinCount", "qualifiedMaxCount"],
];

function misplacedParameters(shape: Term, nodes: ShapeNodes): ShapesOffence[] {
  const at = nodes.name(shape);
  if (!nodes.isPropertyShape(shape)) {
    return propertyShapesOnly
      .filter((parameter) => nodes.values(shape, parameter).length > 0)
      .map((parameter) => ({
        shape: at,
        construct: `sh:${parameter}`,
        reason: "it has a meaning on a property shape only.",
      }));
  }
  // The library gives the members of sh:and the path of the property shape that they stand in.
  const hasNestedPath = nodes
    .values(shape, "and")
    .flatMap((list) => nodes.members(list) ?? [])
    .some((member) => nodes.isPropertyShape(member));
  return hasNestedPath
    ? [{ shape: at, construct: "sh:and", reason: "its members may not have a path of their own here." }]
    : [];
}

function unreachableClass(shape: Term, nodes: ShapeNodes): ShapesOffence[] {
  if (!nodes.types(shape).includes(`${namespaceOf.owl}Class`) || nodes.hasTarget(shape)) return [];
  const reason = "it targets its instances only when it is an rdfs:Class too (SHACL §2.1.3.3).";
  return [{ shape: nodes.name(shape), construct: "owl:Class", reason }];
}

function recursion(nodes: ShapeNodes): ShapesOffence[] {
  const state = new Map<string, "open" | "done">();
  const offences: ShapesOffence[] = [];
  const visit = (shape: Term): void => {
    state.set(shape.value, "open");
    for (const next of nodes.references(shape)) {
      const seen = state.get(next.value);
      if (seen === undefined) visit(next);
      if (seen !== "open") continue;
      const reason = "a shape that refers to itself has no defined meaning (SHACL §3.4.3).";
      offences.push({ shape: nodes.name(next), construct: "recursion", reason });
    }
    state.set(shape.value, "done");
  };
  for (const shape of nodes.all) if (!state.has(shape.value)) visit(shape);
  return offences;
}
