import { checkConstraints } from "../../constraints/check.ts";
import type { ConstraintReport } from "../../constraints/report.ts";
import { inversesTurned } from "../../interop/inverses-turned.ts";
import { readProvDocument } from "../../interop/read-prov-document.ts";
import { sealFor } from "../../journal/seal.ts";
import { type IrisOptions, irisOf } from "../../mapping/iris.ts";
import { checkPlausibility } from "../../plausibility/check.ts";
import type { PlausibilityOptions, PlausibilityReport } from "../../plausibility/report.ts";
import type { Principal, Received } from "../../principal.ts";
import type { QuadView } from "../../quads/quad-store.ts";
import { type CheckedWhole, checkWhole } from "../../validity/check-whole.ts";
import { plausibilityOfView } from "../../validity/plausibility-of-view.ts";
import type { PackedSlice } from "../preparation/packed-slice.ts";
import { sealedInput } from "../preparation/prepare-body.ts";
import { SlicePacker } from "../preparation/slice-packer.ts";
import { prepareDocument } from "../prepare.ts";
import { structuralValidation } from "../shapes.ts";

/** A document that came, and how much it may say. */
export interface DocumentTask {
  readonly received: Received;
  /** Limit `documentQuads`. */
  readonly documentQuads: number;
}

interface PreparationTask extends DocumentTask {
  readonly sender: Principal;
  readonly keys: IrisOptions;
}

interface StorePlausibilityTask extends PlausibilityOptions {
  readonly base: string;
  readonly mostQuads: number;
}

/**
 * What may take seconds, by its name. Each makes data of data, and of a view of the store where it needs one: so it can be done in
 * any thread, and is the same there.
 */
export const tasks = {
  async checkDocument({ received, documentQuads }: DocumentTask): Promise<ConstraintReport> {
    return checkConstraints(await readProvDocument(received, { statements: documentQuads }));
  },
  async documentPlausibility({
    received,
    documentQuads,
    ...options
  }: DocumentTask & PlausibilityOptions): Promise<PlausibilityReport> {
    return checkPlausibility(await readProvDocument(received, { statements: documentQuads }), options);
  },
  async turnInverses({ received, documentQuads }: DocumentTask): Promise<Received> {
    return inversesTurned(received, { quads: documentQuads });
  },
  async prepareDocument({ received, documentQuads, sender, keys }: PreparationTask): Promise<PackedSlice> {
    const context = { iris: irisOf(keys), validate: structuralValidation(), documentQuads };
    const prepared = await prepareDocument(received, sender, context);
    const input = sealedInput(prepared, sealFor(keys.storeKey));
    const body = { isArray: false, inputs: [{ kind: "ready" as const, input }] };
    return new SlicePacker().pack([{ body, bytes: received.bytes }]);
  },
  async checkStore({ mostQuads }: { readonly mostQuads: number }, view: QuadView): Promise<CheckedWhole> {
    return checkWhole(view, mostQuads);
  },
  async storePlausibility(options: StorePlausibilityTask, view: QuadView): Promise<PlausibilityReport> {
    return plausibilityOfView(view, options);
  },
};

export type TaskName = keyof typeof tasks;
/** What a task is given. */
export type TaskInput<Name extends TaskName> = Parameters<(typeof tasks)[Name]>[0];
/** What comes of it. */
export type TaskOutput<Name extends TaskName> = Awaited<ReturnType<(typeof tasks)[Name]>>;

/** Does a task in this thread. */
export function doTask<Name extends TaskName>(
  name: Name,
  input: TaskInput<Name>,
  view?: QuadView,
): Promise<TaskOutput<Name>> {
  const task = tasks[name] as (input: TaskInput<Name>, view?: QuadView) => Promise<TaskOutput<Name>>;
  return task(input, view);
}
