import type { DatasetCore, Literal, NamedNode, Quad, Term } from "@rdfjs/types";
import { DataFactory, Store } from "n3";
import Validator from "rdf-validate-shacl";
import { namespaceOf, rdf, rdfs } from "../vocabulary.ts";
import { type ClassHierarchy, classHierarchy, provAxioms } from "./class-hierarchy.ts";

/** One result, as SHACL §3.6 words it. */
export interface ShaclResult {
  readonly focusNode: Term;
  readonly path?: Term;
  readonly value?: Term;
  readonly severity: NamedNode;
  readonly sourceShape: Term;
  readonly sourceConstraintComponent: NamedNode;
  readonly messages: readonly Literal[];
}

/**
 * SHACL Core over quads in memory, by `rdf-validate-shacl`, which is used here and nowhere else.
 *
 * Two things are ours. Targets are found here, so that a call can be confined to the focus nodes that changed: each
 * shape's targets are replaced by `sh:targetObjectsOf` a marker, and look-ups of the marker give the nodes. And the class hierarchy is
 * answered from a memo: the library walks `rdfs:subClassOf` without remembering where it was, so that a posted
 * cycle would never end and thirty diamonds take for ever. Its bound of 50 visits to a node, beyond which it
 * calls everything conforming, is lifted; recursive shapes were refused on loading.
 */
export interface ShaclEngine {
  /** Results for all targets in `data`, or only for those of `focusNodes`. */
  validate(data: Store, focusNodes?: Iterable<Node>): Promise<ShaclResult[]>;
}

/** Whatever can be validated: no triple terms. */
type Node = Exclude<Quad["object"], { termType: "Quad" }>;

const { namedNode, quad } = DataFactory;
const markerPrefix = "urn:muniment:shacl:";
const maker = namedNode(`${markerPrefix}targets`);
const sh = (term: string) => namedNode(namespaceOf.sh + term);
const [shClass, targetClass, targetNode, targetSubjectsOf, targetObjectsOf] = [
  sh("class"),
  sh("targetClass"),
  sh("targetNode"),
  sh("targetSubjectsOf"),
  sh("targetObjectsOf"),
];

/** An engine for a shapes graph that `loadShapes` vouched for. */
export function shaclEngine(shapes: readonly Quad[]): ShaclEngine {
  const { rewritten, targetsOf, classOf } = rewrite(shapes);
  const own = shapes.filter(({ predicate }) => predicate.equals(rdfs.subClassOf));
  const common = classHierarchy([...provAxioms, ...own]);
  const options: ConstructorParameters<typeof Validator>[1] & { maxNodeChecks: number } = {
    maxNodeChecks: 0,
  };
  const validator = new Validator(new Store(rewritten), options);

  return {
    async validate(data, focusNodes) {
      const stated = data.getQuads(null, rdfs.subClassOf, null, null);
      const classes = stated.length === 0 ? common : classHierarchy([...provAxioms, ...own, ...stated]);
      const focus = new Map<string, Quad[]>();
      for (const [marker, targets] of targetsOf) {
        const nodes =
          focusNodes === undefined
            ? allTargets(targets, data, classes)
            : [...focusNodes].filter((node) => isTarget(node, targets, data, classes));
        if (nodes.length > 0) focus.set(marker, markedNodes(marker, nodes));
      }
      if (focus.size === 0) return [];
      const report = await validator.validate(markedDataset(data, focus, classOf, classes));
      return report.results.map((result) => ({
        focusNode: result.focusNode,
        ...(result.path === null ? {} : { path: result.path }),
        ...(result.value === null ? {} : { value: result.value }),
        severity: namedNode(result.severity.value),
        sourceShape: result.sourceShape,
        sourceConstraintComponent: namedNode(result.sourceConstraintComponent.value),
        messages: result.message
          .filter((term) => term.termType === "Literal")
          .map((term) => unmarked(term, classOf)),
      }));
    },
  };
}

interface Target {
  readonly kind: "class" | "node" | "subjects-of" | "objects-of";
  readonly term: Node;
}

const kindOf = new Map<string, Target["kind"]>([
  [targetClass.value, "class"],
  [targetNode.value, "node"],
  [targetSubjectsOf.value, "subjects-of"],
  [targetObjectsOf.value, "objects-of"],
]);

