import type { Quad } from "@rdfjs/types";
import { DataFactory } from "n3";
import { completed } from "../constraints/definitions.ts";
import { ProvenanceError } from "../errors.ts";
import { readProvO } from "../interop/prov-o/read.ts";
import {
  derivationSubtypes,
  dictionaryChanges,
  elementOfClass,
  elementOfSubclass,
  relations,
  structuralProperties,
} from "../interop/prov-o/vocabulary.ts";
import type { ProvDocument } from "../prov/document.ts";
import type { QuadView } from "../quads/quad-store.ts";
import { mun, namespaceOf, rdf } from "../vocabulary.ts";
import { withAnonymousNodes } from "./anonymous-nodes.ts";
import { forwardsView } from "./forwards-view.ts";

/** A store has more quads that state PROV than a check may hold in memory. */
export class CheckTooLargeError extends ProvenanceError {
  override readonly name = "CheckTooLargeError";
  readonly code = "check-too-large";
  readonly limit: number;

  constructor(limit: number) {
    super(`The store has more than ${limit} quads that state PROV, which a check needs in memory`);
    this.limit = limit;
  }
}

/**
 * The default graph of a view as one PROV document without attributes, of which PROV-CONSTRAINTS asks but the types of
 * collections: what else a thing has is left in the store, and so most of its quads are never read.
 *
 * Of a thing that no class describes, a reader of PROV-O makes a statement where it has an attribute; of such one is taken.
 * @throws {CheckTooLargeError}
 */
export function storedDocument(stored: QuadView, mostQuads: number): ProvDocument {
  const view = forwardsView(stored);
  const quads: Quad[] = [];
  for (const quad of statingQuads(view))
    if (quads.push(quad) > mostQuads) throw new CheckTooLargeError(mostQuads);
  for (const quad of tokenAttributes(quads, view)) quads.push(quad);
  return documentOf(quads);
}

/**
 * The same of some of its quads. What a qualified relation lacks that PROV-DM requires is a variable: of an owner who was
 * overruled, a facet still says that there is an attribution to him, and nothing says any more of what.
 */
export function documentOf(quads: readonly Quad[]): ProvDocument {
  const { prefixes, statements, bundles } = readProvO(quads, {
    prefixes: { prov: namespaceOf.prov },
  }).document;
  const known = withAnonymousNodes(statements).map((statement) =>
    completed(statement, (argument) => `_:${argument}-of-${statement.id}`),
  );
  return { prefixes, statements: known, bundles };
}

const defaultGraph = DataFactory.defaultGraph();

/** The classes whose instances are elements, relations or kinds of collection. */
const classesOfProv: ReadonlySet<string> = new Set([
  ...Object.keys(elementOfClass),
  ...Object.keys(elementOfSubclass),
  ...relations.map(({ node }) => node),
  ...derivationSubtypes.map(({ node }) => node),
  ...dictionaryChanges.map(({ node }) => node),
]);

/** Whether a document has the quad that a thing is of a class. */
export function isClassOfProv(type: string): boolean {
  return classesOfProv.has(type);
}

function* statingQuads(view: QuadView): Iterable<Quad> {
  for (const property of structuralProperties)
    yield* view.match(null, DataFactory.namedNode(property), null, defaultGraph);
  for (const type of classesOfProv)
    yield* view.match(null, rdf.type, DataFactory.namedNode(type), defaultGraph);
}

/** One attribute of each thing that quads speak of without saying what it is, where it has one. */
function tokenAttributes(quads: readonly Quad[], view: QuadView): readonly Quad[] {
  const isType = (quad: Quad) => quad.predicate.value === rdf.type.value;
  const described = new Set(quads.filter(isType).map(({ subject }) => subject.value));
  const undescribed = new Set<string>();
  for (const { subject, predicate, object } of quads) {
    if (predicate.value === rdf.type.value) continue;
    if (!described.has(subject.value)) undescribed.add(subject.value);
    if (object.termType === "NamedNode" && !described.has(object.value)) undescribed.add(object.value);
  }
  return [...undescribed].flatMap((name) => tokenAttribute(name, view) ?? []);
}

/** An attribute of a thing, where it has one; what the store concludes from its derivations alone is none. */
export function tokenAttribute(name: string, view: QuadView): Quad | undefined {
  for (const quad of view.match(DataFactory.namedNode(name), null, null, defaultGraph))
    if (!structuralProperties.has(quad.predicate.value) && !quad.predicate.equals(mun.carriesDataFrom))
      return quad;
  return undefined;
}
