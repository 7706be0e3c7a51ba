import { type Answer, type AnswerRow, bundlesOf, type JsonTerm } from "./answer.ts";

/** An answer as people read it: labels for IRIs, times to the minute, rows that differ in folded columns alone as one. */
export interface PeopleTable {
  readonly columns: readonly string[];
  readonly rows: readonly PeopleRow[];
}

export interface PeopleRow {
  /** By column: the values, each with the text to show. More than one only in a folded column. */
  readonly cells: readonly (readonly Cell[])[];
  readonly bundles: readonly string[];
  readonly linkedHops: number;
}

export interface Cell {
  readonly text: string;
  /** Of an IRI, in full. */
  readonly iri?: string;
}

/** What a table for people shows of an answer; JSON and CSV have it all. */
export function peopleTable(answer: Answer): PeopleTable {
  const { hidden, folded } = answer.question;
  const columns = answer.columns.filter((column) => !hidden.includes(column));
  const groups = new Map<string, AnswerRow[]>();
  for (const row of answer.rows) {
    if (row.moreExactly !== undefined) continue;
    const own = columns.filter((column) => !folded.includes(column)).map((column) => row.bindings[column]);
    const key = JSON.stringify(own);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  const rows = [...groups.values()].map((group) => ({
    cells: columns.map((column) => cellsOf(group, column, answer)),
    bundles: [...new Set(group.flatMap(({ bundles }) => bundles))].sort(),
    linkedHops: Math.min(...group.map(({ linkedHops }) => linkedHops)),
  }));
  return { columns, rows };
}

/** What an answer followed from beside what is stated; nothing where it did not. */
export function entailmentText({ entailment }: Answer): string | undefined {
  if (entailment === undefined) return undefined;
  const { kind, alignments } = entailment;
  return alignments.length === 0 ? kind : `${kind} (${alignments.join(", ")})`;
}

/** A sentence or two below a table: how many rows, what they rest on, and how much of the matter is recorded. */
export function footerOf(answer: Answer): readonly string[] {
  const shown = answer.rows.filter(({ moreExactly }) => moreExactly === undefined);
  const hops = shown.map(({ linkedHops }) => linkedHops);
  const [least, most] = [Math.min(...hops), Math.max(...hops)];
  const linked =
    hops.length === 0
      ? []
      : [`${least === most ? most : `${least} to ${most}`} linked ${plural("hop", most)} a row`];
  const bundles = bundlesOf(answer).length;
  const { coverage } = answer;
  const left = answer.rows.length - shown.length;
  return [
    [count(shown.length, "row"), `resting on ${count(bundles, "bundle")}`, ...linked].join(", "),
    ...(coverage === null
      ? []
      : [`Coverage: ${coverage.covered} of ${coverage.total} ${coverage.counted}${percent(coverage)}`]),
    ...(left === 0
      ? []
      : [
          `Left out here: ${count(left, "row")} that only name what others say more exactly (see JSON or CSV)`,
        ]),
    ...answer.limits.map(({ name, value, effect }) => `Limit reached: ${name} (${value}), so ${effect}.`),
    ...answer.notes,
  ];
}

/** The name of a column or parameter as people write it: `onBehalfOf` is "on behalf of". */
export function spoken(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** A term as people read it. */
export function textOf(term: JsonTerm, labels: Answer["labels"]): string {
  if (term.type !== "literal") return labels[term.value] ?? term.value;
  if (term.datatype?.endsWith("#dateTime"))
    return term.value.replace(/^(.{10})T(\d\d:\d\d)(:00)?(.*)Z$/, plainTime);
  if (term.datatype?.endsWith("#boolean")) return term.value === "true" ? "yes" : "no";
  return term.value;
}

/** What must be said with every legal reference: see the marks of `docs/questions.md`. */
export function legalNote(law: string): string {
  return `${law}. No legal advice: [K] and [S] are unchecked, verify with counsel.`;
}

function cellsOf(group: readonly AnswerRow[], column: string, { labels }: Answer): readonly Cell[] {
  const cells = new Map<string, Cell>();
  for (const { bindings } of group) {
    const term = bindings[column];
    if (term === undefined) continue;
    const text = textOf(term, labels);
    cells.set(JSON.stringify(term), term.type === "uri" ? { text, iri: term.value } : { text });
  }
  return [...cells.values()];
}

function plainTime(
  _all: string,
  date: string,
  minutes: string,
  noSeconds: string | undefined,
  rest: string,
): string {
  return noSeconds === undefined ? `${date} ${minutes}${rest}` : `${date} ${minutes}`;
}

function percent({ covered, total }: { readonly covered: number; readonly total: number }): string {
  return total === 0 ? "" : ` (${Math.floor((100 * covered) / total)} %)`;
}

function count(n: number, noun: string): string {
  return `${n} ${plural(noun, n)}`;
}

function plural(noun: string, n: number): string {
  return n === 1 ? noun : `${noun}s`;
}
