import type { NamedNode, Quad, Term } from "@rdfjs/types";
import { DataFactory, Store } from "n3";
import type { CurrentStatements } from "../quads/current-statements.ts";
import type { TermId } from "../quads/id-view.ts";
import { namespaceOf, rdfs } from "../vocabulary.ts";
import { findingsOf } from "./findings.ts";
import { judgeBy } from "./judge.ts";
import { type LookedAtNumbers, lookedAtIn, type NumberedTerms } from "./looked-at.ts";
import { type NeighbourTypes, neighbourTypesOf } from "./neighbour-types.ts";
import type { Finding } from "./report.ts";
import { type ShapeNodes, shapeNodesOf } from "./shape-nodes.ts";
import { type ShapesOffence, UnsupportedShapesError } from "./shapes-graph.ts";
import type { Standing } from "./targets.ts";

/**
 * Shapes whose results are findings about the merged description of a thing. The description of a focus node is small
 * by construction: its outgoing statements, its incoming ones for `inversePredicates`, and the types of the things at their other
 * ends. So what changed can be judged without the rest of the graph.
 */
export interface DescriptionShapes {
  /** Predicates whose incoming statements the shapes look at, sorted by IRI. */
  readonly inversePredicates: readonly NamedNode[];
  /** IRIs of the predicates of a thing's own statements that the shapes look at; absent when they look at all. */
  readonly predicates?: ReadonlySet<string>;
  /** What they look at of a thing of a store, by its numbers. */
  readonly lookedAtIn: (terms: NumberedTerms) => LookedAtNumbers;
  /** Where the shapes ask for the types of neighbours. */
  readonly neighbourTypes: NeighbourTypes;
  /** Whether any of the shapes is about the thing. */
  isTarget(thing: Standing): boolean;
  /** Findings about the focus nodes, in one call for all of them; about nothing else that `description` holds. */
  validate(description: Iterable<Quad>, focusNodes: Iterable<NamedNode>): Promise<Finding[]>;
  /** Findings about things of a store, and the things that must be described to `validate`. */
  judge(statements: CurrentStatements, things: readonly TermId[]): StoredFindings;
}

/** Findings about some things of a store, and the other things. */
export interface StoredFindings {
  readonly findings: readonly Finding[];
  readonly left: readonly TermId[];
}

/** Shapes from a graph that `loadShapes` vouched for; throws when a description would not suffice for them. */
export function descriptionShapes(shapes: readonly Quad[]): DescriptionShapes {
  const nodes = shapeNodesOf(new Store([...shapes]));
  const offences = nodes.all.flatMap((shape) => [...anonymity(shape, nodes), ...reach(shape, nodes)]);
  if (offences.length > 0) throw new UnsupportedShapesError("of the merged description", offences);

  const judge = judgeBy(shapes);
  const findings = findingsOf(shapes);
  const predicates = predicatesOf(shapes);
  const inversePredicates = inversePredicatesOf(shapes);
  const lookedAt = {
    ...(predicates === undefined ? {} : { predicates }),
    inverse: new Set(inversePredicates.map(({ value }) => value)),
  };
  const numbersIn = lookedAtIn(lookedAt);
  return {
    inversePredicates,
    lookedAtIn: numbersIn,
    neighbourTypes: neighbourTypesOf(nodes, judge.classes),
    ...(predicates === undefined ? {} : { predicates }),
    isTarget: (thing) => judge.isTarget(thing),
    async validate(description, focusNodes) {
      return findings(await judge.resultsAbout([...focusNodes], description));
    },
    judge(statements, things) {
      if (predicates?.has(rdfs.subClassOf.value) === true) return { findings: [], left: things };
      const { results, left } = judge.resultsIn(statements, numbersIn(statements.terms), things);
      return { findings: findings(results), left };
    },
  };
}

function inversePredicatesOf(shapes: readonly Quad[]): NamedNode[] {
  const found = shapes
    .filter(
      ({ predicate }) => predicate.value === `${sh}inversePath` || predicate.value === `${sh}targetObjectsOf`,
    )
    .map(({ object }) => object.value);
  return [...new Set(found)].sort().map((iri) => DataFactory.namedNode(iri));
}

/** What a shape that is closed looks at, nobody can say beforehand. */
function predicatesOf(shapes: readonly Quad[]): ReadonlySet<string> | undefined {
  if (shapes.some(({ predicate, object }) => predicate.value === `${sh}closed` && object.value === "true"))
    return undefined;
  const naming = new Set(
    ["path", "targetSubjectsOf", "equals", "disjoint", "lessThan", "lessThanOrEquals"].map(
      (term) => sh + term,
    ),
  );
  const named = shapes.filter(({ predicate }) => naming.has(predicate.value));
  return new Set([rdfType, ...named.map(({ object }) => object.value)]);
}

const sh = namespaceOf.sh;
const rdfType = `${namespaceOf.rdf}type`;

/** A finding names its shape, so each shape that can have results stands under an IRI. */
function anonymity(shape: Term, nodes: ShapeNodes): ShapesOffence[] {
  if (nodes.named(shape) !== undefined) return [];
  return [
    { shape: nodes.name(shape), construct: "a shape without IRI", reason: "a finding names its shape." },
  ];
}

/** What of a shape, where it is applied to the focus node itself, would look further than one step. */
function reach(shape: Term, nodes: ShapeNodes): ShapesOffence[] {
  if (!nodes.hasTarget(shape) && !nodes.types(shape).includes(`${namespaceOf.rdfs}Class`)) return [];
  return reachFrom(shape, nodes, 0);
}

/** `steps` is how far from the focus node the shape is applied; shapes are not recursive. */
function reachFrom(shape: Term, nodes: ShapeNodes, steps: number): ShapesOffence[] {
  const offence = (construct: string, reason: string) => ({ shape: nodes.name(shape), construct, reason });
  const [path] = nodes.values(shape, "path");
  const further = path === undefined ? steps : steps + 1;
  const compared = ["equals", "disjoint", "lessThan", "lessThanOrEquals"].filter(
    (parameter) => nodes.values(shape, parameter).length > 0,
  );
  return [
    ...(path === undefined || isStep(path, nodes)
      ? []
      : [offence("sh:path", "a description reaches one step, forwards or backwards: split the path.")]),
    ...(steps > 0 && path !== undefined && path.value !== rdfType
      ? [offence("sh:path", "of the neighbours of a thing, its description holds nothing but their types.")]
      : []),
    ...(steps > 0 ? [...compared, ...closed(shape, nodes)] : []).map((parameter) =>
      offence(
        `sh:${parameter}`,
        "of the neighbours of a thing, its description holds nothing but their types.",
      ),
    ),
    ...nodes.references(shape).flatMap((next) => reachFrom(next, nodes, further)),
  ];
}

function closed(shape: Term, nodes: ShapeNodes): string[] {
  return nodes.values(shape, "closed").some(({ value }) => value === "true") ? ["closed"] : [];
}

function isStep(path: Term, nodes: ShapeNodes): boolean {
  return path.termType === "NamedNode" || nodes.values(path, "inversePath").length > 0;
}
