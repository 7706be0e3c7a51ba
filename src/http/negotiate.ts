import type { Request } from "express";
import Negotiator from "negotiator";
import { MalformedParameterError } from "../errors.ts";
import { mediaTypeOfFormat, type RdfFormat } from "../interop/media-types.ts";
import { HttpError } from "./errors.ts";

/** What an answer may be written as besides RDF. */
export type Format = RdfFormat | "html" | "json" | "csv";

/** The media type of every format that a route may offer. */
export const mediaTypeOf: Readonly<Record<Format, string>> = {
  ...mediaTypeOfFormat,
  html: "text/html",
  json: "application/json",
  csv: "text/csv",
};

/**
 * The format in which to answer: the one that the parameter `format` names, else the best by the `Accept` header, in the
 * order of the offers where the client does not care. @throws {HttpError} `not-acceptable`.
 */
export function negotiatedFormat<F extends Format>(
  request: Request,
  offered: readonly F[],
  { named, onlyNamed = [] }: { readonly named?: string | undefined; readonly onlyNamed?: readonly F[] } = {},
): F {
  if (named !== undefined) {
    const nameable = [...offered, ...onlyNamed];
    const format = nameable.find((candidate) => candidate === named);
    if (format === undefined) throw new MalformedParameterError("format", `one of ${nameable.join(", ")}`);
    return format;
  }
  const mediaTypes = offered.map((format) => mediaTypeOf[format]);
  const best = new Negotiator({ headers: { accept: request.headers.accept ?? "*/*" } }).mediaType(mediaTypes);
  const format = offered[mediaTypes.indexOf(best ?? "")];
  if (format === undefined) throw new HttpError("not-acceptable", `The answer is ${mediaTypes.join(", ")}`);
  return format;
}
