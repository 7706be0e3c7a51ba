import { parentPort } from "node:worker_threads";
import {
  type DictionaryReader,
  dictionaryReader,
  type SharedDictionary,
} from "../../../src/quads/dictionary/dictionary.ts";
import { nthTerm } from "./nth-term.ts";

/** What the worker saw: how many dictionaries it read, and what was wrong with them. */
export interface Reading {
  readonly read: number;
  readonly faults: readonly string[];
}

let first: DictionaryReader | undefined;
let read = 0;
const faults: string[] = [];

parentPort?.on("message", (shared: SharedDictionary | "end") => {
  if (shared === "end") {
    parentPort?.postMessage({ read, faults } satisfies Reading);
    return;
  }
  const reader = dictionaryReader(shared);
  first ??= reader;
  read++;
  for (const each of [first, reader]) look(each);
});

/** Looks at the terms added last and at some of the others, and for one that is not there yet. */
function look(reader: DictionaryReader): void {
  const { size } = reader;
  for (let i = 0; i < 200; i++) {
    for (const id of [size - i, 1 + ((i * 7919) % size)]) {
      const term = nthTerm(id);
      if (!reader.term(id).equals(term)) faults.push(`term ${id} of ${size} is ${reader.text(id)}`);
      if (reader.idOf(term) !== id) faults.push(`${id} of ${size} is not found: ${reader.idOf(term)}`);
      if (id % 4 === 2 && reader.number(id) !== id) faults.push(`number ${id} is ${reader.number(id)}`);
    }
    if (reader.idOf(nthTerm(size + 1 + i)) !== 0) faults.push(`${size + 1 + i} of ${size} is found`);
  }
}
