import type { Request } from "express";
import { MalformedParameterError } from "../errors.ts";
import { readInstant } from "../instant.ts";
import type { AskedView } from "../muniment.ts";
import { type AskedEntailment, readEntailment } from "../pipeline/asked-entailment.ts";
import { isMode, modes } from "../quads/quad-store.ts";
import { UnknownParameterError } from "../questions/parameters.ts";

/** The three that every query and question takes (DESIGN §2, two times). */
export const viewNames: readonly string[] = ["mode", "at", "recordedAsOf"];

/** The two that queries and questions take beside. */
export const entailmentNames: readonly string[] = ["entailment", "alignments"];

/** The parameters of the URL. */
export function urlParameters(request: Request): URLSearchParams {
  return new URLSearchParams(request.originalUrl.replace(/^[^?]*\??/, ""));
}

/** The same, of which none may have another name than these: a slip in `recordedAsOf` must not change an answer. */
export function onlyParameters(request: Request, names: readonly string[]): URLSearchParams {
  const parameters = urlParameters(request);
  for (const name of parameters.keys())
    if (!names.includes(name)) throw new UnknownParameterError(name.slice(0, 100), names);
  return parameters;
}

/** Refuses a name that differs from one of these by its case alone, where others may stand beside. */
export function noMisspelt(parameters: URLSearchParams, names: readonly string[]): void {
  for (const name of parameters.keys()) {
    const meant = names.find((known) => known.toLowerCase() === name.toLowerCase());
    if (meant !== undefined && meant !== name) throw new UnknownParameterError(name, names);
  }
}

/** `mode`, `at` and `recordedAsOf`, parsed. */
export function viewParameters(parameters: URLSearchParams): AskedView {
  const mode = oneValue(parameters, "mode") ?? "exact";
  if (!isMode(mode)) throw new MalformedParameterError("mode", `one of ${modes.join(", ")}`);
  const at = instantParameter(parameters, "at");
  const recordedAsOf = instantParameter(parameters, "recordedAsOf");
  return {
    mode,
    ...(at === undefined ? {} : { at }),
    ...(recordedAsOf === undefined ? {} : { recordedAsOf }),
  };
}

/** `entailment` and `alignments`, parsed. */
export function entailmentParameters(parameters: URLSearchParams): AskedEntailment {
  return readEntailment(oneValue(parameters, "entailment"), oneValue(parameters, "alignments"));
}

/** The one value of a parameter; undefined when it is absent. A repeat is an error, for which of them would count? */
export function oneValue(parameters: URLSearchParams, name: string): string | undefined {
  const values = parameters.getAll(name);
  if (values.length > 1) throw new MalformedParameterError(name, "given once");
  return values[0];
}

function instantParameter(parameters: URLSearchParams, name: string): string | undefined {
  const text = oneValue(parameters, name);
  if (text === undefined) return undefined;
  const read = readInstant(text);
  if (read === undefined)
    throw new MalformedParameterError(name, "an xsd:dateTime such as 2026-11-03T06:00:00Z");
  return read.instant;
}
