import type { Request } from "express";
import { MalformedParameterError } from "../errors.ts";
import { accepted } from "../interop/accepted.ts";
import { mediaTypesOf, type StoreFormat } from "../interop/write-export.ts";
import { HttpError } from "./errors.ts";

/** What an answer may be written as besides RDF and PROV. */
export type Format = StoreFormat | "html" | "json" | "csv";

/** A format, and the media type by which it was asked for. */
export interface Negotiated<F extends Format> {
  readonly format: F;
  readonly mediaType: string;
}

/**
 * The format in which to answer: the one that the parameter `format` names, else the best by the `Accept` header, in the
 * order of the offers where the client does not care. @throws {HttpError} `not-acceptable`.
 */
export function negotiated<F extends Format>(
  request: Request,
  offered: readonly F[],
  { named, onlyNamed = [] }: { readonly named?: string | undefined; readonly onlyNamed?: readonly F[] } = {},
): Negotiated<F> {
  if (named !== undefined) {
    const nameable = [...offered, ...onlyNamed];
    const format = nameable.find((candidate) => candidate === named);
    if (format === undefined) throw new MalformedParameterError("format", `one of ${nameable.join(", ")}`);
    return { format, mediaType: mediaTypesOfFormat(format)[0] };
  }
  const offers = offered.flatMap((format) =>
    mediaTypesOfFormat(format).map((mediaType): Negotiated<F> => ({ format, mediaType })),
  );
  const mediaTypes = offers.map(({ mediaType }) => mediaType);
  const best = accepted(request.headers.accept, mediaTypes);
  const offer = offers.find(({ mediaType }) => mediaType === best);
  if (offer === undefined) throw new HttpError("not-acceptable", `The answer is ${mediaTypes.join(", ")}`);
  return offer;
}

function mediaTypesOfFormat(format: Format): readonly [string, ...string[]] {
  if (format === "html" || format === "csv") return [`text/${format}`];
  return format === "json" ? ["application/json"] : mediaTypesOf(format);
}
