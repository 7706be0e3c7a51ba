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

/** Whatever can be validated: no triple terms. */
type Node = Exclude<Quad["object"], { termType: "Quad" }>;

/**
 * SHACL Core over quads in memory, by `rdf-validate-shacl`, which is used here and nowhere else.
 *
 * Three things are ours. Targets are found here, so that a call can be confined to the focus nodes that changed and
 * that a shape without any costs nothing. The class hierarchy is answered from a memo, laid flat: the library walks
 * `rdfs:subClassOf` without remembering where it was, so that a posted cycle would never end and thirty diamonds take
 * for ever. To tell its first step from the next, each class that `sh:class` names is replaced by a marker. And its bound of 50
 * visits to a node, beyond which it calls everything conforming, is lifted: recursive shapes were refused on loading.
 */
export interface ShaclEngine {
  /** Results for all targets in `data`, or only for those of `focusNodes`. */
  validate(data: Store, focusNodes?: Iterable<Node>): Promise<ShaclResult[]>;
  /** Whether a shape has the thing as its target, by what is known of it: so that what no shape is about need not be described. */
  isTarget(thing: Standing): boolean;
}

/** How a thing stands in a graph, as far as targets go. */
export interface Standing {
  readonly node: Node;
  /** IRIs of its classes. */
  readonly classes: Iterable<string>;
  isSubjectOf(predicate: NamedNode): boolean;
  isObjectOf(predicate: NamedNode): boolean;
}

/** An engine for a shapes graph that `loadShapes` vouched for. */
export function shaclEngine(shapes: readonly Quad[]): ShaclEngine {
  const targeted = targetedShapes(shapes);
  const { marked, classOf } = markClasses(shapes);
  const axioms = [...provAxioms, ...shapes.filter(({ predicate }) => predicate.equals(rdfs.subClassOf))];
  const common = classHierarchy(axioms);
  const options: ConstructorParameters<typeof Validator>[1] & { maxNodeChecks: number } = {
    maxNodeChecks: 0,
  };
  const validator = new Validator(new Store(), options);
  const { factory, validationEngine: engine, shapesGraph } = validator;
  validator.$shapes = factory.clownface({ dataset: remembering(lookedUpIn(new Store(marked))) });
  const asker = askerOf(engine);
  engine.clone = () => asker;

  const everyTarget = [...targeted.values()].flatMap(({ targets }) => targets);
  const anyTarget = [
    ...new Map(everyTarget.map((each) => [`${each.kind} ${keyOf(each.term)}`, each])).values(),
  ];
  return {
    isTarget: (thing) => isTarget(thing, anyTarget, common),
    async validate(data, focusNodes) {
      const stated = data.getQuads(null, rdfs.subClassOf, null, null);
      const classes = stated.length === 0 ? common : classHierarchy([...axioms, ...stated]);
      const asked =
        focusNodes === undefined ? undefined : [...focusNodes].map((node) => standingIn(data, node));
      validator.$data = factory.clownface({ dataset: lookedUpIn(data, subclassesBelow(classOf, classes)) });

      engine.initReport();
      // Were a call ever to throw, the library would go on at this depth, where results are not recorded.
      engine.recordErrorsLevel = 0;
      engine.nestedResults = {};
      for (const { shape, targets } of targeted.values()) {
        const nodes =
          asked === undefined
            ? allTargets(targets, data, classes)
            : asked.filter((thing) => isTarget(thing, targets, classes)).map(({ node }) => node);
        for (const node of nodes)
          engine.validateNodeAgainstShape(node, shapesGraph.getShape(shape), validator.$data);
      }
      return engine.getReport().results.map((result) => ({
        focusNode: result.focusNode,
        ...(result.path === null ? {} : { path: result.path }),
        ...(result.value === null ? {} : { value: result.value }),
        severity: DataFactory.namedNode(result.severity.value),
        sourceShape: result.sourceShape,
        sourceConstraintComponent: DataFactory.namedNode(result.sourceConstraintComponent.value),
        messages: result.message
          .filter((term) => term.termType === "Literal")
          .map((term) => unmarked(term, classOf)),
      }));
    },
  };
}

type Engine = Validator["validationEngine"];

/**
 * The engine that the library asks, inside `sh:not`, `sh:or` and the like, whether a node conforms. Its own copies write
 * a report of each part that does not, which is then thrown away and took most of the time; this one says yes or no.
 */
function askerOf(engine: Engine): Engine {
  const asker: Engine = Object.create(engine);
  asker.validateValueNodeAgainstConstraint = (focusNode, valueNode, constraint) =>
    // What judges all values at once is given none, and looks at none.
    [constraint.validate(focusNode, valueNode ?? focusNode)].flat().some(isFault);
  return asker;
}

/** A validator of the library answers false, a message or a result where it finds fault. */
function isFault(answer: unknown): boolean {
  return answer === false || typeof answer === "string" || (typeof answer === "object" && answer !== null);
}

interface Target {
  readonly kind: "class" | "node" | "subjects-of" | "objects-of";
  readonly term: Node;
}

const kindOf = new Map<string, Target["kind"]>([
  [`${namespaceOf.sh}targetClass`, "class"],
  [`${namespaceOf.sh}targetNode`, "node"],
  [`${namespaceOf.sh}targetSubjectsOf`, "subjects-of"],
  [`${namespaceOf.sh}targetObjectsOf`, "objects-of"],
]);

/** The shapes with targets (SHACL §2.1.3); one that is a class targets its instances. */
function targetedShapes(shapes: readonly Quad[]): Map<string, { shape: Term; targets: Target[] }> {
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
  return found;
}

