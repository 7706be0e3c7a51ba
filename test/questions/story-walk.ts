import { readFileSync } from "node:fs";
import { packagePath } from "../../src/package-files.ts";

/**
 * What the demo story answers, by a plain walk over its events: no RDF, no SPARQL, and none of the mapper's or the
 * linker's code. A version is named `{dataset} {runId}`.
 */
interface StoryDataset {
  readonly namespace: string;
  readonly name: string;
  readonly facets: {
    readonly version?: { readonly datasetVersion: string };
    readonly lineage?: { readonly inputs: readonly Omit<StoryDataset, "facets">[] };
    readonly datasetType?: { readonly datasetType: string };
  };
  readonly outputFacets?: { readonly outputStatistics?: { readonly rowCount: number } };
}
interface StoryEvent {
  readonly eventType: string;
  readonly eventTime: string;
  readonly run: { readonly runId: string };
  readonly job: { readonly name: string };
  readonly inputs: readonly StoryDataset[];
  readonly outputs: readonly StoryDataset[];
}
export interface StoryVersion {
  readonly id: string;
  readonly dataset: string;
  readonly versionId: string | undefined;
  readonly at: string;
  readonly runId: string;
  readonly isModel: boolean;
  readonly rows: number | undefined;
  /** Versions that it is said to come from. */
  readonly from: readonly string[];
  /** Those, or all that its run used when nothing is said. */
  readonly mayBeFrom: readonly string[];
}

const directory = packagePath("examples/credit-scoring");
export const storyLines = readFileSync(`${directory}/events.ndjson`, "utf8").trim().split("\n");
export const governance = readFileSync(`${directory}/governance.ttl`, "utf8");
const events = storyLines.map((line) => JSON.parse(line) as StoryEvent);
const nameOf = ({ namespace, name }: { readonly namespace: string; readonly name: string }) =>
  `${namespace}/${name}`;

/** All versions that completed runs wrote, in the order of their times. */
export function storyVersions(): readonly StoryVersion[] {
  const written: StoryVersion[] = [];
  for (const { eventType, eventTime, run, outputs } of events) {
    if (eventType !== "COMPLETE") continue;
    const start = events.find((event) => event.eventType === "START" && event.run.runId === run.runId);
    const inputs = start?.inputs ?? [];
    for (const output of outputs) {
      const lineage = output.facets.lineage?.inputs.map(nameOf);
      const readFrom = (dataset: string) => versionsRead(inputs, dataset, start?.eventTime ?? "", written);
      const used = [...new Set(inputs.map(nameOf))].flatMap(readFrom);
      const from = lineage?.flatMap(readFrom) ?? [];
      written.push({
        id: `${nameOf(output)} ${run.runId}`,
        dataset: nameOf(output),
        versionId: output.facets.version?.datasetVersion,
        at: eventTime,
        runId: run.runId,
        isModel: output.facets.datasetType?.datasetType === "MODEL",
        rows: output.outputFacets?.outputStatistics?.rowCount,
        from,
        mayBeFrom: lineage === undefined ? used : from,
      });
    }
  }
  return written;
}

/** The versions of one dataset that a run read: those that it names, else the latest at its start. */
function versionsRead(
  inputs: readonly StoryDataset[],
  dataset: string,
  start: string,
  written: readonly StoryVersion[],
): readonly string[] {
  const named = inputs
    .filter((input) => nameOf(input) === dataset)
    .map(({ facets }) => facets.version?.datasetVersion);
  const ofDataset = written.filter((version) => version.dataset === dataset);
  return named.flatMap((versionId) => {
    const found =
      versionId === undefined
        ? ofDataset.filter(({ at }) => at <= start).at(-1)
        : ofDataset.find((version) => version.versionId === versionId);
    return found === undefined ? [] : [found.id];
  });
}

/** All that came from these versions, through one or more steps of `edge`. */
export function downstreamOf(seeds: readonly string[], edge: "from" | "mayBeFrom"): readonly StoryVersion[] {
  const versions = storyVersions();
  const reached = new Set<string>();
  for (let grew = true; grew; ) {
    const next = versions.filter(
      (version) =>
        !reached.has(version.id) && version[edge].some((id) => seeds.includes(id) || reached.has(id)),
    );
    for (const { id } of next) reached.add(id);
    grew = next.length > 0;
  }
  return versions.filter(({ id }) => reached.has(id));
}

/** The deliveries of the feed, under either of its names, in a window. */
export function deliveriesIn(from: string, to: string): readonly StoryVersion[] {
  const feeds = ["bureau/feed", "s3://bureau-raw/feed"];
  return storyVersions().filter(({ dataset, at }) => feeds.includes(dataset) && at >= from && at < to);
}
