import { dcterms, mun, prov, rdf } from "../../vocabulary.ts";
import { derivationPart, told } from "../facts.ts";
import type { Name } from "../rest/names.ts";
import { type Known, onSubjectOf, type Rule } from "../rule.ts";
import { type Stated, stating, trueLiteral } from "../statement.ts";
import { columnOf, pathBelowDataset } from "../things.ts";
import type { Thing } from "../things-by-name.ts";
import { version } from "./version.ts";
import { readUnit, versionRead } from "./version-read.ts";

/** Derivations of a version, and of its columns, from the versions that were found for what the producer named. */
export interface LinkedDerivations {
  readonly edges: readonly Edge[];
  /** What the source of a stated derivation may have been besides. */
  readonly possible: readonly Edge[];
}

interface Edge {
  readonly derived: Name;
  readonly source: Name;
  readonly supports: readonly Name[];
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
      predicate: prov.wasDerivedFrom,
      unit: ({ subject }, { things }) => things.of(subject)?.whole,
    },
  ],
  evaluate(iri, known) {
    const written = known.value(version, iri);
    if (written === undefined) return {};
    const columns = known.facts(iri, told.column).map(({ object }) => object);
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

function linksOf(derived: Name, run: Name, known: Known): Found[] {
  const stated = known.facts(derived, prov.wasDerivedFrom);
  const saidByEvents = new Set(
    stated.filter(({ eventSupport }) => eventSupport !== undefined).map(({ object }) => object),
  );
  return stated.flatMap(({ object, eventSupport }): Found[] => {
    const named = known.things.of(object);
    if (eventSupport === undefined || (named?.kind !== "dataset" && named?.kind !== "named")) return [];
    const read = known.value(versionRead, readUnit(known, run, named.whole));
    if (read === undefined) return [];
    const edgeTo = (link: { readonly version: Name; readonly supports: readonly Name[] }): Edge => ({
      derived,
      source: columnOfVersion(link.version, named.column, known),
      supports: [eventSupport, ...link.supports],
    });
    const lasting = named.kind === "dataset" ? object : columnOfVersion(named.dataset, named.column, known);
    const isMasked = known.fact(derived, told.masked, object) !== undefined;
    const links = read.linked
      .map((link) => ({ link, edge: edgeTo(link) }))
      .filter(({ edge }) => !saidByEvents.has(edge.source));
    return [
      {
        edges: links.map(({ edge }) => edge),
        possible: read.possible.map(edgeTo),
        statements: links.flatMap(({ link, edge }) => [
          ...derivationOf(edge, link.rule, named, isMasked, known),
          ...(named.column === undefined ? [] : column(edge, link.version, lasting)),
        ]),
      },
    ];
  });
}

/** The edge in its plain and its qualified form. */
function derivationOf(
  edge: Edge,
  rule: string,
  { column }: Thing,
  isMasked: boolean,
  known: Known,
): Stated[] {
  const { derived, source, supports } = edge;
  const states = stating("linked", supports);
  const node = derivationNode(derived, source, known);
  return [
    ...states(derived, prov.wasDerivedFrom, source),
    ...states(derived, prov.qualifiedDerivation, node),
    ...(column === undefined ? states(node, rdf.type, prov.Derivation) : []),
    ...states(node, prov.entity, source),
    ...states(node, mun.linked, trueLiteral),
    ...states(node, mun.rule, known.names.word(rule)),
    ...(isMasked ? states(node, mun.masking, trueLiteral) : []),
  ];
}

/** The column of the version that was read, which no bundle names, of that of the dataset. */
function column({ source, supports }: Edge, whole: Name, lasting: Name): Stated[] {
  const states = stating("linked", supports);
  return [...states(source, prov.specializationOf, lasting), ...states(source, dcterms.isPartOf, whole)];
}

/** The column of that path of a dataset or version; itself when there is none. */
function columnOfVersion(whole: Name, path: string | undefined, { names }: Known): Name {
  return path === undefined ? whole : names.iri(columnOf(names.text(whole), path));
}

/** The qualified derivation of a thing from another. */
function derivationNode(derived: Name, source: Name, { iris, names }: Known): Name {
  return names.iri(
    `${names.text(derived)}${derivationPart}${pathBelowDataset(names.text(source), iris.base)}`,
  );
}
