import { dirname } from "node:path";
import { expectedOf } from "../../src/events/event-notes.ts";
import type { CorpusEvent } from "./corpus.ts";

/** What became of one event of the corpus. */
export interface CorpusOutcome {
  readonly event: CorpusEvent;
  readonly outcome: "accepted" | "accepted with notes" | "refused";
  /** Pointer and what was expected of a refusal, codes of notes; without anything that the event said. */
  readonly why: readonly string[];
}

/** `docs/corpus.md`: which events of the corpus are accepted, with what notes, and which are refused, and why. */
export function corpusPage(outcomes: readonly CorpusOutcome[]): string {
  const valid = outcomes.filter(({ event }) => event.indexRow.core === "valid");
  const invalid = outcomes.filter(({ event }) => event.indexRow.core === "invalid");
  return `# The OpenLineage corpus, event by event

Made by \`npm run test:corpus -- -u\` from \`openlineage/INDEX.tsv\`, which says of each event whether it is valid against
the core schema 2-0-2. Every valid event is accepted. An invalid one is accepted with notes where it can be understood,
and refused where nothing sound can be said of it. The schemas of facets are no part of the core schema: a valid event
may have notes about its facets. \`strict\` refuses whatever has a note.

| the index says | accepted | accepted with notes | refused | together |
|---|---|---|---|---|
${summaryRow("valid", valid)}
${summaryRow("invalid", invalid)}

## Notes

| code | expected instead | events |
|---|---|---|
${Object.entries(expectedOf)
  .map(
    ([code, expected]) =>
      `| \`${code}\` | ${expected} | ${outcomes.filter((each) => hasCode(each, code)).length} |`,
  )
  .join("\n")}

## Invalid events

${outcomeTable(invalid)}

## Valid events with notes

${outcomeTable(valid.filter(({ outcome }) => outcome !== "accepted"))}

## Valid events without notes

| folder | events |
|---|---|
${[
  ...grouped(
    valid.filter(({ outcome }) => outcome === "accepted"),
    ({ event }) => dirname(event.file),
  ),
]
  .map(([folder, members]) => `| \`${folder}\` | ${members.length} |`)
  .join("\n")}
`;
}

/** The place of a note without the names and numbers that the event gave to what is in it. */
export function anonymousPointer(pointer: string): string {
  const general = pointer.replaceAll(/\/\d+(?=\/|$)/g, "/*");
  return /^.*?\/(?:facets|inputFacets|outputFacets)\/[^/]*/.exec(general)?.[0] ?? general;
}

function summaryRow(title: string, outcomes: readonly CorpusOutcome[]): string {
  const count = (wanted: string) => outcomes.filter(({ outcome }) => outcome === wanted).length;
  const counts = [count("accepted"), count("accepted with notes"), count("refused"), outcomes.length];
  return `| ${title} | ${counts.join(" | ")} |`;
}

function hasCode({ outcome, why }: CorpusOutcome, code: string): boolean {
  return outcome !== "refused" && why.some((reason) => reason.split(" ")[0] === code);
}

/** One row for the events of one folder (or of one file of many events) with the same outcome for the same reasons. */
function outcomeTable(outcomes: readonly CorpusOutcome[]): string {
  const groups = grouped(outcomes, ({ event, outcome, why }) =>
    [isOneOfMany(event) ? event.file : dirname(event.file), outcome, ...why].join("\n"),
  );
  const rows = [...groups].map(([key, members]) => {
    const [place, outcome, ...why] = key.split("\n");
    return `| \`${place}\` | ${whichOf(members)} | ${members.length} | ${outcome} | ${why.join("; ")} |`;
  });
  return ["| where | which | events | outcome | why |", "|---|---|---|---|---|", ...rows].join("\n");
}

function whichOf(members: readonly CorpusOutcome[]): string {
  return members
    .map(({ event }) =>
      isOneOfMany(event) ? `${event.line}` : event.file.slice(dirname(event.file).length + 1),
    )
    .join(", ");
}

function isOneOfMany({ file }: CorpusEvent): boolean {
  return file.endsWith(".ndjson") || file.endsWith(".template.json");
}

function grouped<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
