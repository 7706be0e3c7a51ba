import { propertyOfInverse } from "../interop/prov-o/inverses.ts";
import { propertyOfAttribute } from "../interop/prov-o/vocabulary.ts";
import { namespaceOf } from "../vocabulary.ts";
import { provNameOf } from "./namespaces.ts";
import { nearestOf } from "./nearest.ts";
import type { Ontology } from "./ontology.ts";
import type { LintFinding } from "./report.ts";

/** Where in a statement a name stands, which says what it may be. */
export type Position = "property" | "class" | "other";

/** What is wrong with a name. */
export type NameFault = Pick<LintFinding, "rule" | "term" | "suggestion" | "certain" | "message">;

/**
 * Checks names against the terms of PROV: those of its namespace, and those of namespaces that were taken for it. A name is
 * judged once for each position.
 */
export function nameCheck(ontology: Ontology): (iri: string, position: Position) => NameFault | undefined {
  const known = new Map<string, NameFault | undefined>();
  const properties = new Set(
    [...ontology.objectProperties, ...ontology.datatypeProperties, ...propertyOfInverse.keys()].map(localOf),
  );
  const all = new Set([...ontology.terms].map(localOf));
  const localsOf: Record<Position, ReadonlySet<string>> = {
    property: new Set([...properties, ...[...all].filter((local) => !isClass(local))]),
    class: new Set([...ontology.classes].map(localOf)),
    other: new Set([...all, ...properties]),
  };
  function isClass(local: string): boolean {
    return ontology.classes.has(namespaceOf.prov + local);
  }

  return (iri, position) => {
    const key = `${position} ${iri}`;
    if (!known.has(key)) known.set(key, faultOf(iri, position, localsOf[position], all));
    return known.get(key);
  };
}

function faultOf(
  iri: string,
  position: Position,
  candidates: ReadonlySet<string>,
  all: ReadonlySet<string>,
): NameFault | undefined {
  const name = provNameOf(iri);
  if (name === undefined || (name.namespace === "document" && position === "other")) return undefined;
  const { local, namespace } = name;
  const isRight = namespace === "right";
  if (candidates.has(local)) return isRight ? undefined : repair("wrong-namespace", iri, local);
  const [same, ...others] = [...candidates].filter((each) => each.toLowerCase() === local.toLowerCase());
  if (same !== undefined && others.length === 0)
    return repair(isRight ? "wrong-case" : "wrong-namespace", iri, same);
  if (namespace === "endless") return undefined;

  const meant = meantBy(local, candidates);
  const what = all.has(local)
    ? position === "property"
      ? `prov:${local} is a class, and no property`
      : `prov:${local} is a property, and no class`
    : `PROV has no ${position === "other" ? "term" : position} ${isRight ? `prov:${local}` : `${local} (<${iri}>)`}`;
  return {
    rule: "unknown-term",
    term: iri,
    ...(meant === undefined ? {} : { suggestion: meant.iri }),
    certain: false,
    message: meant === undefined ? `${what}.` : `${what}; the nearest is ${meant.text}.`,
  };
}

function repair(rule: "wrong-namespace" | "wrong-case", iri: string, local: string): NameFault {
  const reason =
    rule === "wrong-case" ? "PROV writes it" : `PROV's namespace is <${namespaceOf.prov}>, and this is`;
  return {
    rule,
    term: iri,
    suggestion: namespaceOf.prov + local,
    certain: true,
    message: `<${iri}>: ${reason} prov:${local}.`,
  };
}

/** What a name that PROV does not have was probably meant to be. */
function meantBy(local: string, candidates: ReadonlySet<string>) {
  const property = propertyOfAttribute[namespaceOf.prov + local];
  if (property !== undefined)
    return { iri: property, text: `${shortOf(property)}, as RDF states that attribute` };
  const nearest = nearestOf(local, candidates);
  if (nearest === undefined) return undefined;
  const forward = propertyOfInverse.get(namespaceOf.prov + nearest);
  const text = forward === undefined ? "" : `, the inverse of ${shortOf(forward)}`;
  return { iri: namespaceOf.prov + nearest, text: `prov:${nearest}${text}` };
}

function localOf(iri: string): string {
  return iri.slice(namespaceOf.prov.length);
}

/** A name with the prefix that is usual for it. */
export function shortOf(iri: string): string {
  for (const [prefix, namespace] of Object.entries(namespaceOf))
    if (iri.startsWith(namespace)) return `${prefix}:${iri.slice(namespace.length)}`;
  return iri.startsWith("_:") ? iri : `<${iri}>`;
}
