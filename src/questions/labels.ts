import type { NamedNode, Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import { type Iris, unsegment } from "../mapping/iris.ts";
import { own } from "../own.ts";
import type { QuadView } from "../quads/quad-store.ts";
import { dcterms, foaf, mun, namespaceOf, prov, rdfs } from "../vocabulary.ts";

export interface LabelContext {
  readonly view: QuadView;
  readonly iris: Iris;
  /** Names behind keyed IRIs, where the asker may know them. */
  readonly nameOf?: (iri: string) => string | undefined;
}

/** A short name for people for each of these IRIs, such as `bureau/feed · 2026-10-21` for a version. */
export function labelsOf(iris: Iterable<string>, context: LabelContext): Readonly<Record<string, string>> {
  const all = [...new Set(iris)].sort();
  const shortNames = shortNamesOf(all, context);
  return Object.fromEntries(all.map((iri) => [iri, labelOf(iri, { ...context, shortNames })]));
}

/** Data sets and jobs that go by their name alone: of a namespace that is an address, and no other bears the name. */
function shortNamesOf(iris: readonly string[], { iris: { base } }: LabelContext): ReadonlySet<string> {
  const namespacesOf = new Map<string, Set<string>>();
  for (const iri of iris) {
    if (!iri.startsWith(base)) continue;
    const [kind = "", namespace = "", name = ""] = iri.slice(base.length).split("/");
    const key = `${kind}/${name}`;
    namespacesOf.set(key, (namespacesOf.get(key) ?? new Set()).add(namespace));
  }
  const isAddress = (namespace: string) => plain(namespace).includes("://");
  const short = [...namespacesOf].filter(([, found]) => found.size === 1 && [...found].every(isAddress));
  return new Set(short.map(([key]) => key));
}

interface NamingContext extends LabelContext {
  readonly shortNames: ReadonlySet<string>;
}

function labelOf(iri: string, context: NamingContext): string {
  const node = DataFactory.namedNode(iri);
  const person = context.nameOf?.(iri) ?? identityName(node, context);
  if (person !== undefined) return person;
  if (!iri.startsWith(context.iris.base)) return statedName(node, context.view) ?? withPrefix(iri);
  const [kind = "", ...parts] = iri.slice(context.iris.base.length).split("/");
  return own(labelers, kind)?.(node, parts, context) ?? parts.map(plain).join("/");
}

/** By the first segment under the base; the IRIs are those of `mapping/iris.ts`. */
const labelers: Readonly<
  Record<string, (node: NamedNode, parts: readonly string[], context: NamingContext) => string>
> = {
  dataset(node, [namespace = "", name = "", ...rest], { view, shortNames }) {
    const dataset = shortNames.has(`dataset/${name}`) ? plain(name) : `${plain(namespace)}/${plain(name)}`;
    const columnAt = rest.indexOf("column");
    const column =
      columnAt < 0
        ? ""
        : ` · column ${rest
            .slice(columnAt + 1)
            .map(plain)
            .join(".")}`;
    const version = columnAt < 0 ? rest : rest.slice(0, columnAt);
    if (version.length === 0) return dataset + column;
    const [id] = literals(view, node, mun.versionId);
    if (id !== undefined) return `${dataset} · version ${id}${column}`;
    const [written] = literals(view, node, prov.generatedAtTime);
    if (written !== undefined) return `${dataset} · written ${minute(written)}${column}`;
    const [observed] = literals(view, node, mun.observedAt);
    if (observed !== undefined) return `${dataset} · as read ${minute(observed)}${column}`;
    return `${dataset} · version ${shortened(plain(version.at(-1) ?? ""))}${column}`;
  },
  job(node, [namespace = "", name = "", ...rest], { view, shortNames }) {
    const job = shortNames.has(`job/${name}`) ? plain(name) : `${plain(namespace)}/${plain(name)}`;
    if (rest[0] === "version") return `${job} · code ${shortened(rest[1] ?? "")}`;
    if (rest[0] !== "run") return job;
    const [start] = literals(view, node, prov.startedAtTime);
    return `${job} · run ${start === undefined ? shortened(plain(rest[1] ?? "")) : minute(start)}`;
  },
  agent(node, [kind = "", name = "", as, user], { view }) {
    if (kind === "person" || kind === "unknown") return `person ${shortened(name)}`;
    const stated = statedName(node, view) ?? plain(name);
    return as === "as" ? `${stated} as ${shortened(user ?? "")}` : stated;
  },
  bundle: (_node, [hash = ""]) => `bundle ${shortened(hash)}`,
};

/** `graph/identity` is asked by its name, and answers only in a view for those who may read it. */
function identityName(node: NamedNode, { view, iris }: LabelContext): string | undefined {
  for (const { object } of view.match(node, foaf.name, null, iris.identityGraph)) return object.value;
  return undefined;
}

function statedName(node: NamedNode, view: QuadView): string | undefined {
  return [rdfs.label, foaf.name, dcterms.title].flatMap((property) => literals(view, node, property))[0];
}

/** The literals of a property, by code point, so that the label does not depend on the order of a store. */
function literals(view: QuadView, subject: Term, property: NamedNode): readonly string[] {
  const objects = [...view.match(subject, property, null, DataFactory.defaultGraph())].map(
    ({ object }) => object,
  );
  return objects
    .filter(({ termType }) => termType === "Literal")
    .map(({ value }) => value)
    .sort();
}

/** `eu-gdpr:A6-1-b` for an IRI of a vocabulary that we know; any other as it is. */
function withPrefix(iri: string): string {
  const found = Object.entries(namespaceOf).find(
    ([, namespace]) => iri.startsWith(namespace) && /^[\w.-]+$/.test(iri.slice(namespace.length)),
  );
  return found === undefined ? iri : `${found[0]}:${iri.slice(found[1].length)}`;
}

function minute(instant: string): string {
  return instant.slice(0, 16).replace("T", " ");
}

/** The beginning of a hash or UUID, which is enough to tell two apart on a page. */
function shortened(text: string): string {
  return /^[0-9a-f-]{20,}$/.test(text) ? `${text.slice(0, 8)}…` : text;
}

function plain(segment: string): string {
  try {
    return unsegment(segment);
  } catch {
    return segment;
  }
}
