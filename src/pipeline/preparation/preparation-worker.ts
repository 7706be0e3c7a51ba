import { parentPort, workerData } from "node:worker_threads";
import { defaultConfiguration } from "../../configuration/default-configuration.ts";
import { RecentObjects } from "../../events/recent-objects.ts";
import { sealFor } from "../../journal/seal.ts";
import { irisOf } from "../../mapping/iris.ts";
import { structuralValidation } from "../shapes.ts";
import type { PreparationData, PreparationOrder, PreparationReport } from "./messages.ts";
import { type BodyContext, type PreparedBody, prepareBody } from "./prepare-body.ts";
import { SlicePacker } from "./slice-packer.ts";

/**
 * The thread that prepares events: it does what `prepareBody` does in any thread, and packs what came of it. It has the keys of
 * the store, and nothing else of it.
 */
const { baseIri, storeKey, jsonDepth, batchEvents } = workerData as PreparationData;
const packer = new SlicePacker();
let context: BodyContext = {
  iris: irisOf({ baseIri, storeKey }),
  configuration: defaultConfiguration,
  validate: structuralValidation(),
  seal: sealFor(storeKey),
  recent: new RecentObjects(),
  documentQuads: 0,
  jsonDepth,
  batchEvents,
};
/** One order after another, since to validate may wait. */
let work: Promise<void> = Promise.resolve();

parentPort?.on("message", (order: PreparationOrder) => {
  work = work.then(() => carryOut(order));
});
post({ kind: "ready" });

async function carryOut({ configuration, bytes: all, bodies }: PreparationOrder): Promise<void> {
  if (configuration !== undefined) context = { ...context, configuration };
  const prepared: { body: PreparedBody; bytes: Uint8Array }[] = [];
  for (const { span, sender } of bodies) {
    const bytes = all.subarray(...span);
    const received = { bytes, mediaType: "application/json" };
    prepared.push({ body: await prepareBody(received, { id: sender }, context), bytes });
  }
  const slice = packer.pack(prepared);
  post({ kind: "prepared", slice }, [slice.quads.buffer as ArrayBuffer, slice.bytes.buffer as ArrayBuffer]);
}

function post(report: PreparationReport, moved: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(report, moved);
}
