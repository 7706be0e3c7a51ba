import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EngineName, engineNames, type Limits, storeKeyFromEnvironment } from "../config.ts";
import { parseConfiguration } from "../configuration/parse-configuration.ts";
import { ProvenanceError } from "../errors.ts";
import { parseJson } from "../events/json.ts";
import { parseStoreKey } from "../journal/store-key.ts";
import { Muniment } from "../muniment.ts";
import { type Options, textOf, UsageError, type Values } from "./command.ts";
import { HintedError } from "./faults.ts";
import { readInput } from "./files.ts";
import { limitsOf } from "./limit-option.ts";
import { localTarget } from "./local-target.ts";
import type { Output } from "./output.ts";
import { remoteTarget } from "./remote-target.ts";
import type { Target } from "./target.ts";

/** The options that choose a store. */
export const targetOptions = {
  data: { type: "string" },
  url: { type: "string" },
  "base-iri": { type: "string" },
  "store-key": { type: "string" },
  config: { type: "string" },
  engine: { type: "string" },
} as const satisfies Options;

export const targetUsage = `  --data DIR         the store's directory
  --url URL          or a running server, such as http://127.0.0.1:3030
  --base-iri IRI     fixed when the directory is created (default http://localhost:3030/id/)
  --store-key FILE   64 hex digits; or MUNIMENT_STORE_KEY; else made at random on creation
  --config FILE      configuration, recorded in the journal when it is new
  --engine NAME      integer (the default), or n3: N3.Store and stock Comunica, its oracle`;

/** `create`: a directory that is no store yet becomes one. */
export interface Opening {
  readonly create?: boolean;
  /** Told of what does no harm and should be known. */
  readonly notice?: (text: string) => void;
  /** Whether nobody but the command works with the store. */
  readonly isAlone?: boolean;
  /** Default: none, since to start one takes longer than most of what a command asks. */
  readonly threads?: Pick<Limits, "queryThreads" | "taskThreads">;
}

/** Works on the store that `--data` or `--url` names, and closes it whatever comes of it. */
export async function withTarget<T>(
  { values, output }: { readonly values: Values; readonly output: Output },
  work: (target: Target) => Promise<T>,
  { create = false }: Opening = {},
): Promise<T> {
  const url = textOf(values, "url");
  if (url !== undefined) {
    const local = ["data", "base-iri", "store-key", "config", "engine", "limit", "rebuild-index"].find(
      (name) => values[name] !== undefined,
    );
    if (local !== undefined) throw new UsageError(`--${local} and --url exclude each other`);
    return work(remoteTarget(url));
  }
  if (values.data === undefined) throw new UsageError("--data DIR or --url URL is needed");
  const notice = (text: string) => output.note(text);
  return withMuniment(await openDirectory(values, { create, isAlone: true, notice }), work);
}

/** Works on an empty store that is gone afterwards: for what needs no store, but the ways of one. */
export async function withTemporaryTarget<T>(
  { values }: { readonly values: Values; readonly output: Output },
  work: (target: Target) => Promise<T>,
): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), "muniment-"));
  try {
    return await withMuniment(await openDirectory({ ...values, data: directory }, { create: true }), work);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function withMuniment<T>(muniment: Muniment, work: (target: Target) => Promise<T>): Promise<T> {
  try {
    return await work(localTarget(muniment));
  } finally {
    await muniment.close();
  }
}

/** Opens the store of `--data` in this process. */
export async function openDirectory(
  values: Values,
  { create = false, isAlone = false, threads, notice }: Opening,
): Promise<Muniment> {
  const directory = textOf(values, "data");
  if (directory === undefined || directory === "") throw new UsageError("--data DIR is needed");
  if (existsSync(directory) && !statSync(directory).isDirectory())
    throw new UsageError(`${directory} is not a directory`);
  const baseIri = textOf(values, "base-iri");
  const storeKey = storeKeyOf(values);
  const config = textOf(values, "config");
  return Muniment.open({
    directory,
    create,
    engine: engineNameOf(values),
    limits: { ...threads, ...limitsOf(values) },
    isAlone,
    isIndexRebuilt: values["rebuild-index"] === true,
    ...(notice === undefined ? {} : { notice }),
    ...(baseIri === undefined ? {} : { baseIri }),
    ...(storeKey === undefined ? {} : { storeKey }),
    ...(config === undefined ? {} : { configuration: configurationIn(config) }),
  });
}

function configurationIn(file: string) {
  const bytes = readInput(file);
  try {
    return parseConfiguration(parseJson(bytes));
  } catch (error) {
    throw error instanceof ProvenanceError ? new HintedError(error, `The configuration is ${file}`) : error;
  }
}

function engineNameOf(values: Values): EngineName {
  const name = textOf(values, "engine") ?? "integer";
  const found = engineNames.find((each) => each === name);
  if (found === undefined) throw new UsageError(`--engine is one of ${engineNames.join(", ")}`);
  return found;
}

function storeKeyOf(values: Values): Uint8Array | undefined {
  const file = textOf(values, "store-key");
  const text = file === undefined ? storeKeyFromEnvironment() : readInput(file).toString("utf8");
  return text === undefined ? undefined : parseStoreKey(text);
}
