import { namespaceOf } from "../vocabulary.ts";

/** One alternative of a step: a predicate, walked from subject to object or the other way. */
export interface Link {
  readonly predicate: string;
  readonly isInverse: boolean;
}

/** A step of a path: any one of its links, exactly once or at most once or any number of times. */
export interface Step {
  readonly links: readonly Link[];
  readonly times: "once" | "optional" | "any";
}

/** A property path as a list of steps, which is all that evidence needs: no nested sequences (SPARQL 1.1 §9.1). */
export type Path = readonly Step[];

/**
 * Reads a path such as `prov:specializationOf/(prov:alternateOf|^prov:alternateOf)*`: steps apart by `/`, alternatives
 * by `|`, each link a prefixed name of our vocabulary or `a`, with `^` for the inverse, and `+`, `*` or `?` after a step.
 * Undefined when the text is none.
 */
export function readPath(text: string): Path | undefined {
  const steps: Step[] = [];
  for (const stepText of text.trim().split("/")) {
    const parts = /^\(?([^()+*?]+)\)?([+*?]?)$/.exec(stepText.trim());
    const links = parts?.[1]?.split("|").map(readLink);
    if (links === undefined || !links.every((link) => link !== undefined)) return undefined;
    const modifier = parts?.[2];
    if (modifier === "" || modifier === "+") steps.push({ links, times: "once" });
    if (modifier === "*" || modifier === "+") steps.push({ links, times: "any" });
    if (modifier === "?") steps.push({ links, times: "optional" });
  }
  return steps;
}

/** The same path, walked from its end to its beginning. */
export function reversed(path: Path): Path {
  return path.toReversed().map(({ links, times }) => ({
    links: links.map(({ predicate, isInverse }) => ({ predicate, isInverse: !isInverse })),
    times,
  }));
}

/** The path with other predicates in the place of some, as a mode asks for (`QueryOptions.predicates`). */
export function withPredicates(path: Path, predicates: Readonly<Record<string, string>>): Path {
  return path.map(({ links, times }) => ({
    links: links.map((link) => ({ ...link, predicate: predicates[link.predicate] ?? link.predicate })),
    times,
  }));
}

/** The IRI of a prefixed name such as `prov:used`, or of `a`. */
export function readPrefixedName(text: string): string | undefined {
  if (text === "a") return `${namespaceOf.rdf}type`;
  const [, prefix = "", local = ""] = /^([\w-]+):([\w-]+)$/.exec(text) ?? [];
  const namespace = Object.entries(namespaceOf).find(([name]) => name === prefix)?.[1];
  return namespace === undefined ? undefined : namespace + local;
}

function readLink(text: string): Link | undefined {
  const isInverse = text.trim().startsWith("^");
  const predicate = readPrefixedName(text.trim().slice(isInverse ? 1 : 0));
  return predicate === undefined ? undefined : { predicate, isInverse };
}
