import type { Duplex } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type { Request, RequestHandler } from "express";
import { own } from "../own.ts";
import { BodyTooLargeError, HttpError } from "./errors.ts";

/** Takes note of an input that was refused before it was read, so that it is not lost without a trace (law 6). */
export type NoteRefusal = (error: HttpError, request: Request) => Promise<void>;

/**
 * The body as received bytes, decompressed, never parsed: the journal commits to it. The limit counts decompressed
 * bytes, so that neither 50 MB nor a small gzip of 1 GB is held; it is refused as soon as it is known, and what still
 * comes is thrown away by Node, so that a client which sends before it listens gets its answer.
 */
export function rawBody(limitBytes: number, noteRefusal?: NoteRefusal): RequestHandler {
  return async (request, _response, next) => {
    try {
      request.body = await readBody(request, limitBytes);
    } catch (error) {
      if (error instanceof HttpError) await noteRefusal?.(error, request);
      throw error;
    }
    next();
  };
}

function readBody(request: Request, limitBytes: number): Promise<Buffer> {
  const coding = (request.headers["content-encoding"] ?? "identity").trim().toLowerCase();
  const decoder = own(decoderOf, coding);
  if (decoder === undefined) {
    const codings = Object.keys(decoderOf).join(", ");
    throw new HttpError("unsupported-encoding", `Content-Encoding must be one of ${codings}`, {
      "Accept-Encoding": codings,
    });
  }
  const announced = Number(request.headers["content-length"] ?? 0);
  if (coding === "identity" && announced > limitBytes) throw new BodyTooLargeError(limitBytes);
  return collected(request, { decoder: decoder(), coding }, limitBytes);
}

interface Encoded {
  readonly decoder: Duplex | undefined;
  /** The content coding, as the request names it. */
  readonly coding: string;
}

/** By content coding (RFC 9110 §8.4.1). */
const decoderOf: Readonly<Record<string, () => Duplex | undefined>> = {
  identity: () => undefined,
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

function collected(request: Request, { decoder, coding }: Encoded, limitBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    const stop = (error: HttpError) => {
      reject(error);
      if (decoder !== undefined) {
        request.unpipe(decoder);
        decoder.destroy();
      }
      request.resume();
    };
    const source = decoder === undefined ? request : request.pipe(decoder);
    source.on("data", (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes > limitBytes) {
        source.removeAllListeners("data");
        stop(new BodyTooLargeError(limitBytes));
      } else chunks.push(chunk);
    });
    source.on("end", () => resolve(Buffer.concat(chunks)));
    decoder?.on("error", (error) => stop(undecodable(error, coding)));
    request.on("close", () => {
      if (!request.complete) stop(new HttpError("incomplete-body", "The body ended before its length"));
    });
  });
}

/** Of zlib and of Brotli alike, this code says that what came is sound and more should follow. */
const endsTooSoon = "Z_BUF_ERROR";

function undecodable(error: Error, coding: string): HttpError {
  const isCut = "code" in error && error.code === endsTooSoon;
  // Many call by this name the bare compressed data (RFC 9110 §8.4.1.2).
  const name = coding === "deflate" ? "deflate (in the zlib format, RFC 1950)" : coding;
  return new HttpError(
    "malformed-body",
    isCut
      ? `The body ends before its ${coding} data do: it was cut short`
      : `The body is not ${name}, which its Content-Encoding says that it is, or it is damaged`,
  );
}
