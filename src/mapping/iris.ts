import type { NamedNode } from "@rdfjs/types";
import { DataFactory } from "n3";
import { keyedHashing } from "../keyed-hash.ts";
import type { Strength } from "../quads/quad-store.ts";

/** What content a keyed hash is of; two kinds never collide (DESIGN §3). */
export type KeyedKind = "event" | "rdf" | "facet" | "job-version" | "person" | "user" | "run" | "classes";

export interface NamedThing {
  readonly namespace: string;
  readonly name: string;
}

/**
 * Mints every IRI of a store, here and nowhere else. An IRI is a function of the base IRI, the store key and what it
 * names, so that equal events end in equal graphs. Its form is fixed for ever: see the table in `docs/mapping.md`.
 */
export interface Iris {
  /** Ends in `/`. */
  readonly base: string;
  /** Lower-case hex of `HMAC-SHA-256(storeKey, kind ‖ 0x00 ‖ bytes)`: 64 digits. */
  keyedHash(kind: KeyedKind, bytes: Uint8Array | string): string;

  event(canonicalJson: Uint8Array | string): NamedNode;
  rdf(canonicalQuads: Uint8Array | string): NamedNode;
  /** Graph `n` of a posted document. */
  bundleGraph(bundle: NamedNode, n: number): NamedNode;
  /** A blank node of a posted document, by its canonical label (`c14n0`). */
  bundleNode(bundle: NamedNode, canonicalLabel: string): NamedNode;

  job(job: NamedThing): NamedNode;
  jobVersion(job: NamedThing, canonicalBytes: Uint8Array | string): NamedNode;
  run(job: NamedThing, runId: string): NamedNode;
  /** The job of a run, window or job version, read off its IRI. */
  jobOf(iri: NamedNode): NamedNode | undefined;
  /** An event of a streaming run, as an activity of its own. */
  window(run: NamedNode, eventTime: string): NamedNode;

  dataset(dataset: NamedThing): NamedNode;
  /** The version that a run wrote; `eventTime` only for a window. */
  writtenVersion(dataset: NamedNode, run: NamedNode, eventTime?: string): NamedNode;
  namedVersion(dataset: NamedNode, versionId: string): NamedNode;
  observedVersion(dataset: NamedNode, run: NamedNode): NamedNode;
  /** A column of a dataset (lasting) or of a version; nested fields are a path. */
  column(owner: NamedNode, path: readonly string[]): NamedNode;
  /** The dataset of a version or column, read off its IRI. */
  datasetOf(iri: NamedNode): NamedNode | undefined;

  /** `key` is canonical bytes of the facet's name and content. */
  facet(key: Uint8Array | string): NamedNode;

  softwareAgent(name: string): NamedNode;
  organization(name: string): NamedNode;
  person(name: string): NamedNode;
  /** An owner of no stated kind: keyed like a person's, since it may be one. */
  agent(name: string): NamedNode;
  softwareAgentAs(name: string, user: string): NamedNode;

  /** The node of a finding about `focusNode`; `discriminator` tells apart several results of one shape. */
  finding(shape: string, focusNode: NamedNode, ...discriminator: readonly string[]): NamedNode;

  /** A node of `owner`, such as a qualified usage: `{owner}/{part}/{part}…`. */
  within(owner: NamedNode, ...parts: readonly string[]): NamedNode;
  /** The path below the base, as parts that `within` takes to name a node after another thing. */
  partsOf(iri: NamedNode): readonly string[];

  derivedGraph(strength: Strength, visibilityClasses?: readonly string[]): NamedNode;
  readonly logGraph: NamedNode;
  readonly identityGraph: NamedNode;
}

export interface IrisOptions {
  /** Ends in `/`. */
  readonly baseIri: string;
  /** 32 bytes. */
  readonly storeKey: Uint8Array;
}

