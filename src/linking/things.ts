import { segment, unsegment } from "../mapping/iris.ts";

/** What the IRI of a dataset, a version or a column names. */
export interface DatasetThing {
  readonly dataset: string;
  /** The dataset, or the version of it: the IRI without a column. */
  readonly whole: string;
  readonly kind: "dataset" | "written" | "named" | "observed";
  /** The IRI's part below `/column/`, encoded as it is there. */
  readonly column?: string;
}

/** How many segments each kind of version has below the dataset. */
const versionLengthOf = {
  run: 3,
  window: 5,
  id: 3,
  observed: 2,
} as const;

/** Reads a dataset, version or column off its IRI; undefined for any other thing. */
export function datasetThing(iri: string, base: string): DatasetThing | undefined {
  const prefix = `${base}dataset/`;
  if (!iri.startsWith(prefix)) return undefined;
  const [namespace, name, ...rest] = iri.slice(prefix.length).split("/");
  if (namespace === undefined || name === undefined) return undefined;
  const dataset = `${prefix}${namespace}/${name}`;

  const kind = versionKind(rest);
  const below = kind === undefined ? 0 : versionLengthOf[kind];
  if (rest.length < below) return undefined;
  const whole = [dataset, ...rest.slice(0, below)].join("/");
  const column = rest.slice(below);
  if (column.length > 0 && (column[0] !== "column" || column.length === 1)) return undefined;
  return {
    dataset,
    whole,
    kind: kind === undefined ? "dataset" : thingKindOf[kind],
    ...(column.length > 0 ? { column: column.slice(1).join("/") } : {}),
  };
}

const thingKindOf = { run: "written", window: "written", id: "named", observed: "observed" } as const;

function versionKind(rest: readonly string[]): keyof typeof versionLengthOf | undefined {
  if (rest[0] === "observed") return "observed";
  if (rest[0] !== "version") return undefined;
  if (rest[1] === "id") return "id";
  return rest[3] === "window" ? "window" : "run";
}

/** The part of a dataset thing's IRI that `{owner}/usage/…` and `{owner}/derivation/…` repeat. */
export function pathBelowDataset(iri: string, base: string): string {
  return iri.slice(`${base}dataset/`.length);
}

/** The run of a window; undefined when the IRI is no window's. */
export function runOfWindow(iri: string, base: string): string | undefined {
  const parts = runParts(iri, base);
  return parts?.[5] === "window" ? base + parts.slice(0, 5).join("/") : undefined;
}

/** The id of a run, as its producer wrote it; undefined when the IRI is no run's. */
export function runIdOf(iri: string, base: string): string | undefined {
  const parts = runParts(iri, base);
  return parts?.length === 5 ? unsegment(parts[4] ?? "") : undefined;
}

function runParts(iri: string, base: string): readonly string[] | undefined {
  const parts = iri.startsWith(`${base}job/`) ? iri.slice(base.length).split("/") : [];
  return parts[3] === "run" && parts.length >= 5 ? parts : undefined;
}

/** The column of `whole` of the same name as another's. */
export function columnOf(whole: string, column: string | undefined): string {
  return column === undefined ? whole : `${whole}/column/${column}`;
}

/** The lasting or version column that a tag's `field` names. */
export function columnNamed(whole: string, field: string): string {
  return `${whole}/column/${segment(field)}`;
}
