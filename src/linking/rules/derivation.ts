import { dcterms, mun, prov, rdf } from "../../vocabulary.ts";
import { told } from "../facts.ts";
import { type Known, onSubjectOf, type Rule } from "../rule.ts";
import { type Stated, stating, text, trueLiteral } from "../statement.ts";
import { columnOf, datasetThing, pathBelowDataset } from "../things.ts";
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
 * A stated derivation whose source is a dataset or a named version gets its edge to the version that the run read,
 * with a `prov:Derivation` of its own (DESIGN §4). Nothing is derived here that no producer stated.
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
        edges: found.flatMap(({ edge }) => edge ?? []),
        possible: found.flatMap(({ possible }) => possible),
      },
      statements: found.flatMap(({ statements }) => statements),
    };
  },
};

interface Found {
  readonly edge?: Edge;
  readonly possible: readonly Edge[];
  readonly statements: readonly Stated[];
}

function linksOf(derived: string, run: string, known: Known): Found[] {
  const { base } = known.iris;
  return known.facts(derived, prov.wasDerivedFrom).flatMap(({ object, eventSupport }): Found[] => {
    const named = datasetThing(object.value, base);
    if (eventSupport === undefined || (named?.kind !== "dataset" && named?.kind !== "named")) return [];
    const read = known.value(versionRead, readUnit(run, named.whole));
    if (read === undefined) return [];
    const edgeTo = (link: { readonly version: string; readonly supports: readonly string[] }): Edge => ({
      derived,
      source: columnOf(link.version, named.column),
      supports: [eventSupport, ...link.supports],
    });
    const possible = read.possible.map(edgeTo);
    const { linked } = read;
    if (linked === undefined) return [{ possible, statements: [] }];

    const edge = edgeTo(linked);
    const states = stating("linked", edge.supports);
    const node = `${derived}/derivation/${pathBelowDataset(edge.source, base)}`;
    const stated = `${derived}/derivation/${pathBelowDataset(object.value, base)}`;
    const isMasked = known.facts(stated, mun.masking).length > 0;
    const statements = [
      ...states(derived, prov.wasDerivedFrom, edge.source),
      ...states(derived, prov.qualifiedDerivation, node),
      ...(named.column === undefined ? states(node, rdf.type, prov.Derivation) : []),
      ...states(node, prov.entity, edge.source),
      ...states(node, mun.linked, trueLiteral),
      ...states(node, mun.rule, text(linked.rule)),
      ...(isMasked ? states(node, mun.masking, trueLiteral) : []),
      ...(named.column === undefined ? [] : column(edge, linked.version, named.dataset, named.column)),
    ];
    return [{ edge, possible, statements }];
  });
}

/** The column of the version that was read, which no bundle names. */
function column(edge: Edge, whole: string, dataset: string, path: string): Stated[] {
  const states = stating("linked", edge.supports);
  return [
    ...states(edge.source, prov.specializationOf, columnOf(dataset, path)),
    ...states(edge.source, dcterms.isPartOf, whole),
  ];
}