function allTargets(targets: readonly Target[], data: Store, classes: ClassHierarchy): Node[] {
  const found = new Map<string, Node>();
  const add = (term: Node) => found.set(keyOf(term), term);
  for (const { kind, term } of targets) {
    if (kind === "node") add(term);
    else if (kind === "subjects-of") data.getSubjects(term, null, null).forEach(add);
    else if (kind === "objects-of") data.getObjects(null, term, null).forEach(add);
    else
      for (const each of classes.subclasses(term.value)) data.getSubjects(rdf.type, each, null).forEach(add);
  }
  return [...found.values()];
}

function keyOf(term: Node): string {
  const kind = term.termType === "Literal" ? `${term.datatype.value} ${term.language}` : "";
  return `${term.termType} ${kind} ${term.value}`;
}

function isTarget(thing: Standing, targets: readonly Target[], classes: ClassHierarchy): boolean {
  const above = new Set<string>();
  for (const each of thing.classes) for (const iri of classes.superclasses(each)) above.add(iri);
  return targets.some(({ kind, term }) => {
    if (kind === "class") return above.has(term.value);
    if (kind === "node") return term.equals(thing.node);
    if (term.termType !== "NamedNode") return false;
    return kind === "subjects-of" ? thing.isSubjectOf(term) : thing.isObjectOf(term);
  });
}

function standingIn(data: Store, node: Node): Standing {
  const own = data.getQuads(node, null, null, null);
  const predicates = new Set(own.map(({ predicate }) => predicate.value));
  return {
    node,
    classes: own.filter(({ predicate }) => predicate.equals(rdf.type)).map(({ object }) => object.value),
    isSubjectOf: ({ value }) => predicates.has(value),
    isObjectOf: (predicate) => data.countQuads(null, predicate, node, null) > 0,
  };
}

const markerPrefix = "urn:muniment:shacl:class:";

/** The shapes with a marker in the place of each class that `sh:class` names. */
function markClasses(shapes: readonly Quad[]) {
  const classOf = new Map<string, string>();
  const marked = shapes
    .filter(({ predicate }) => !predicate.equals(rdfs.subClassOf))
    .map(({ subject, predicate, object }) => {
      if (predicate.value !== `${namespaceOf.sh}class`) return DataFactory.quad(subject, predicate, object);
      classOf.set(markerPrefix + object.value, object.value);
      return DataFactory.quad(subject, predicate, DataFactory.namedNode(markerPrefix + object.value));
    });
  return { marked, classOf };
}

/** Answers `? rdfs:subClassOf marker` with all classes at and below the marked one, and for others with none. */
function subclassesBelow(classOf: ReadonlyMap<string, string>, classes: ClassHierarchy): LookUp {
  return (subject, predicate, object) => {
    if (subject != null || object == null || predicate?.value !== rdfs.subClassOf.value) return undefined;
    const marked = classOf.get(object.value);
    if (marked === undefined) return [];
    const marker = DataFactory.namedNode(object.value);
    return [...classes.subclasses(marked)].map((each) =>
      DataFactory.quad(DataFactory.namedNode(each), rdfs.subClassOf, marker),
    );
  };
}

type Pattern = Term | null | undefined;
type LookUp = (subject: Pattern, predicate: Pattern, object: Pattern) => readonly Quad[] | undefined;

/**
 * A store as the library looks things up in it, with `instead` asked first. Answers are plain lists: those of
 * `Store.match` are streams, whose making costs more than the look-up.
 */
function lookedUpIn(store: Store, instead: LookUp = () => undefined): DatasetCore {
  const match: DatasetCore["match"] = (subject: Pattern, predicate: Pattern, object: Pattern) =>
    listed(
      instead(subject, predicate, object) ??
        store.getQuads(subject ?? null, predicate ?? null, object ?? null, null),
    );
  return listed([], match);
}

/** A dataset that never changes, with its answers kept: the library walks the same lists of shapes for every node. */
function remembering(dataset: DatasetCore): DatasetCore {
  const answers = new Map<string, DatasetCore>();
  const textOf = (term: Pattern) => (term == null ? "" : `${term.termType} ${term.value}`);
  const match: DatasetCore["match"] = (subject: Pattern, predicate: Pattern, object: Pattern) => {
    if (object?.termType === "Literal") return dataset.match(subject, predicate, object);
    const key = `${textOf(subject)}\n${textOf(predicate)}\n${textOf(object)}`;
    const answer = answers.get(key) ?? dataset.match(subject, predicate, object);
    if (answers.size < mostAnswers) answers.set(key, answer);
    return answer;
  };
  return listed([...dataset], match);
}

/** Far more than a shapes graph of some hundred shapes is asked. */
const mostAnswers = 20_000;

/** As much of a dataset as the library asks of an answer: to be walked and counted. */
function listed(quads: readonly Quad[], match: DatasetCore["match"] = readOnly): DatasetCore {
  return {
    size: quads.length,
    add: readOnly,
    delete: readOnly,
    match,
    has: (wanted) => quads.some((each) => each.equals(wanted)),
    [Symbol.iterator]: () => quads[Symbol.iterator](),
  };
}

function readOnly(): never {
  throw new Error("The data under validation is read-only.");
}

function unmarked(message: Literal, classOf: ReadonlyMap<string, string>): Literal {
  if (!message.value.includes(markerPrefix)) return message;
  let text = message.value;
  for (const [marker, iri] of classOf) text = text.replaceAll(marker, iri);
  return DataFactory.literal(text, message.language || message.datatype);
}
