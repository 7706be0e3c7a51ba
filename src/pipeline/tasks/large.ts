import type { Received } from "../../principal.ts";
import type { QuadStore } from "../../quads/quad-store.ts";

/** Whether what is done with a document would hold a thread for long: some 50 to 100 ms for so many bytes. */
export function isLargeDocument({ bytes }: Received): boolean {
  return bytes.length > 64 * 1024;
}

/** Whether a check of a whole store would: as long for so many quads. */
export function isLargeStore({ size }: QuadStore): boolean {
  return size > 10_000;
}
