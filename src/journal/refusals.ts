import { decode, encode } from "cborg";
import { bufferOf } from "./row.ts";
import type { Tables } from "./tables.ts";

/** An input that was not stored, and why: so that nothing is lost without a trace (DESIGN §2, law 6). */
export interface Refusal {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly sender: string;
  /** Code of the error. */
  readonly code: string;
  readonly detail: string;
  /** Where in the input, as an RFC 6901 JSON pointer. */
  readonly pointer?: string;
  /** Which file and line it came from. */
  readonly file?: string;
  readonly line?: number;
}

export interface KeptRefusal extends Refusal {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Of the input; `bytes` are empty when it alone was larger than all that may be kept. */
  readonly sizeBytes: number;
}

/** How many are kept, how large they are together, and how many were dropped for newer ones since the beginning. */
export interface RefusalCounts {
  readonly kept: number;
  readonly sizeBytes: number;
  readonly dropped: number;
}

/** The most that is kept; the oldest gives way. */
export interface RefusalLimits {
  readonly count: number;
  readonly sizeBytes: number;
}

export const defaultRefusalLimits: RefusalLimits = { count: 10_000, sizeBytes: 64 * 2 ** 20 };

/**
 * Keeps a refusal and drops the oldest beyond the limits. `replaces` is the id of one that goes for it, so that a full
 * list drops nothing for an input that was in it already. Call inside a transaction.
 */
export function writeRefusal(
  tables: Tables,
  { replaces, ...refusal }: Refusal & { readonly replaces?: number },
  at: number,
  limits: RefusalLimits,
): KeptRefusal {
  if (replaces !== undefined) deleteRefusal(tables, replaces);
  const { next, ...counts } = readState(tables);
  const sizeBytes = refusal.bytes.length;
  const bytes = sizeBytes > limits.sizeBytes ? new Uint8Array() : refusal.bytes;
  const kept: KeptRefusal = { ...refusal, bytes, id: next, at, sizeBytes };
  tables.refusals.putSync(next, bufferOf(encode(kept)));
  const grown = { ...counts, kept: counts.kept + 1, sizeBytes: counts.sizeBytes + bytes.length };
  writeState(tables, { ...withinLimits(tables, grown, limits), next: next + 1 });
  return kept;
}

/** Forgets a refusal: false when there is none of that id. Call inside a transaction. */
export function deleteRefusal(tables: Tables, id: number): boolean {
  const refusal = readRefusal(tables.refusals.get(id));
  if (refusal === undefined) return false;
  const state = readState(tables);
  tables.refusals.removeSync(id);
  const sizeBytes = state.sizeBytes - refusal.bytes.length;
  writeState(tables, { ...state, kept: state.kept - 1, sizeBytes });
  return true;
}

/** The refusals that are kept, oldest first. */
export function* readRefusals({ refusals }: Tables): Iterable<KeptRefusal> {
  for (const id of [...refusals.getKeys()]) {
    const refusal = readRefusal(refusals.get(id));
    if (refusal !== undefined) yield refusal;
  }
}

/** What is kept and what was dropped. */
export function readRefusalCounts(tables: Tables): RefusalCounts {
  const { kept, sizeBytes, dropped } = readState(tables);
  return { kept, sizeBytes, dropped };
}

interface State extends RefusalCounts {
  readonly next: number;
}

function withinLimits(tables: Tables, counts: RefusalCounts, limits: RefusalLimits): RefusalCounts {
  let { kept, sizeBytes, dropped } = counts;
  while (kept > limits.count || sizeBytes > limits.sizeBytes) {
    const [oldest] = [...tables.refusals.getKeys({ limit: 1 })];
    if (oldest === undefined) break;
    sizeBytes -= readRefusal(tables.refusals.get(oldest))?.bytes.length ?? 0;
    tables.refusals.removeSync(oldest);
    kept -= 1;
    dropped += 1;
  }
  return { kept, sizeBytes, dropped };
}

function readState({ meta }: Tables): State {
  const bytes = meta.get("refusals");
  const values: unknown = bytes === undefined ? [0, 0, 0, 1] : decode(bytes);
  const [kept = 0, sizeBytes = 0, dropped = 0, next = 1] = Array.isArray(values) ? values.map(Number) : [];
  return { kept, sizeBytes, dropped, next };
}

function writeState({ meta }: Tables, { kept, sizeBytes, dropped, next }: State): void {
  meta.putSync("refusals", bufferOf(encode([kept, sizeBytes, dropped, next])));
}

function readRefusal(bytes: Uint8Array | undefined): KeptRefusal | undefined {
  if (bytes === undefined) return undefined;
  const value: unknown = decode(bytes);
  return isRefusal(value) ? value : undefined;
}

function isRefusal(value: unknown): value is KeptRefusal {
  if (typeof value !== "object" || value === null) return false;
  const refusal = value as Partial<Record<keyof KeptRefusal, unknown>>;
  return (
    typeof refusal.id === "number" &&
    typeof refusal.at === "number" &&
    typeof refusal.sizeBytes === "number" &&
    refusal.bytes instanceof Uint8Array &&
    [refusal.mediaType, refusal.sender, refusal.code, refusal.detail].every(
      (text) => typeof text === "string",
    )
  );
}
