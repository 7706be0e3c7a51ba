import { readFileSync } from "node:fs";
import { storeKeyFromEnvironment } from "../config.ts";
import type { NearNames } from "../configuration/near-names.ts";
import { parseConfiguration } from "../configuration/parse-configuration.ts";
import { parseJson } from "../events/json.ts";
import type { RdfFormat } from "../interop/media-types.ts";
import { parseStoreKey } from "../journal/store-key.ts";
import { type AskedView, Muniment, type Origin } from "../muniment.ts";
import type { RefusalList, Retried } from "../pipeline/refusal-list.ts";
import type { Remapped } from "../pipeline/remap.ts";
import type { Verification } from "../pipeline/verify-store.ts";
import type { Received } from "../principal.ts";
import type { Answer } from "../questions/answer.ts";
import type { Question } from "../questions/question.ts";
import { type Options, textOf, UsageError, type Values } from "./command.ts";
import { localTarget } from "./local-target.ts";
import { remoteTarget } from "./remote-target.ts";

/** What was said of one event or document of a file. */
export type IngestOutcome =
  | { readonly outcome: "accepted" | "duplicate"; readonly noteCount: number }
  | {
      readonly outcome: "refused";
      readonly code: string;
      readonly detail: string;
      readonly pointer?: string;
    };

/** Bytes that hold an event or an array, and where they are from. */
export interface EventInput {
  readonly bytes: Uint8Array;
  readonly origin: Place;
}

export interface Place {
  readonly file: string;
  readonly line: number;
}

export interface EventsOutcome extends Place {
  readonly outcomes: readonly IngestOutcome[];
}

/** What a validation said of one event or document. */
export interface ValidatedInput {
  readonly conforms: boolean;
  readonly lines: readonly string[];
  readonly json: unknown;
}

export type ListedQuestion = Pick<Question, "id" | "title" | "question" | "law" | "parameters">;

/** A store that a command works on: a directory of this machine, or a server. */
export interface Target {
  /** Takes in inputs that hold an event or an array of events each; what became of each, in their order. */
  ingestEvents(inputs: readonly EventInput[]): Promise<readonly EventsOutcome[]>;
  ingestDocument(received: Received, origin: Origin): Promise<IngestOutcome>;
  query(text: string, mediaType: string | undefined, asked: AskedView): AsyncIterable<string | Uint8Array>;
  ask(id: string, input: Readonly<Record<string, string>>, asked: AskedView): Promise<Answer>;
  questions(): Promise<readonly ListedQuestion[]>;
  export(format: RdfFormat, graphs: readonly string[], asked: AskedView): AsyncIterable<string | Uint8Array>;
  validate(
    received: Received,
    kind: "events" | "document",
    isMerged: boolean,
  ): Promise<readonly ValidatedInput[]>;
  refusals(): Promise<RefusalList>;
  retry(): Promise<Retried>;
  remap(): Promise<Remapped>;
  nearNames(): Promise<readonly NearNames[]>;
  verify(onProgress: (done: number, size: number) => void): Promise<Verification>;
  close(): Promise<void>;
}

/** The options that choose a store. */
export const targetOptions = {
  data: { type: "string" },
  url: { type: "string" },
  "base-iri": { type: "string" },
  "store-key": { type: "string" },
  config: { type: "string" },
} as const satisfies Options;

export const targetUsage = `  --data DIR         the store's directory
  --url URL          or a running server, such as http://127.0.0.1:3030
  --base-iri IRI     fixed when the directory is created (default http://localhost:3030/id/)
  --store-key FILE   64 hex digits; or MUNIMENT_STORE_KEY; else made at random on creation
  --config FILE      configuration, recorded in the journal when it is new`;

/** `create`: a directory that is no store yet becomes one. */
async function openTarget(
  values: Values,
  { create = false }: { readonly create?: boolean } = {},
): Promise<Target> {
  const url = textOf(values, "url");
  if (url !== undefined && textOf(values, "data") !== undefined)
    throw new UsageError("--data and --url exclude each other");
  if (url !== undefined) return remoteTarget(url);
  return localTarget(await openDirectory(values, { create }));
}

/** Works on the store that `--data` or `--url` names, and closes it whatever comes of it. */
export async function withTarget<T>(
  values: Values,
  work: (target: Target) => Promise<T>,
  options: { readonly create?: boolean } = {},
): Promise<T> {
  const target = await openTarget(values, options);
  try {
    return await work(target);
  } finally {
    await target.close();
  }
}

/** Opens the store of `--data` in this process. */
export async function openDirectory(
  values: Values,
  { create }: { readonly create: boolean },
): Promise<Muniment> {
  const directory = textOf(values, "data");
  if (directory === undefined) throw new UsageError("--data DIR or --url URL is needed");
  const baseIri = textOf(values, "base-iri");
  const storeKey = storeKeyOf(values);
  const config = textOf(values, "config");
  return Muniment.open({
    directory,
    create,
    ...(baseIri === undefined ? {} : { baseIri }),
    ...(storeKey === undefined ? {} : { storeKey }),
    ...(config === undefined ? {} : { configuration: parseConfiguration(parseJson(readInput(config))) }),
  });
}

function storeKeyOf(values: Values): Uint8Array | undefined {
  const file = textOf(values, "store-key");
  const text = file === undefined ? storeKeyFromEnvironment() : readInput(file).toString("utf8");
  return text === undefined ? undefined : parseStoreKey(text);
}

/** A file that the user named. @throws {UsageError} when it cannot be read. */
export function readInput(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UsageError(
      `${path} cannot be read: ${error instanceof Error && "code" in error ? String(error.code) : "unknown reason"}`,
    );
  }
}
