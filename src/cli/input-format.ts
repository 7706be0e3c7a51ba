import { isStatementType } from "../interop/prov-arguments.ts";
import type { ProvFormat } from "../interop/prov-formats.ts";
import { provFormatOfBytes, provFormatOfFile, sniffedBytes } from "../interop/prov-sniffing.ts";

const lineEnding = /\.(?:ndjson|jsonl)(?:\.gz)?$/i;
const jsonEnding = /\.json(?:\.gz)?$/i;

/**
 * The format of what may be a document among events, by the ending of its name or else by how it begins; undefined when it is
 * events. JSON is a document when its first key is one of PROV-JSON or of JSON-LD; an array is events.
 */
export function documentFormatOf(file: string, head: Uint8Array): ProvFormat | undefined {
  if (lineEnding.test(file)) return undefined;
  const named = provFormatOfFile(file);
  if (named !== undefined) return named;
  const text = new TextDecoder().decode(head);
  if (beginsAsJson.test(text)) return formatOfFirstKey(firstKey.exec(text)?.[1] ?? "");
  return jsonEnding.test(file) ? undefined : provFormatOfBytes(head);
}

/** Whether so much of a file tells what it is. A live stream of events is not kept waiting for more. */
export function isToldBy(file: string, head: Uint8Array): boolean {
  if (lineEnding.test(file) || provFormatOfFile(file) !== undefined || head.length >= sniffedBytes)
    return true;
  const text = new TextDecoder().decode(head);
  return beginsAsJson.test(text) && (firstKey.test(text) || !mayBeKey.test(text));
}

/** In Turtle, something else follows a bracket. */
const beginsAsJson = /^\uFEFF?\s*(?:\{|\[\s*(?:[[{"]|\]?\s*$))/;
const firstKey = /^\uFEFF?\s*\{\s*"((?:[^"\\]|\\.)*)"/;
/** An object of which more may come before its first key ends. */
const mayBeKey = /^\uFEFF?\s*\{\s*(?:"(?:[^"\\]|\\.?)*)?$/;

function formatOfFirstKey(key: string): ProvFormat | undefined {
  if (/^@(?:context|graph|id|type)$/.test(key)) return "jsonld";
  return key === "prefix" || key === "bundle" || isStatementType(key) ? "provjson" : undefined;
}
