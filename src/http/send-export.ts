import type { Response } from "express";
import type { StoreGraphs } from "../interop/store-graphs.ts";
import { type StoreFormat, writeExport } from "../interop/write-export.ts";
import { untilClosed } from "./client-gone.ts";
import type { Negotiated } from "./negotiate.ts";
import { sendStream } from "./send-stream.ts";

/** What an export is bounded by, and relative to. */
export interface ExportContext {
  readonly base: string;
  /** Limit `exportQuads`. */
  readonly mostQuads: number;
}

/**
 * Sends graphs of the store in a format. `Muniment-Left-Out` counts the statements that a syntax of PROV has no words for;
 * without it, all is there.
 */
export async function sendExport(
  response: Response,
  graphs: StoreGraphs,
  { format, mediaType }: Negotiated<StoreFormat>,
  context: ExportContext,
): Promise<void> {
  const { signal } = untilClosed(response);
  const { pieces, leftOut } = await writeExport(graphs, format, { ...context, signal });
  if (leftOut > 0) response.set("Muniment-Left-Out", String(leftOut));
  await sendStream(response, mediaType, pieces);
}
