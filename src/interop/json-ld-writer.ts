import type { Quad, Term } from "@rdfjs/types";
import { graphText, termText } from "../quads/nquads.ts";
import { rdf, xsd } from "../vocabulary.ts";
import { type Compact, compactBy, type Prefixes } from "./prefixes.ts";
import { UnwritableInJsonLdError } from "./rdf-errors.ts";

interface Options {
  readonly prefixes: Prefixes;
  /** Named instead of the prefixes; it must define them, and protect no term. */
  readonly contextIri?: string;
}

/**
 * Writes flattened JSON-LD 1.1 as the quads come, with memory for the statements about one subject (at most
 * `nodeQuads`; a longer description goes on in a second node object of the same `@id`, which means the same).
 *
 * Every literal but a string is a typed string, never a JSON number or boolean, so no reader rounds it. A few IRIs
 * would be misread under the prefixes (`dcat:x` as an IRI of the scheme `dcat`): a node that has one is written in full
 * under `"@context": null`.
 *
 * @throws {UnwritableInJsonLdError} at a triple term.
 */
export async function* writeJsonLd(
  quads: AsyncIterable<Quad> | Iterable<Quad>,
  { prefixes, contextIri }: Options,
): AsyncGenerator<string> {
  const names: Names = { compact: compactBy(prefixes), schemes: new Set(Object.keys(prefixes)) };
  yield `{"@context":${JSON.stringify(contextIri ?? prefixes)},"@graph":[`;
  let graph = "";
  let isFirstOfDocument = true;
  let isFirstOfGraph = true;
  for await (const group of bySubject(quads)) {
    const [first] = group;
    const nextGraph = graphText(first);
    const isFull = isMisread(first.graph, names);
    if (nextGraph !== graph) {
      if (graph !== "") yield "]}";
      if (nextGraph !== "") {
        const context = isFull ? '"@context":null,' : "";
        const name = JSON.stringify(idOf(first.graph, isFull ? undefined : names.compact));
        yield `${isFirstOfDocument ? "" : ","}\n{${context}"@id":${name},"@graph":[`;
      }
      graph = nextGraph;
      isFirstOfGraph = true;
    }
    const isFirst = graph === "" ? isFirstOfDocument : isFirstOfGraph;
    yield `${isFirst ? "" : ","}\n${JSON.stringify(nodeObject(group, names, isFull))}`;
    isFirstOfDocument = false;
    isFirstOfGraph = false;
  }
  yield graph === "" ? "\n]}\n" : "]}\n]}\n";
}

/** Most quads of one node object. */
const nodeQuads = 1_000;

interface Names {
  readonly compact: Compact;
  /** Schemes that would be taken for prefixes. */
  readonly schemes: ReadonlySet<string>;
}

type Group = readonly [Quad, ...Quad[]];

async function* bySubject(quads: AsyncIterable<Quad> | Iterable<Quad>): AsyncGenerator<Group> {
  let group: [Quad, ...Quad[]] | undefined;
  for await (const quad of quads) {
    const [first] = group ?? [];
    const goesOn = first?.subject.equals(quad.subject) === true && first.graph.equals(quad.graph);
    if (group !== undefined && goesOn && group.length < nodeQuads) {
      group.push(quad);
    } else {
      if (group !== undefined) yield group;
      group = [quad];
    }
  }
  if (group !== undefined) yield group;
}

function nodeObject(group: Group, names: Names, isGraphFull: boolean): object {
  const isFull =
    isGraphFull ||
    group.some((quad) => [quad.subject, quad.predicate, quad.object].some((t) => isMisread(t, names)));
  const compact = isFull ? undefined : names.compact;
  const types: string[] = [];
  const valuesOf = new Map<string, object[]>();
  for (const { predicate, object } of group) {
    if (predicate.equals(rdf.type) && object.termType !== "Literal") {
      types.push(idOf(object, compact));
      continue;
    }
    const key = idOf(predicate, compact);
    const values = valuesOf.get(key) ?? [];
    values.push(valueObject(object, compact));
    valuesOf.set(key, values);
  }
  return {
    ...(isFull && !isGraphFull ? { "@context": null } : {}),
    "@id": idOf(group[0].subject, compact),
    ...(types.length === 0 ? {} : { "@type": types }),
    ...Object.fromEntries(valuesOf),
  };
}

function valueObject(term: Term, compact: Compact | undefined): object {
  if (term.termType !== "Literal") return { "@id": idOf(term, compact) };
  const { value, language, direction, datatype } = term;
  if (language !== "")
    return { "@value": value, "@language": language, ...(direction ? { "@direction": direction } : {}) };
  return datatype.equals(xsd.string)
    ? { "@value": value }
    : { "@value": value, "@type": idOf(datatype, compact) };
}

function idOf(term: Term, compact: Compact | undefined): string {
  if (term.termType === "Quad") throw new UnwritableInJsonLdError();
  return term.termType === "NamedNode" ? (compact?.(term.value) ?? term.value) : termText(term);
}

function isMisread(term: Term, { schemes }: Names): boolean {
  if (term.termType === "Literal") return isMisread(term.datatype, { schemes, compact: () => undefined });
  return term.termType === "NamedNode" && schemes.has(term.value.slice(0, term.value.indexOf(":")));
}
