import type { Answer, JsonTerm } from "./answer.ts";
import { entailmentText, footerOf, peopleTable, spoken, textOf } from "./people-table.ts";

export { answerHtml } from "./render-html.ts";

export interface TableOptions {
  /** Columns of the terminal. */
  readonly width?: number;
  /** How long the answer took; shown when given, since an answer itself is the same whenever it is asked. */
  readonly tookMs?: number;
}

/** An answer as a table for a terminal, with the question above and what it rests on below. */
export function answerTable(answer: Answer, { width = 120, tookMs }: TableOptions = {}): string {
  const { columns, rows } = peopleTable(answer);
  const header = [...columns.map(spoken), "linked", "bundles"];
  const body = rows.map(({ cells, bundles, linkedHops }) => [
    ...cells.map((values) => values.map(({ text }) => visible(text)).join(", ") || "–"),
    String(linkedHops),
    String(bundles.length),
  ]);
  const took = tookMs === undefined ? [] : [`Took ${Math.round(tookMs)} ms`];
  return [
    answer.question.title,
    answer.question.question,
    askedWith(answer),
    "",
    ...(body.length === 0 ? ["(no rows)"] : boxed(header, body, width)),
    ...footerOf(answer).map(visible),
    ...took,
    "",
  ].join("\n");
}

/** All columns and rows as RFC 4180 text: IRIs in full, then the linked hops and the bundles, apart by spaces. */
export function answerCsv(answer: Answer): string {
  const lines = answer.rows.map(({ bindings, bundles, linkedHops }) => [
    ...answer.columns.map((column) => csvValue(bindings[column])),
    String(linkedHops),
    bundles.join(" "),
  ]);
  const all = [[...answer.columns, "linkedHops", "bundles"], ...lines];
  return all.map((line) => `${line.map(csvCell).join(",")}\r\n`).join("");
}

/** The values that were asked with and the mode, in one line. */
function askedWith(answer: Answer): string {
  const { parameters, labels, mode, at, recordedAsOf, question } = answer;
  const shown = question.parameters.filter(({ type }) => type !== "mode");
  const values = shown.flatMap(({ name }) => {
    const term = parameters[name];
    return term === undefined ? [] : [`${spoken(name)} ${visible(textOf(term, labels))}`];
  });
  const known = recordedAsOf === null ? [] : [`as recorded on ${recordedAsOf}`];
  const entailment = entailmentText(answer);
  const followed = entailment === undefined ? [] : [`entailment ${entailment}`];
  return [...values, `mode ${mode}`, `at ${at}`, ...known, ...followed].join(" · ");
}

/** Cells in a frame, wrapped so that a line fits the width; a value that the row above has too is not repeated. */
function boxed(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly string[] {
  const widths = fitted(
    header.map((name, i) => Math.max(name.length, ...rows.map((row) => lengthOf(row[i] ?? "")))),
    Math.max(width - 3 * header.length - 1, 6 * header.length),
  );
  const rule = (left: string, middle: string, right: string) =>
    left + widths.map((w) => "─".repeat(w + 2)).join(middle) + right;
  const line = (cells: readonly string[]) =>
    `│ ${cells.map((cell, i) => cell + " ".repeat(Math.max(0, (widths[i] ?? 0) - lengthOf(cell)))).join(" │ ")} │`;
  const lines = (cells: readonly string[]) => {
    const wrapped = cells.map((cell, i) => wrap(cell, widths[i] ?? 1));
    const height = Math.max(...wrapped.map(({ length }) => length));
    return Array.from({ length: height }, (_, n) => line(wrapped.map((cell) => cell[n] ?? "")));
  };
  return [
    rule("┌", "┬", "┐"),
    ...lines(header),
    rule("├", "┼", "┤"),
    ...rows.flatMap((row, n) => lines(withoutRepeats(row, rows[n - 1]))),
    rule("└", "┴", "┘"),
  ];
}

/** Blanks the leading cells that equal those above, but never the last two, which are figures of the row. */
function withoutRepeats(row: readonly string[], above: readonly string[] | undefined): readonly string[] {
  const firstNew = row.findIndex((cell, i) => cell !== above?.[i]);
  return row.map((cell, i) => (above !== undefined && i < firstNew && i < row.length - 3 ? "" : cell));
}

/** Takes from the widest columns until all fit. */
function fitted(widths: readonly number[], room: number): readonly number[] {
  const result = [...widths];
  for (let total = sum(result); total > room; total--) {
    const widest = result.indexOf(Math.max(...result));
    result[widest] = (result[widest] ?? 1) - 1;
  }
  return result;
}

/** Breaks a text into lines of at most that many characters, after a space, slash or hyphen where there is one. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let rest = Array.from(text);
  while (rest.length > width) {
    const breakAt = rest.slice(0, width).findLastIndex((char) => /[ /,-]/.test(char)) + 1;
    const end = breakAt > width / 3 ? breakAt : width;
    lines.push(rest.slice(0, end).join("").trimEnd());
    rest = Array.from(rest.slice(end).join("").trimStart());
  }
  return [...lines, rest.join("")];
}

/** Without what a terminal would obey instead of show: the text may come from anybody. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "\ufffd");
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}

/**
 * A literal that a spreadsheet would run as a formula gets an apostrophe before it, whatever its datatype says that it
 * is; JSON has every value as it is.
 */
function csvValue(term: JsonTerm | undefined): string {
  if (term === undefined) return "";
  const isNumber = /^[+-]?[\d.]+([eE][+-]?\d+)?$/.test(term.value);
  const isFormula = term.type === "literal" && !isNumber && /^[=+\-@\t\r\n]/.test(term.value);
  return isFormula ? `'${term.value}` : term.value;
}

function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