/** The minter of one store. */
export function irisOf({ baseIri, storeKey }: IrisOptions): Iris {
  if (!baseIri.endsWith("/")) throw new Error(`The base IRI must end in "/": ${baseIri}`);
  const node = (path: string) => DataFactory.namedNode(baseIri + path);
  const below = (owner: NamedNode, path: string) => DataFactory.namedNode(`${owner.value}/${path}`);
  const hashOf = new Map<KeyedKind, (bytes: Uint8Array | string) => string>();
  const keyedHash = (kind: KeyedKind, bytes: Uint8Array | string) => {
    const known = hashOf.get(kind) ?? keyedHashing(storeKey, `${kind}\0`);
    hashOf.set(kind, known);
    return known(bytes);
  };
  const thing = ({ namespace, name }: NamedThing) => `${segment(namespace)}/${segment(name)}`;
  const prefixOf = (iri: NamedNode, kind: string) => {
    const path = iri.value.startsWith(`${baseIri}${kind}/`) ? iri.value.slice(baseIri.length).split("/") : [];
    return path.length >= 3 ? node(path.slice(0, 3).join("/")) : undefined;
  };
  const partsOf = (iri: NamedNode) =>
    iri.value.startsWith(baseIri) ? iri.value.slice(baseIri.length).split("/").map(unsegment) : [iri.value];

  return {
    base: baseIri,
    keyedHash,
    event: (canonicalJson) => node(`bundle/${keyedHash("event", canonicalJson)}`),
    rdf: (canonicalQuads) => node(`bundle/${keyedHash("rdf", canonicalQuads)}`),
    bundleGraph: (bundle, n) => below(bundle, `graph/${n}`),
    bundleNode: (bundle, canonicalLabel) => below(bundle, `node/${segment(canonicalLabel)}`),
    job: (job) => node(`job/${thing(job)}`),
    jobVersion: (job, canonicalBytes) =>
      node(`job/${thing(job)}/version/${keyedHash("job-version", canonicalBytes)}`),
    run: (job, runId) => node(`job/${thing(job)}/run/${segment(runId)}`),
    jobOf: (iri) => prefixOf(iri, "job"),
    window: (run, eventTime) => below(run, `window/${segment(eventTime)}`),
    dataset: (dataset) => node(`dataset/${thing(dataset)}`),
    writtenVersion: (dataset, run, eventTime) => {
      const version = `version/run/${keyedHash("run", run.value)}`;
      return below(dataset, eventTime === undefined ? version : `${version}/window/${segment(eventTime)}`);
    },
    namedVersion: (dataset, versionId) => below(dataset, `version/id/${segment(versionId)}`),
    observedVersion: (dataset, run) => below(dataset, `observed/${keyedHash("run", run.value)}`),
    column: (owner, path) => below(owner, `column/${path.map(segment).join("/")}`),
    datasetOf: (iri) => prefixOf(iri, "dataset"),
    facet: (key) => node(`facet/${keyedHash("facet", key)}`),
    softwareAgent: (name) => node(`agent/software/${segment(name)}`),
    organization: (name) => node(`agent/organization/${segment(name)}`),
    person: (name) => node(`agent/person/${keyedHash("person", name)}`),
    agent: (name) => node(`agent/unknown/${keyedHash("person", name)}`),
    softwareAgentAs: (name, user) => node(`agent/software/${segment(name)}/as/${keyedHash("user", user)}`),
    finding: (shape, focusNode, ...discriminator) =>
      node(["finding", shape, ...partsOf(focusNode), ...discriminator].map(segment).join("/")),
    within: (owner, ...parts) => below(owner, parts.map(segment).join("/")),
    partsOf,
    derivedGraph: (strength, visibilityClasses = []) =>
      node(`graph/derived/${strength}/${keyedHash("classes", [...visibilityClasses].sort().join("\0"))}`),
    logGraph: node("graph/log"),
    identityGraph: node("graph/identity"),
  };
}

/**
 * A path segment: UTF-8, percent-encoded but for letters, digits, `-`, `_` and a `.` inside a longer segment. URL
 * parsers collapse the segments "", "." and "..", so these are written `~`, `~.` and `~..`, and `~` itself `%7E`.
 */
export function segment(text: string): string {
  if (text === "" || text === "." || text === "..") return `~${text}`;
  return encodeURIComponent(text).replace(
    /[!~*'()]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The text that `segment` encoded. */
export function unsegment(encoded: string): string {
  return encoded.startsWith("~") ? encoded.slice(1) : decodeURIComponent(encoded);
}
