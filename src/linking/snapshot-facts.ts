import type { Quad } from "@rdfjs/types";
import { segment } from "../mapping/iris.ts";
import { dcat, dcterms, mun, prov, rdf } from "../vocabulary.ts";

/** What the linker reads in a facet snapshot (`docs/mapping.md`, "What a facet snapshot states"). */
export interface SnapshotFacts {
  readonly name: string;
  readonly isDeleted: boolean;
  readonly tags: readonly Tag[];
  readonly owners: readonly Owner[];
  readonly symlinks: readonly Named[];
  /** Of a `lifecycleStateChange`, in upper case. */
  readonly lifecycle?: string;
  /** The name before a RENAME. */
  readonly previous?: Named;
  /** Of a `schema`: the paths of its columns, as they stand in the IRIs of columns. */
  readonly columns: readonly string[];
  /** Whether a `jobType` says that the job streams. */
  readonly isStreaming: boolean;
}

interface Tag {
  readonly node: string;
  readonly key: string;
  readonly value?: string;
  readonly source?: string;
  readonly field?: string;
}

interface Owner {
  readonly agent: string;
  readonly role?: string;
}

interface Named {
  readonly namespace: string;
  readonly name: string;
}

/** Reads the facts of a snapshot; undefined when the quads are none. */
export function snapshotFacts(facet: string, quads: readonly Quad[]): SnapshotFacts | undefined {
  const values = new Map<string, string>();
  for (const { subject, predicate, object } of quads)
    values.set(`${subject.value} ${predicate.value}`, object.value);
  const said = (subject: string, predicate: { readonly value: string }) =>
    values.get(`${subject} ${predicate.value}`);
  const name = said(facet, mun.facetName);
  if (name === undefined) return undefined;

  const parts = quads
    .filter(({ subject, predicate }) => subject.value === facet && predicate.equals(dcterms.hasPart))
    .map(({ object }) => object.value);
  const named = (node: string | undefined): Named[] => {
    const [namespace, named] =
      node === undefined ? [] : [said(node, dcat.catalog), said(node, dcterms.identifier)];
    return namespace === undefined || named === undefined ? [] : [{ namespace, name: named }];
  };
  const lifecycle = name === "lifecycleStateChange" ? said(facet, dcterms.type)?.toUpperCase() : undefined;
  const [previous] = named(said(facet, dcterms.source));
  return {
    name,
    isDeleted: said(facet, mun.deleted) === "true",
    tags: parts.flatMap((node) => {
      const key = said(node, mun.tagKey);
      if (key === undefined) return [];
      const rest = { value: mun.tagValue, source: mun.tagSource, field: mun.tagField };
      const members = Object.entries(rest).flatMap(([member, predicate]) => {
        const value = said(node, predicate);
        return value === undefined ? [] : [[member, value] as const];
      });
      return [{ node, key, ...Object.fromEntries(members) }];
    }),
    owners: parts.flatMap((node) => {
      const agent = said(node, prov.agent);
      const role = said(node, dcterms.type);
      return agent === undefined ? [] : [{ agent, ...(role === undefined ? {} : { role }) }];
    }),
    symlinks: name === "symlinks" ? parts.flatMap(named) : [],
    ...(lifecycle === undefined ? {} : { lifecycle }),
    ...(previous === undefined ? {} : { previous }),
    columns: name === "schema" ? columnsIn(said(facet, rdf.value)) : [],
    isStreaming: name === "jobType" && isStreaming(said(facet, rdf.value)),
  };
}

/** The fields of a schema, nested ones below theirs: the snapshot has them in its JSON alone (SchemaDatasetFacet). */
function columnsIn(json: string | undefined): readonly string[] {
  const paths = new Set<string>();
  const add = (holder: unknown, path: string) => {
    for (const field of isObject(holder) && Array.isArray(holder.fields) ? holder.fields : []) {
      if (!isObject(field) || typeof field.name !== "string" || field.name === "") continue;
      const below = path + segment(field.name);
      paths.add(below);
      add(field, `${below}/`);
    }
  };
  const facet: unknown = JSON.parse(json ?? "null");
  if (isObject(facet) && facet._deleted !== true) add(facet, "");
  return [...paths];
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null;
}

/** The snapshot has no word of its own for the kind of processing: it is in the facet's JSON (JobTypeJobFacet). */
function isStreaming(json: string | undefined): boolean {
  return /"processingType"\s*:\s*"STREAMING"/i.test(json ?? "");
}
