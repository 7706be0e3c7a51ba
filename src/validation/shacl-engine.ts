import type { DatasetCore, Literal, NamedNode, Quad, Term } from "@rdfjs/types";
import { DataFactory, Store } from "n3";
import Validator from "rdf-validate-shacl";
import { namespaceOf, rdfs } from "../vocabulary.ts";
import { type ClassHierarchy, classHierarchy, provAxioms } from "./class-hierarchy.ts";
import {
  allTargets,
  anyTarget,
  type FocusNode,
  isTarget,
  type Standing,
  standingIn,
  type TargetedShape,
  targetedShapes,
} from "./targets.ts";

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
 * Three things are ours. Targets are found here, so that a call can be confined to the focus nodes that changed and
 * that a shape without any costs nothing. The class hierarchy is answered from a memo, laid flat: the library walks
 * `rdfs:subClassOf` without remembering where it was, so that a posted cycle would never end and thirty diamonds take
 * for ever. To tell its first step from the next, each class that `sh:class` names is replaced by a marker. And its bound of 50
 * visits to a node, beyond which it calls everything conforming, is lifted: recursive shapes were refused on loading.
 */
export interface ShaclEngine {
  /** Results for all targets in `data`, or only for those of `focusNodes`; of all shapes, or only of those that are wanted. */
  validate(
    data: Store,
    focusNodes?: Iterable<FocusNode>,
    isWanted?: (shape: Term) => boolean,
  ): Promise<ShaclResult[]>;
  /** Whether a shape has the thing as its target, by what is known of it: so that what no shape is about need not be described. */
  isTarget(thing: Standing): boolean;
  /** The shapes as the library has read them. */
  readonly reading: ShapesReading;
}

/** A shape as the library reads it: its path, its constraints in order, its severity. */
export type ReadShape = ReturnType<Validator["shapesGraph"]["getShape"]>;
/** One combination of the parameters of a constraint component. */
export type ReadConstraint = ReadShape["constraints"][number];

/**
 * A shapes graph as the library has read it. The compiled path is made from it, so that the two differ neither in what a shape
 * holds nor in the order and the words of its results.
 */
export interface ShapesReading {
  readonly targeted: readonly TargetedShape[];
  /** `rdfs:subClassOf` statements of PROV-O and of the shapes graph, and the hierarchy that they make. */
  readonly axioms: readonly Quad[];
  readonly classes: ClassHierarchy;
  shape(node: Term): ReadShape;
  members(list: Term): Term[];
  /** Objects of `shape sh:property/sh:{parameter} ?`. */
  valuesOfProperties(shape: Term, parameter: string): Term[];
  /** Qualified value shapes that stand beside one (SHACL §4.7.3). */
  siblings(shape: Term, qualifiedValueShape: Term): Term[];
  /** IRI of the class that a `sh:class` constraint names. */
  classOf(constraint: ReadConstraint): string;
  /** Messages of a result, given the one that its validator words by itself. */
  messages(constraint: ReadConstraint, message?: string): Literal[];
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

  const messagesOf = (terms: readonly Term[]) =>
    terms.filter((term) => term.termType === "Literal").map((term) => unmarked(term, classOf));
  return {
    isTarget: anyTarget(targeted, common),
    reading: {
      targeted,
      axioms,
      classes: common,
      shape: (node) => shapesGraph.getShape(node),
      members: (list) =>
        [...(validator.$shapes.node(list).list?.() ?? [])].map(
          (member: { readonly term: Term }) => member.term,
        ),
      valuesOfProperties: (shape, parameter) =>
        validator.$shapes.node(shape).out(shaclTerm("property")).out(shaclTerm(parameter)).terms,
      siblings: (shape, own) =>
        validator.$shapes
          .node(shape)
          .in(shaclTerm("property"))
          .out(shaclTerm("property"))
          .out(shaclTerm("qualifiedValueShape"))
          .terms.filter((term: Term) => !term.equals(own)),
      classOf: ({ paramValue }) => classOf.get(paramValue.value) ?? paramValue.value,
      messages: (constraint, message) =>
        messagesOf(engine.createResultMessages(message === undefined ? {} : { message }, constraint)),
    },
    async validate(data, focusNodes, isWanted = () => true) {
      const stated = data.getQuads(null, rdfs.subClassOf, null, null);
      const classes = stated.length === 0 ? common : classHierarchy([...axioms, ...stated]);
      const asked =
        focusNodes === undefined ? undefined : [...focusNodes].map((node) => standingIn(data, node));
      validator.$data = factory.clownface({ dataset: lookedUpIn(data, subclassesBelow(classOf, classes)) });

      engine.initReport();
      // Were a call ever to throw, the library would go on at this depth, where results are not recorded.
      engine.recordErrorsLevel = 0;
      engine.nestedResults = {};
      for (const { shape, targets } of targeted) {
        if (!isWanted(shape)) continue;
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
        messages: messagesOf(result.message),
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

const shaclTerm = (name: string) => DataFactory.namedNode(namespaceOf.sh + name);

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
