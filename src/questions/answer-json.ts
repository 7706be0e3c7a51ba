import { xsd } from "../vocabulary.ts";
import type { Answer, AnswerRow, JsonTerm } from "./answer.ts";

/** The columns that the runner adds to those of the query. */
const addedColumns = ["linkedHops", "bundles"];

/** An answer as one JSON document. `bundles` are IRIs, apart by spaces, so that every cell is a SPARQL JSON term. */
export interface AnswerJson extends Omit<Answer, "rows"> {
  /** By column: terms of SPARQL 1.1 Query Results JSON; what is not bound is missing. */
  readonly rows: readonly Readonly<Record<string, JsonTerm>>[];
  /** Of the rows that another says more exactly, by their index from 0: what that other is about. Absent: none. */
  readonly moreExactly?: Readonly<Record<string, string>>;
}

export function answerJson({ columns, rows, ...answer }: Answer): AnswerJson {
  const { question, parameters, mode, at, recordedAsOf, ...rest } = answer;
  const moreExactly = Object.fromEntries(
    rows.flatMap((row, i) => (row.moreExactly === undefined ? [] : [[i, row.moreExactly]])),
  );
  return {
    question,
    parameters,
    mode,
    at,
    recordedAsOf,
    columns: [...columns, ...addedColumns],
    rows: rows.map(({ bindings, bundles, linkedHops }) => ({
      ...bindings,
      linkedHops: { type: "literal", value: String(linkedHops), datatype: xsd.integer.value },
      bundles: { type: "literal", value: bundles.join(" ") },
    })),
    ...(Object.keys(moreExactly).length === 0 ? {} : { moreExactly }),
    ...rest,
  };
}

/** The answer that `answerJson` wrote. */
export function answerOfJson({ columns, rows, moreExactly = {}, ...answer }: AnswerJson): Answer {
  return {
    ...answer,
    columns: columns.filter((column) => !addedColumns.includes(column)),
    rows: rows.map(({ linkedHops, bundles, ...bindings }, i): AnswerRow => {
      const iris = bundles?.value ?? "";
      const other = moreExactly[i];
      return {
        bindings,
        linkedHops: Number(linkedHops?.value ?? 0),
        bundles: iris === "" ? [] : iris.split(" "),
        ...(other === undefined ? {} : { moreExactly: other }),
      };
    }),
  };
}
