import { compactBy, defaultPrefixes } from "../interop/prefixes.ts";
import type { Step } from "../sparql/evaluate/explain.ts";
import type { Explanation } from "../sparql/explanation.ts";

/**
 * An explanation for people: a line for each step, which reads what stands below it; `times` is there where it was evaluated
 * more than once.
 *
 *          rows   expected   times       ms   own ms  step
 *            71         37             3.42     1.90  group ?run count(?v)
 *           220        296             1.39     0.83  left join
 *           151        227             0.11     0.11  ├ scan ?run prov:used ?v
 *           220        296       2     0.32     0.32  └ index join ?run prov:startedAtTime ?t
 */
export function textOfExplanation(explanation: Explanation, columns: number): string {
  const { steps, existences } = explanation;
  const lines: string[] = [];
  if (steps.length > 0) lines.push("", headLine, ...steps.flatMap((step) => linesOf(step, "", "")));
  if (existences.length > 0) lines.push("", "Asked by EXISTS inside of expressions:", "", headLine);
  lines.push(...existences.flatMap((step) => linesOf(step, "", "")));
  return [...summaryOf(explanation), ...lines.map((line) => cut(line, columns))].join("\n");
}

function* summaryOf(explanation: Explanation) {
  const { answeredBy, reason, inComunica, rows, milliseconds, planMilliseconds, stopped } = explanation;
  const by = nameOf[answeredBy];
  const answer = `${count(rows)} ${rows === 1 ? "row" : "rows"}`;
  yield `${by}: ${answer} in ${time(milliseconds)} ms, of which parsing and planning ${time(planMilliseconds)} ms`;
  if (reason !== undefined && inComunica === undefined) yield `Not natively, because of: ${reason}`;
  for (const part of inComunica ?? [])
    yield `In Comunica: ${compacted(part.operation)}, because of: ${part.reason}`;
  if (stopped !== undefined) yield `Not to its end. ${stopped.detail}`;
}

const nameOf = { native: "Natively", comunica: "By Comunica", both: "In Comunica, the parts below natively" };

const widths = [11, 11, 8, 9, 9] as const;
const headLine = lineOf(["rows", "expected", "times", "ms", "own ms"], "step");

/** A step and its inputs: a single one stands below it, several are branches. */
function linesOf(step: Step, first: string, rest: string): string[] {
  const { name, detail, estimate, rows, evaluations, milliseconds, ownMilliseconds, inputs } = step;
  const times = evaluations === 1 ? "" : count(evaluations);
  const figures = [count(rows), expected(estimate), times, time(milliseconds), time(ownMilliseconds)];
  const own = lineOf(figures, `${first}${name} ${compacted(detail)}`);
  if (inputs.length < 2) return [own, ...inputs.flatMap((input) => linesOf(input, rest, rest))];
  const branches = inputs.flatMap((input, i) => {
    const isLast = i === inputs.length - 1;
    return linesOf(input, `${rest}${isLast ? "└ " : "├ "}`, `${rest}${isLast ? "  " : "│ "}`);
  });
  return [own, ...branches];
}

function lineOf(figures: readonly string[], step: string): string {
  return `${figures.map((figure, i) => figure.padStart(widths[i] ?? 0)).join("")}  ${step.trimEnd()}`;
}

const compact = compactBy(defaultPrefixes);

function compacted(detail: string): string {
  return detail.replace(/<([^<>\s]*)>/g, (whole, iri: string) => compact(iri) ?? whole);
}

function count(figure: number): string {
  return figure.toLocaleString("en-US");
}

function expected(estimate: number): string {
  if (estimate < 1) return "< 1";
  return estimate < 1e8 ? count(Math.round(estimate)) : estimate.toExponential(1);
}

function time(milliseconds: number): string {
  return milliseconds < 100 ? milliseconds.toFixed(2) : count(Math.round(milliseconds));
}

function cut(line: string, columns: number): string {
  return line.length <= columns ? line : `${line.slice(0, columns - 1)}…`;
}
