// Takes in events until it is killed, writes the index after each batch, and prints how many events were acknowledged.
import { writeSync } from "node:fs";
import { Muniment } from "../../../dist/muniment.js";

const [, , directory] = process.argv;
const muniment = await Muniment.open({ directory, checkpoints: { leastRecords: 0, mostRecords: 1 } });
for (let n = muniment.stats().records; ; n++) {
  const events = Array.from({ length: 1 + (n % 5) }, (_, i) => anEvent(n * 5 + i));
  await muniment.ingestAll(
    { bytes: Buffer.from(JSON.stringify(events)), mediaType: "application/json" },
    { id: "crash" },
  );
  await muniment.settled();
  writeSync(1, `acknowledged ${muniment.stats().records}\n`);
}

function anEvent(n) {
  const id = n.toString(16).padStart(12, "0");
  return {
    eventType: "COMPLETE",
    eventTime: new Date(Date.UTC(2026, 9, 1) + n * 1000).toISOString(),
    producer: "https://producer.example/1",
    schemaURL: "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
    run: { runId: `01900000-0000-7000-8000-${id}` },
    job: { namespace: "crash", name: `job ${n % 7}` },
    inputs: [{ namespace: "crash", name: `table ${n % 97}` }],
    outputs: [{ namespace: "crash", name: `table ${(n * 31) % 97}` }],
  };
}
