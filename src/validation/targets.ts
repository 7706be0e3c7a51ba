import type { NamedNode, Quad, Term } from "@rdfjs/types";
import type { Store } from "n3";
import { namespaceOf, rdf } from "../vocabulary.ts";
import { type ClassHierarchy, classHierarchy } from "./class-hierarchy.ts";

/** Whatever can be validated: no triple terms. */
export type FocusNode = Exclude<Quad["object"], { termType: "Quad" }>;

/** How a thing stands in a graph, as far as targets go. */
export interface Standing {
  readonly node: FocusNode;
  /** IRIs of its classes. */
  readonly classes: Iterable<string>;
  isSubjectOf(predicate: NamedNode): boolean;
  isObjectOf(predicate: NamedNode): boolean;
}

/** One way in which a shape names what it is about (SHACL §2.1.3). */
export interface Target {
  readonly kind: "class" | "node" | "subjects-of" | "objects-of";
  readonly term: FocusNode;
}

/** A shape with the targets that it names. */
export interface TargetedShape {
  readonly shape: Term;
  readonly targets: readonly Target[];
}

const kindOf = new Map<string, Target["kind"]>([
  [`${namespaceOf.sh}targetClass`, "class"],
  [`${namespaceOf.sh}targetNode`, "node"],
  [`${namespaceOf.sh}targetSubjectsOf`, "subjects-of"],
  [`${namespaceOf.sh}targetObjectsOf`, "objects-of"],
]);

/** The shapes with targets, in the order of the shapes graph; one that is a class targets its instances. */
export function targetedShapes(shapes: readonly Quad[]): TargetedShape[] {
  const found = new Map<string, { shape: Term; targets: Target[] }>();
  const classes = classHierarchy(shapes).subclasses(`${namespaceOf.rdfs}Class`);
  for (const { subject, predicate, object } of shapes) {
    const isClass = predicate.equals(rdf.type) && classes.has(object.value);
    const kind = isClass ? "class" : kindOf.get(predicate.value);
    const term = isClass ? subject : object;
    if (kind === undefined || term.termType === "Quad") continue;
    const entry = found.get(subject.value) ?? { shape: subject, targets: [] };
    entry.targets.push({ kind, term });
    found.set(subject.value, entry);
  }
  return [...found.values()];
}

/**
 * Tells whether any of the shapes is about a thing, by a hierarchy of classes known beforehand. What stands in the statements of
 * others, which takes the longest to find, is asked last.
 */
export function anyTarget(
  targeted: readonly TargetedShape[],
  classes: ClassHierarchy,
): (thing: Standing) => boolean {
  const targets = targeted.flatMap((each) => each.targets);
  const termsOf = (kind: Target["kind"]) =>
    targets.filter((each) => each.kind === kind).map(({ term }) => term);
  const predicatesOf = (kind: Target["kind"]) =>
    distinct(termsOf(kind).filter((term) => term.termType === "NamedNode"));
  const classesBelow = new Set(termsOf("class").flatMap(({ value }) => [...classes.subclasses(value)]));
  const nodes = termsOf("node");
  const subjectsOf = predicatesOf("subjects-of");
  const objectsOf = predicatesOf("objects-of");

  return (thing) => {
    for (const iri of thing.classes) if (classesBelow.has(iri)) return true;
    return (
      nodes.some((node) => node.equals(thing.node)) ||
      subjectsOf.some((predicate) => thing.isSubjectOf(predicate)) ||
      objectsOf.some((predicate) => thing.isObjectOf(predicate))
    );
  };
}

function distinct(terms: readonly NamedNode[]): NamedNode[] {
  return [...new Map(terms.map((term) => [term.value, term])).values()];
}

/** All that a graph holds of these targets. */
export function allTargets(targets: readonly Target[], data: Store, classes: ClassHierarchy): FocusNode[] {
  const found = new Map<string, FocusNode>();
  const add = (term: FocusNode) => found.set(keyOf(term), term);
  for (const { kind, term } of targets) {
    if (kind === "node") add(term);
    else if (kind === "subjects-of") data.getSubjects(term, null, null).forEach(add);
    else if (kind === "objects-of") data.getObjects(null, term, null).forEach(add);
    else
      for (const each of classes.subclasses(term.value)) data.getSubjects(rdf.type, each, null).forEach(add);
  }
  return [...found.values()];
}

function keyOf(term: FocusNode): string {
  const kind = term.termType === "Literal" ? `${term.datatype.value} ${term.language}` : "";
  return `${term.termType} ${kind} ${term.value}`;
}

/** Whether one of the targets is the thing. */
export function isTarget(thing: Standing, targets: readonly Target[], classes: ClassHierarchy): boolean {
  const above = new Set<string>();
  for (const each of thing.classes) for (const iri of classes.superclasses(each)) above.add(iri);
  return targets.some(({ kind, term }) => {
    if (kind === "class") return above.has(term.value);
    if (kind === "node") return term.equals(thing.node);
    if (term.termType !== "NamedNode") return false;
    return kind === "subjects-of" ? thing.isSubjectOf(term) : thing.isObjectOf(term);
  });
}

/** How a node stands in a graph. */
export function standingIn(data: Store, node: FocusNode): Standing {
  const own = data.getQuads(node, null, null, null);
  const predicates = new Set(own.map(({ predicate }) => predicate.value));
  return {
    node,
    classes: own.filter(({ predicate }) => predicate.equals(rdf.type)).map(({ object }) => object.value),
    isSubjectOf: ({ value }) => predicates.has(value),
    isObjectOf: (predicate) => data.countQuads(null, predicate, node, null) > 0,
  };
}
