// Appends batches until it is killed, and prints each position once it was acknowledged.
import { writeSync } from "node:fs";

const [, , compiled, directory, batches = "Infinity"] = process.argv;
const { Journal } = await import(compiled);
const journal = await Journal.open({ directory });
writeSync(1, "open\n");

for (let batch = 0; batch < Number(batches); batch++) {
  const entries = Array.from({ length: 1 + (batch % 3) }, (_, i) => anEntry(journal.size + i));
  const records = await journal.append(entries);
  writeSync(1, `${records.map(({ position }) => position).join("\n")}\n`);
}

function anEntry(n) {
  const id = `${journal.baseIri}bundle/${n}`;
  const body = Buffer.from(`body ${n} ${"x".repeat(n % 9000)}`);
  const rest = { mediaType: "application/json", sender: "s", mapperVersion: "1", quads: [], facets: [] };
  return { kind: "event", id, body, ...rest };
}
