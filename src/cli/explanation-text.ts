import { compactBy, defaultPrefixes } from "../interop/prefixes.ts";
import type { Step } from "../sparql/evaluate/explain.ts";
import type { Explanation } from "../sparql/explanation.ts";

/**
 * An explanation for people: a line for each step, figures before, each step reading what stands below it.
 *
 *     rows  expected  times       ms  own ms  step
 *       12        10             3.1     0.1  distinct ?a ?b
 *       40        38             3.0     3.0  scan ?a prov:used ?b
 */
export function textOfExplanation(explanation: Explanation, columns: number): string {
  const { steps, existences } = explanation;
  const lines = [...summaryOf(explanation)];
  if (steps.length > 0) lines.push("", headLine, ...steps.flatMap((step) => linesOf(step, "", "")));
  if (existences.length > 0) lines.push("", "Asked by EXISTS inside of expressions:", "", headLine);
  lines.push(...existences.flatMap((step) => linesOf(step, "", "")));
  return lines.map((line) => cut(line, columns)).join("\n");
}

function* summaryOf({ answeredBy, reason, rows, milliseconds, planMilliseconds, stopped }: Explanation) {
  const by = answeredBy === "native" ? "Natively" : "By Comunica";
  if (stopped !== undefined) yield `Stopped: ${stopped.detail}. This is how far it came.`;
  yield `${by}: ${count(rows)} rows in ${time(milliseconds)} ms, parsing and planning ${time(planMilliseconds)} ms`;
  if (reason !== undefined) yield `Not natively, because of: ${reason}`;
}

const widths = [9, 10, 8, 9, 9] as const;
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
  return estimate < 1e9 ? count(Math.round(estimate)) : estimate.toExponential(1);
}

function time(milliseconds: number): string {
  return milliseconds < 100 ? milliseconds.toFixed(2) : count(Math.round(milliseconds));
}

function cut(line: string, columns: number): string {
  return line.length <= columns ? line : `${line.slice(0, columns - 1)}…`;
}
