import type { Answer } from "../../questions/answer.ts";
import { answerTable } from "../../questions/render.ts";
import type { Told } from "./story.ts";

const widest = 140;

/** One answer on the screen, in modes other than exact no more than exact mode lacks, and what to take away from it. */
export function told({ heading, answer, exact, tookMs }: Told, columns: number): string {
  const width = Math.min(columns, widest);
  const rule = `── ${heading} `.padEnd(width, "─");
  const shown = exact === undefined ? answer : onlyNew(answer, exact);
  return [
    rule,
    "",
    answerTable(shown, { tookMs, width }).trimEnd(),
    ...takeaway(answer).map((text) => `=> ${text}`),
    "",
  ].join("\n");
}

/** The story in one line. */
export function inShort(story: readonly Told[]): string {
  const exact = story.filter(({ answer }) => answer.mode === "exact");
  return `In short: ${exact.flatMap(({ answer }) => takeaway(answer)).join("; ")}\n`;
}

function onlyNew(answer: Answer, exact: Answer): Answer {
  const known = new Set(exact.rows.map(({ bindings }) => JSON.stringify(bindings)));
  const rows = answer.rows.filter(({ bindings }) => !known.has(JSON.stringify(bindings)));
  const note = `Only what mode exact does not have; with it, ${answer.rows.length} rows`;
  return { ...answer, rows, coverage: null, notes: [note, ...answer.notes] };
}

function takeaway(answer: Answer): readonly string[] {
  if (answer.question.id === "blast-radius") return [blastRadius(answer)];
  if (answer.question.id === "good-versions") return [`last good version ${lastGood(answer)}`];
  return [];
}

function blastRadius({ rows, mode, labels }: Answer): string {
  const affected = (how: string) =>
    new Map(
      rows
        .filter(({ bindings }) => bindings.how?.value === how)
        .map(({ bindings }) => [bindings.affected?.value ?? "", bindings.isModel?.value === "true"]),
    );
  const derived = affected("derived");
  const models = [...derived].filter(([, isModel]) => isModel).map(([iri]) => versionIn(labels[iri] ?? iri));
  return `${affected("delivered").size} poisoned deliveries, ${derived.size} artefacts affected (mode ${mode}), models ${models.sort().join(", ")}`;
}

function lastGood({ rows, labels }: Answer): string {
  const iri = rows.at(-1)?.bindings.version?.value ?? "";
  return versionIn(labels[iri] ?? iri);
}

/** A label ends in the version: "credit-score · version v41". */
function versionIn(label: string): string {
  return / version (\S+)$/.exec(label)?.[1] ?? label;
}
