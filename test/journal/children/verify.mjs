// Damages one page after another, opens and verifies, and prints one line each: "damaged …", "sound" or "bug …".
import { closeSync, copyFileSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";

const [, , compiled, directory, whole, jobs] = process.argv;
const { Journal } = await import(compiled);
const file = join(directory, "journal.mdb");

for (const job of jobs.split(",")) {
  const [page, kind] = job.split(" ");
  copyFileSync(whole, file);
  const descriptor = openSync(file, "r+");
  writeSync(descriptor, patternOf(kind, Number(page)), 0, 4096, Number(page) * 4096);
  closeSync(descriptor);
  console.log(await outcome());
}

function patternOf(kind, seed) {
  if (kind === "zero") return Buffer.alloc(4096);
  if (kind === "ones") return Buffer.alloc(4096, 0xff);
  return Buffer.from(Uint8Array.from({ length: 4096 }, (_, i) => (i * 2654435761 + seed * 40503) >>> 7));
}

async function outcome() {
  try {
    const journal = await Journal.open({ directory });
    const { problems } = await journal.verify();
    await journal.close();
    return problems.length === 0 ? "sound" : `damaged ${problems[0].what}`;
  } catch (error) {
    return error.code === "journal-damaged"
      ? `damaged ${error.message}`
      : `bug ${error.stack.replaceAll("\n", " ")}`;
  }
}
