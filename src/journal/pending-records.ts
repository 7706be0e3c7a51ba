import type { PreparedBatch } from "./batch.ts";

/** Bundles that are prepared and not yet written. */
export class PendingRecords {
  readonly positionOf: Map<string, number> = new Map();
  readonly idAt: Map<number, string> = new Map();

  add({ records }: PreparedBatch): void {
    for (const { position, row } of records) {
      if (row.id === null) continue;
      this.positionOf.set(row.id, position);
      this.idAt.set(position, row.id);
    }
  }
}
