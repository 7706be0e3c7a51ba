import type { Request } from "express";
import { MalformedParameterError } from "../errors.ts";
import { readInstant } from "../instant.ts";
import type { AskedView } from "../muniment.ts";
import { isMode, modes } from "../quads/quad-store.ts";

/** The three that every query and question takes: `mode`, `at` and `recordedAsOf` (DESIGN §2, two times). */
export function viewParameters(request: Request): AskedView {
  const mode = oneValue(request, "mode") ?? "exact";
  if (!isMode(mode)) throw new MalformedParameterError("mode", `one of ${modes.join(", ")}`);
  const at = instantParameter(request, "at");
  const recordedAsOf = instantParameter(request, "recordedAsOf");
  return {
    mode,
    ...(at === undefined ? {} : { at }),
    ...(recordedAsOf === undefined ? {} : { recordedAsOf }),
  };
}

/** The one value of a query parameter; undefined when it is absent. A repeat is an error, for which of them would count? */
export function oneValue(request: Request, name: string): string | undefined {
  const values = new URL(request.originalUrl, "http://localhost").searchParams.getAll(name);
  if (values.length > 1) throw new MalformedParameterError(name, "given once");
  return values[0];
}

function instantParameter(request: Request, name: string): string | undefined {
  const text = oneValue(request, name);
  if (text === undefined) return undefined;
  const read = readInstant(text);
  if (read === undefined)
    throw new MalformedParameterError(name, "an xsd:dateTime such as 2026-11-03T06:00:00Z");
  return read.instant;
}
