import type { Quad, Term } from "@rdfjs/types";
import type { Iris } from "../../src/mapping/iris.ts";
import { namespaceOf, rdf, xsd } from "../../src/vocabulary.ts";

const prefixes = (["dcat", "dcterms", "dqv", "mls", "ai", "mun", "prov", "rdf", "xsd"] as const).map(
  (prefix) => [prefix, namespaceOf[prefix]] as const,
);

/** Texts longer than this are a producer's and not ours to keep: their keyed hash stands for them. */
const longestText = 100;

/**
 * Quads as TriG that is the same for the same set: sorted by code point, abbreviated, relative to the store's base.
 * What a producer wrote at length, and the JSON of every facet, is replaced by its keyed hash.
 */
export function goldenTrig(quads: Iterable<Quad>, iris: Iris): string {
  const graphs = new Map<string, Map<string, Map<string, Set<string>>>>();
  for (const { graph, subject, predicate, object } of quads) {
    const subjects = entry(graphs, written(graph, iris), () => new Map<string, Map<string, Set<string>>>());
    const predicates = entry(subjects, written(subject, iris), () => new Map<string, Set<string>>());
    const verb = predicate.equals(rdf.type) ? "a" : written(predicate, iris);
    entry(predicates, verb, () => new Set<string>()).add(written(object, iris));
  }

  const head = [
    `@base <${iris.base}> .`,
    ...prefixes.map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .`),
  ];
  const blocks = sorted(graphs).map(([graph, subjects]) => {
    const statements = sorted(subjects).map(([subject, predicates]) => {
      const lines = sorted(predicates).map(([verb, objects]) => `${verb} ${[...objects].sort().join(", ")}`);
      return `  ${subject} ${lines.join(" ;\n    ")} .`;
    });
    return `${graph} {\n${statements.join("\n")}\n}`;
  });
  return `${[head.join("\n"), ...blocks].join("\n\n")}\n`;
}

function entry<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

function sorted<Value>(map: ReadonlyMap<string, Value>): [string, Value][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

function written(term: Term, iris: Iris): string {
  if (term.termType === "Literal") {
    const isLong = term.datatype.equals(rdf.JSON) || term.value.length > longestText;
    const text = JSON.stringify(isLong ? `hmac:${iris.keyedHash("facet", term.value)}` : term.value);
    return term.datatype.equals(xsd.string) ? text : `${text}^^${written(term.datatype, iris)}`;
  }
  const known = prefixes.find(([, iri]) => term.value.startsWith(iri));
  if (known !== undefined) return `${known[0]}:${term.value.slice(known[1].length)}`;
  return `<${term.value.startsWith(iris.base) ? term.value.slice(iris.base.length) : term.value}>`;
}
