import { compareCodePoints } from "../code-points.ts";
import { own } from "../own.ts";

interface NamedThing {
  readonly namespace: string;
  readonly name: string;
}

/** Datasets of different names that differ so little that they may be one, and in what they differ. */
export interface NearNames {
  readonly datasets: readonly NamedThing[];
  /** `scheme`, `port`, `case`, `slash` and `prefix`: what was set aside to find them alike, sorted. */
  readonly differIn: readonly string[];
}

/**
 * Groups of datasets whose names are nearly equal: for a person, who then writes a name rewrite or leaves them apart.
 * Two names are near when they are equal but for `s3a` or `s3n` for `s3` and the like, a port, letter case, slashes at
 * the ends, or a catalog before a name of at least two parts. Nothing is joined by it. O(n log n).
 */
export function nearNames(datasets: Iterable<NamedThing>): readonly NearNames[] {
  const distinct = new Map<string, NamedThing>();
  for (const { namespace, name } of datasets)
    distinct.set(JSON.stringify([namespace, name]), { namespace, name });
  const groups = new Map<string, NamedThing[]>();
  const prefixed = new Map<string, string>();

  for (const dataset of distinct.values()) {
    const key = keyOf(dataset);
    groups.set(key, [...(groups.get(key) ?? []), dataset]);
  }
  for (const key of groups.keys()) {
    const shorter = withoutCatalog(key);
    if (shorter !== undefined && groups.has(shorter)) prefixed.set(key, shorter);
  }
  for (const [key, shorter] of prefixed) {
    const root = rootOf(shorter, prefixed);
    groups.set(root, [...(groups.get(root) ?? []), ...(groups.get(key) ?? [])]);
  }
  for (const key of prefixed.keys()) groups.delete(key);

  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => ({ datasets: group.sort(byName), differIn: differencesIn(group) }))
    .sort(({ datasets: [a] }, { datasets: [b] }) => (a && b ? byName(a, b) : 0));
}

/** What is set aside, one after the other; a difference is named when setting it aside makes two names equal. */
const simplifications: Readonly<Record<string, (dataset: NamedThing) => NamedThing>> = {
  case: ({ namespace, name }) => ({ namespace: namespace.toLowerCase(), name: name.toLowerCase() }),
  port: ({ namespace, name }) => ({ namespace: namespace.replace(/:\d+(?=\/|$)/, ""), name }),
  scheme: ({ namespace, name }) => ({
    namespace: namespace.replace(scheme, (found) => schemeOf(found)),
    name,
  }),
  slash: ({ namespace, name }) => ({ namespace: trimmed(namespace), name: trimmed(name) }),
};

const scheme = /^[A-Za-z][A-Za-z0-9+.-]*(?=:)/;

function schemeOf(found: string): string {
  const familyOf: Readonly<Record<string, string>> = {
    s3a: "s3",
    s3n: "s3",
    abfss: "abfs",
    wasbs: "wasb",
    postgresql: "postgres",
    https: "http",
  };
  return own(familyOf, found.toLowerCase()) ?? found;
}

function trimmed(text: string): string {
  return text.replace(/^\/+(?=[^/])/, "").replace(/([^/:])\/+$/, "$1");
}

function keyOf(dataset: NamedThing): string {
  const { namespace, name } = Object.values(simplifications).reduce(
    (each, simplify) => simplify(each),
    dataset,
  );
  return JSON.stringify([namespace, name]);
}

/** The key without the first of at least three parts of the name; a path has slashes and is no such name. */
function withoutCatalog(key: string): string | undefined {
  const [namespace, name] = JSON.parse(key) as [string, string];
  const shorter = name.includes("/") ? undefined : /^[^.]+\.([^.]+\..+)$/.exec(name)?.[1];
  return shorter === undefined ? undefined : JSON.stringify([namespace, shorter]);
}

function rootOf(key: string, prefixed: ReadonlyMap<string, string>): string {
  let root = key;
  for (let next = prefixed.get(root); next !== undefined; next = prefixed.get(root)) root = next;
  return root;
}

function differencesIn(group: readonly NamedThing[]): readonly string[] {
  const texts = (simplify: (dataset: NamedThing) => NamedThing) =>
    new Set(group.map((dataset) => JSON.stringify(simplify(dataset)))).size;
  const all = Object.entries(simplifications);
  const found = all
    .filter(([name]) => {
      const others = all.filter(([other]) => other !== name).map(([, simplify]) => simplify);
      const simplifyOthers = (dataset: NamedThing) =>
        others.reduce((each, simplify) => simplify(each), dataset);
      const everything = (dataset: NamedThing) => all.reduce((each, [, simplify]) => simplify(each), dataset);
      return texts(simplifyOthers) > texts(everything);
    })
    .map(([name]) => name);
  return new Set(group.map(keyOf)).size > 1 ? [...found, "prefix"].sort() : found.sort();
}

function byName(a: NamedThing, b: NamedThing): number {
  return compareCodePoints(a.namespace, b.namespace) || compareCodePoints(a.name, b.name);
}
