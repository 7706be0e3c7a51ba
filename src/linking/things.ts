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

/** Reads a dataset, version or column off its IRI; undefined for any other thing. */
export function datasetThing(iri: string, base: string): DatasetThing | undefined {
  if (!iri.startsWith("dataset/", base.length) || !iri.startsWith(base)) return undefined;
  const namespaceEnd = iri.indexOf("/", base.length + "dataset/".length);
  if (namespaceEnd === -1) return undefined;
  const nameEnd = segmentsEnd(iri, namespaceEnd, 1);
  if (nameEnd === iri.length) return { dataset: iri, whole: iri, kind: "dataset" };

  const kind = versionKind(iri, nameEnd);
  const wholeEnd = kind === undefined ? nameEnd : segmentsEnd(iri, nameEnd, versionLengthOf[kind]);
  if (wholeEnd === undefined || nameEnd === undefined) return undefined;
  const dataset = iri.slice(0, nameEnd);
  const thingKind = kind === undefined ? "dataset" : thingKindOf[kind];
  if (wholeEnd === iri.length) return { dataset, whole: iri, kind: thingKind };
  if (!iri.startsWith("/column/", wholeEnd)) return undefined;
  const column = iri.slice(wholeEnd + "/column/".length);
  return { dataset, whole: iri.slice(0, wholeEnd), kind: thingKind, column };
}

/** How many segments each kind of version has below the dataset. */
const versionLengthOf = { run: 3, window: 5, id: 3, observed: 2 } as const;
const thingKindOf = { run: "written", window: "written", id: "named", observed: "observed" } as const;

/** The kind of version whose path begins at a slash. */
function versionKind(iri: string, slash: number | undefined): keyof typeof versionLengthOf | undefined {
  const path = slash === undefined ? [] : iri.slice(slash + 1).split("/", 4);
  if (path[0] === "observed") return "observed";
  if (path[0] !== "version") return undefined;
  if (path[1] === "id") return "id";
  return path[3] === "window" ? "window" : "run";
}

/** Where so many segments end that follow a slash; undefined when there are fewer. */
function segmentsEnd(iri: string, slash: number | undefined, count: number): number | undefined {
  let end = slash;
  for (let i = 0; i < count && end !== undefined; i++) {
    if (end >= iri.length) return undefined;
    const next = iri.indexOf("/", end + 1);
    end = next === -1 ? iri.length : next;
  }
  return end;
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