/** The shapes with markers in the place of targets and of the classes that `sh:class` names. */
function rewrite(shapes: readonly Quad[]) {
  const rewritten: Quad[] = [];
  const targetsOf = new Map<string, Target[]>();
  const classOf = new Map<string, string>();
  const markerOf = new Map<string, string>();
  const aim = (shape: Quad["subject"], target: Target) => {
    const marker = markerOf.get(shape.value) ?? `${markerPrefix}target:${markerOf.size}`;
    if (!markerOf.has(shape.value)) rewritten.push(quad(shape, targetObjectsOf, namedNode(marker)));
    markerOf.set(shape.value, marker);
    targetsOf.set(marker, [...(targetsOf.get(marker) ?? []), target]);
  };

  const classes = classHierarchy(shapes).subclasses(`${namespaceOf.rdfs}Class`);
  for (const each of shapes) {
    const { subject, predicate, object } = each;
    const kind = kindOf.get(predicate.value);
    if (object.termType === "Quad" || subject.termType === "Quad") continue;
    if (kind !== undefined) aim(subject, { kind, term: object });
    else if (predicate.equals(rdf.type) && classes.has(object.value))
      aim(subject, { kind: "class", term: subject });
    else if (predicate.equals(shClass)) {
      const marker = `${markerPrefix}class:${object.value}`;
      classOf.set(marker, object.value);
      rewritten.push(quad(subject, predicate, namedNode(marker)));
    } else if (!predicate.equals(rdfs.subClassOf)) rewritten.push(quad(subject, predicate, object));
  }
  return { rewritten, targetsOf, classOf };
}

function allTargets(targets: readonly Target[], data: Store, classes: ClassHierarchy): Node[] {
  const found = new Map<string, Node>();
  const add = (term: Node) => found.set(keyOf(term), term);
  for (const { kind, term } of targets) {
    if (kind === "node") add(term);
    else if (kind === "subjects-of") data.getSubjects(term, null, null).forEach(add);
    else if (kind === "objects-of") data.getObjects(null, term, null).forEach(add);
    else {
      for (const each of classes.subclasses(term.value)) data.getSubjects(rdf.type, each, null).forEach(add);
    }
  }
  return [...found.values()];
}

function keyOf(term: Node): string {
  const kind = term.termType === "Literal" ? `${term.datatype.value} ${term.language}` : "";
  return `${term.termType} ${kind} ${term.value}`;
}

function isTarget(node: Node, targets: readonly Target[], data: Store, classes: ClassHierarchy): boolean {
  return targets.some(({ kind, term }) => {
    if (kind === "node") return term.equals(node);
    if (kind === "subjects-of") return data.countQuads(node, term, null, null) > 0;
    if (kind === "objects-of") return data.countQuads(null, term, node, null) > 0;
    return data
      .getObjects(node, rdf.type, null)
      .some(({ value }) => classes.superclasses(value).has(term.value));
  });
}

function markedNodes(marker: string, nodes: readonly Node[]): Quad[] {
  const predicate = namedNode(marker);
  return nodes.map((node) => quad(maker, predicate, node));
}

/** `data` as the library sees it: with the markers, and with the hierarchy below each marked class laid flat. */
function markedDataset(
  data: Store,
  focus: ReadonlyMap<string, readonly Quad[]>,
  classOf: ReadonlyMap<string, string>,
  classes: ClassHierarchy,
): DatasetCore {
  const match = (subject?: Term | null, predicate?: Term | null, object?: Term | null): DatasetCore => {
    const iri = predicate?.value ?? "";
    if (iri.startsWith(markerPrefix)) return listed(focus.get(iri) ?? []);
    if (iri === rdfs.subClassOf.value && subject == null && object != null) {
      const marked = classOf.get(object.value);
      if (marked === undefined) return listed([]);
      return listed(
        [...classes.subclasses(marked)].map((each) => quad(namedNode(each), rdfs.subClassOf, maker)),
      );
    }
    return listed(data.getQuads(subject ?? null, predicate ?? null, object ?? null, null));
  };
  return { ...listed([]), match };
}

/** As much of a dataset as the library asks of an answer: to be walked, counted and told whether it is empty. */
function listed(quads: readonly Quad[]): DatasetCore {
  const readOnly = () => {
    throw new Error("The data under validation is read-only.");
  };
  return {
    size: quads.length,
    add: readOnly,
    delete: readOnly,
    has: (wanted) => quads.some((each) => each.equals(wanted)),
    match: readOnly,
    [Symbol.iterator]: () => quads[Symbol.iterator](),
  };
}

function unmarked(message: Literal, classOf: ReadonlyMap<string, string>): Literal {
  if (!message.value.includes(markerPrefix)) return message;
  let text = message.value;
  for (const [marker, iri] of classOf) text = text.replaceAll(marker, iri);
  return DataFactory.literal(text, message.language || message.datatype);
}
