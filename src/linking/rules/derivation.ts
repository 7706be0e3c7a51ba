import { dcterms, mun, prov, rdf } from "../../vocabulary.ts";
import { told } from "../facts.ts";
import { type Known, onSubjectOf, type Rule } from "../rule.ts";
import { type Stated, stating, text, trueLiteral } from "../statement.ts";
import { columnOf, type DatasetThing, datasetThing, pathBelowDataset } from "../things.ts";
import { version } from "./version.ts";
import { readUnit, versionRead } from "./version-read.ts";

/** Derivations of a version, and of its columns, from the versions that were found for what the producer named. */
export interface LinkedDerivations {
  readonly edges: readonly Edge[];
  /** What the source of a stated derivation may have been besides. */
  readonly possible: readonly Edge[];
}

interface Edge {
  readonly derived: string;
  readonly source: string;
  readonly supports: readonly string[];
}

/**
 * A stated derivation whose source is a dataset or a named version gets an edge to each version that the run read of it,
 * with a `prov:Derivation` of its own (DESIGN §4). Nothing is derived here that no producer stated, and what a producer
 * stated to the letter is not stated again.
 */
export const derivation: Rule<LinkedDerivations> = {
  name: "linked-derivation",
  version: 1,
  stage: 4,
  on: [
    ...onSubjectOf(prov.wasGeneratedBy, told.column),
    {
      predicate: prov.wasDerivedFrom.value,
      unit: ({ subject }, { base }) => datasetThing(subject, base)?.whole,
    },
  ],
  evaluate(iri, known) {
    const written = known.value(version, iri);
    if (written === undefined) return {};
    const columns = known.facts(iri, told.column).map(({ object }) => object.value);
    const found = [iri, ...columns].flatMap((derived) => linksOf(derived, written.run, known));
    return {
      value: {
        edges: found.flatMap(({ edges }) => edges),
        possible: found.flatMap(({ possible }) => possible),
      },
      statements: found.flatMap(({ statements }) => statements),
    };
  },
};

interface Found {
  readonly edges: readonly Edge[];
  readonly possible: readonly Edge[];
  readonly statements: readonly Stated[];
}

function linksOf(derived: string, run: string, known: Known): Found[] {
  const { base } = known.iris;
  const stated = known.facts(derived, prov.wasDerivedFrom);
  const saidByEvents = new Set(
    stated.filter(({ eventSupport }) => eventSupport !== undefined).map(({ object }) => object.value),
  );
  return stated.flatMap(({ object, eventSupport }): Found[] => {
    const named = datasetThing(object.value, base);
    if (eventSupport === undefined || (named?.kind !== "dataset" && named?.kind !== "named")) return [];
    const read = known.value(versionRead, readUnit(run, named.whole));
    if (read === undefined) return [];
    const edgeTo = (link: { readonly version: string; readonly supports: readonly string[] }): Edge => ({
      derived,
      source: columnOf(link.version, named.column),
      supports: [eventSupport, ...link.supports],
    });
    const masked = known.facts(`${derived}/derivation/${pathBelowDataset(object.value, base)}`, mun.masking);
    const links = read.linked
      .map((link) => ({ link, edge: edgeTo(link) }))
      .filter(({ edge }) => !saidByEvents.has(edge.source));
    return [
      {
        edges: links.map(({ edge }) => edge),
        possible: read.possible.map(edgeTo),
        statements: links.flatMap(({ link, edge }) => [
          ...derivationOf(edge, link.rule, named, masked.length > 0, known),
          ...(named.column === undefined ? [] : column(edge, link.version, named.dataset, named.column)),
        ]),
      },
    ];
  });
}

/** The edge in its plain and its qualified form. */
function derivationOf(
  edge: Edge,
  rule: string,
  { column }: DatasetThing,
  isMasked: boolean,
  { iris }: Known,
): Stated[] {
  const { derived, source, supports } = edge;
  const states = stating("linked", supports);
  const node = `${derived}/derivation/${pathBelowDataset(source, iris.base)}`;
  return [
    ...states(derived, prov.wasDerivedFrom, source),
    ...states(derived, prov.qualifiedDerivation, node),
    ...(column === undefined ? states(node, rdf.type, prov.Derivation) : []),
    ...states(node, prov.entity, source),
    ...states(node, mun.linked, trueLiteral),
    ...states(node, mun.rule, text(rule)),
    ...(isMasked ? states(node, mun.masking, trueLiteral) : []),
  ];
}

/** The column of the version that was read, which no bundle names. */
function column(edge: Edge, whole: string, dataset: string, path: string): Stated[] {
  const states = stating("linked", edge.supports);
  return [
    ...states(edge.source, prov.specializationOf, columnOf(dataset, path)),
    ...states(edge.source, dcterms.isPartOf, whole),
  ];
}
