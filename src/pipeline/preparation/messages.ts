import type { Configuration } from "../../configuration.ts";
import type { IrisOptions } from "../../mapping/iris.ts";
import type { PackedSlice, Span } from "./packed-slice.ts";

/** What a thread is started with: what never changes of a store. */
export interface PreparationData extends IrisOptions {
  readonly jsonDepth: number;
  readonly batchEvents: number;
}

/** Bodies to prepare, in one piece of memory. */
export interface PreparationOrder {
  /** When it is another than that of the order before. */
  readonly configuration?: Configuration;
  readonly bytes: Uint8Array;
  readonly bodies: readonly { readonly span: Span; readonly sender: string }[];
}

/** What a thread says: that it can begin, and then what it made of each order, in their order. */
export type PreparationReport =
  | { readonly kind: "ready" }
  | { readonly kind: "prepared"; readonly slice: PackedSlice };
