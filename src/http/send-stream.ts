import { setImmediate } from "node:timers/promises";
import type { Response } from "express";
import { givePieceBack } from "../sparql/results-from-ids/piece-memory.ts";

/** A header whose value may be known at the end only: then it is a trailer. Without a value, it is neither. */
export interface LateHeader {
  readonly name: string;
  readonly value: () => string | undefined;
}

/**
 * Sends what is written bit by bit, with back-pressure; an answer of one bit is sent at once, with its length. The first bit is
 * awaited before the status goes out, so that an error before it is still a problem document; after it, an error can only break
 * the connection off, which no client takes for a whole answer.
 */
export async function sendStream(
  response: Response,
  mediaType: string,
  chunks: AsyncIterable<string | Uint8Array>,
  late?: LateHeader,
): Promise<void> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  const second = first.done === true ? Promise.resolve(first) : iterator.next();
  const known = await Promise.race([second, setImmediate(undefined)]);

  const early = late?.value();
  if (late !== undefined && early !== undefined) response.set(late.name, early);
  if (known?.done === true) {
    sendWhole(response, mediaType, first.done === true ? "" : first.value);
    return;
  }
  beginAnswer(response, mediaType);
  if (late !== undefined) response.set("Trailer", late.name);
  if (response.req.method === "HEAD") {
    await iterator.return?.();
    response.end();
    return;
  }
  const addTrailer = () => {
    const value = late?.value();
    if (late !== undefined && value !== undefined) response.addTrailers({ [late.name]: value });
  };
  try {
    await writeAll(response, continued(first, second, iterator, addTrailer));
  } catch (error) {
    const isGone = response.destroyed;
    response.destroy();
    // What is thrown when nobody reads any more concerns nobody.
    if (!isGone) throw error;
  }
}

/** Writes pieces with back-pressure and ends the answer, or returns when its client is gone. */
async function writeAll(response: Response, pieces: AsyncIterable<Buffer>): Promise<void> {
  let goOn = () => {};
  const next = () =>
    new Promise<void>((resolve) => {
      goOn = resolve;
      if (response.destroyed) resolve();
    });
  for (const event of ["drain", "finish", "close", "error"]) response.on(event, () => goOn());
  for await (const piece of pieces) {
    if (response.destroyed) return;
    if (!response.write(piece, () => givePieceBack(piece))) await next();
  }
  response.end();
  if (!response.writableFinished) await next();
}

/** Sends an answer that is at hand, in one write. Of a `HEAD`, Node leaves the body out. */
export function sendWhole(response: Response, mediaType: string, body: string | Uint8Array): void {
  const bytes = bufferOf(body);
  beginAnswer(response, mediaType);
  response.setHeader("Content-Length", bytes.length);
  response.end(bytes);
}

function beginAnswer(response: Response, mediaType: string): void {
  response.status(200).set("Content-Type", contentTypeOf(mediaType)).vary("Accept");
}

/** Textual types say that they are UTF-8; those of RDF and of SPARQL results are by definition. */
function contentTypeOf(mediaType: string): string {
  return mediaType.startsWith("text/") ? `${mediaType}; charset=utf-8` : mediaType;
}

async function* continued(
  first: IteratorResult<string | Uint8Array>,
  second: Promise<IteratorResult<string | Uint8Array>>,
  iterator: AsyncIterator<string | Uint8Array>,
  atEnd: () => void,
): AsyncGenerator<Buffer> {
  try {
    yield bufferOf(first.value);
    for (let next = await second; next.done !== true; next = await iterator.next())
      yield bufferOf(next.value);
    atEnd();
  } finally {
    await iterator.return?.();
  }
}

/** Of bytes the same, not a copy. */
function bufferOf(piece: string | Uint8Array): Buffer {
  return typeof piece === "string"
    ? Buffer.from(piece)
    : Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
}
