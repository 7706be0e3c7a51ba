import type { IrisOptions } from "../../mapping/iris.ts";
import type { Principal, Received } from "../../principal.ts";
import type { SealedInput } from "../preparation/prepare-body.ts";
import { SliceReader } from "../preparation/slice-reader.ts";
import { type PrepareContext, type Prepared, prepareDocument } from "../prepare.ts";
import { isLargeDocument } from "./large.ts";
import type { TaskThreads } from "./task-threads.ts";

interface Dependencies {
  readonly threads: TaskThreads;
  readonly keys: IrisOptions;
  readonly context: PrepareContext;
  /** Seals what was prepared in this thread. */
  readonly sealed: (prepared: Prepared) => SealedInput;
}

/** A posted document, ready for the journal, wherever it was prepared. @throws as `prepareDocument` and {UnwritableTermError} */
export async function preparedDocument(
  received: Received,
  sender: Principal,
  { threads, keys, context, sealed }: Dependencies,
): Promise<SealedInput> {
  if (!isLargeDocument(received) || !threads.areThere)
    return sealed(await prepareDocument(received, sender, context));
  const { documentQuads } = context;
  const { baseIri, storeKey } = keys;
  const input = { received, sender, documentQuads, keys: { baseIri, storeKey: Uint8Array.from(storeKey) } };
  const slice = await threads.run("prepareDocument", input, { isLarge: true });
  const [prepared] = new SliceReader().read(slice, [{ received, sender }])[0]?.inputs ?? [];
  if (prepared?.kind !== "ready") throw new Error("A document that is refused is no slice");
  return prepared.input;
}
