import { MalformedParameterError } from "../errors.ts";
import { readInstant } from "../instant.ts";
import type { AskedQuestion, AskedView } from "../muniment.ts";
import { entailments, readEntailment } from "../pipeline/asked-entailment.ts";
import { isMode, modes } from "../quads/quad-store.ts";
import { type Options, textOf, type Values } from "./command.ts";

/** The options that every query and question takes. */
export const viewOptions = {
  mode: { type: "string" },
  at: { type: "string" },
  "recorded-as-of": { type: "string" },
} as const satisfies Options;

export const viewUsage = `  --mode MODE        ${modes.join(", ")} (default exact)
  --at TIME          the date on which rules are evaluated (default now)
  --recorded-as-of TIME  what the store knew then (default now)`;

/** The options that queries and questions take beside. */
export const questionOptions = {
  ...viewOptions,
  entailment: { type: "string" },
  alignments: { type: "string" },
} as const satisfies Options;

export const questionUsage = `${viewUsage}
  --entailment WHICH ${entailments.join(", ")}: by whose axioms statements follow from others (default none)
  --alignments NAMES with --entailment aligned: those switched on, commas between them`;

/** @throws {MalformedParameterError} */
export function questionViewOf(values: Values): AskedQuestion {
  const entailment = readEntailment(textOf(values, "entailment"), textOf(values, "alignments"), "--");
  return { ...viewOf(values), ...entailment };
}

/** @throws {MalformedParameterError} */
export function viewOf(values: Values): AskedView {
  const mode = textOf(values, "mode") ?? "exact";
  if (!isMode(mode)) throw new MalformedParameterError("--mode", `one of ${modes.join(", ")}`);
  const at = instantOf(values, "at");
  const recordedAsOf = instantOf(values, "recorded-as-of");
  return {
    mode,
    ...(at === undefined ? {} : { at }),
    ...(recordedAsOf === undefined ? {} : { recordedAsOf }),
  };
}

function instantOf(values: Values, name: string): string | undefined {
  const text = textOf(values, name);
  if (text === undefined) return undefined;
  const read = readInstant(text) ?? readInstant(`${text}T00:00:00Z`);
  if (read === undefined)
    throw new MalformedParameterError(`--${name}`, "a time such as 2026-11-03T06:00:00Z, or a date");
  return read.instant;
}
