import type { Quad, Term } from "@rdfjs/types";
import provVocabulary from "@vocabulary/prov";
import { DataFactory, Store } from "n3";
import { compareCodePoints } from "../../src/code-points.ts";
import { namespaceOf, owl, rdf, rdfs } from "../../src/vocabulary.ts";

/** An axiom of PROV-O as the vocabulary states it, a statement or two from which something follows by it, and what asks for that. */
export interface AxiomRow {
  readonly axiom: string;
  readonly data: string;
  readonly query: string;
}

const vocabulary: Quad[] = provVocabulary({ factory: DataFactory });
const store = new Store(vocabulary);

/** A row for each axiom of the kinds that are read, in their order and that of their terms. */
export function axiomRows(): readonly AxiomRow[] {
  return [
    ...of(rdfs.subClassOf, (sub, above) => [`:x a ${sub} .`, `ASK { :x a ${above} }`]),
    ...of(rdfs.subPropertyOf, (sub, above) => [`:x ${sub} :y .`, `ASK { :x ${above} :y }`]),
    ...of(owl.inverseOf, (one, other) => [`:x ${other} :y .`, `ASK { :y ${one} :x }`]),
    ...chains(),
  ];
}

function of(
  predicate: Term,
  row: (subject: string, object: string) => readonly [string, string],
): AxiomRow[] {
  const stated = store
    .getQuads(null, predicate as never, null, null)
    .filter(({ subject, object }) => subject.termType === "NamedNode" && object.termType === "NamedNode");
  return sorted(
    stated.map(({ subject, object }) => {
      const [data, query] = row(named(subject), named(object));
      return { axiom: `${named(subject)} ${named(predicate)} ${named(object)}`, data, query };
    }),
  );
}

function chains(): AxiomRow[] {
  return sorted(
    store.getQuads(null, owl.propertyChainAxiom, null, null).map(({ subject, object: list }) => {
      const [first, second] = members(list).map(named);
      return {
        axiom: `${named(subject)} owl:propertyChainAxiom ( ${first} ${second} )`,
        data: `:x ${first} :q . :q ${second} :y .`,
        query: `ASK { :x ${named(subject)} :y }`,
      };
    }),
  );
}

function members(list: Term): Term[] {
  if (list.equals(rdf.nil)) return [];
  const [first] = store.getObjects(list as never, rdf.first, null);
  const [rest] = store.getObjects(list as never, rdf.rest, null);
  return first === undefined || rest === undefined ? [] : [first, ...members(rest)];
}

function sorted(rows: readonly AxiomRow[]): AxiomRow[] {
  return [...rows].sort((a, b) => compareCodePoints(a.axiom, b.axiom));
}

function named({ value }: Term): string {
  const [prefix, iri] = Object.entries(namespaceOf).find(([, each]) => value.startsWith(each)) ?? [];
  if (iri === undefined) throw new Error(`No prefix for <${value}>`);
  return `${prefix}:${value.slice(iri.length)}`;
}

/** The table of `docs/entailment.md`. */
export function axiomTable(): string {
  const rows = axiomRows().map(({ axiom, data, query }) => `| \`${axiom}\` | \`${data}\` | \`${query}\` |`);
  return ["| axiom | where it is stated that | this is true |", "|---|---|---|", ...rows].join("\n");
}
