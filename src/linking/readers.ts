import type { Keeping } from "./rest/shelf.ts";
import type { UnitKey } from "./unit.ts";

/** Units that read something: mostly one or two, at times thousands. */
export type Readers = UnitKey[] | Set<UnitKey>;

/** With one more, who was not among them. */
export function withReader(readers: Readers | undefined, reader: UnitKey): Readers {
  if (readers === undefined) return [reader];
  if (readers instanceof Set) return readers.add(reader);
  readers.push(reader);
  return readers.length > longestList ? new Set(readers) : readers;
}

/** Without one of them; undefined when none is left. */
export function withoutReader(readers: Readers, reader: UnitKey): Readers | undefined {
  if (readers instanceof Set) {
    readers.delete(reader);
    return readers.size === 0 ? undefined : readers;
  }
  const at = readers.indexOf(reader);
  const last = readers.length - 1;
  if (at >= 0) {
    readers[at] = readers[last] as UnitKey;
    readers.length = last;
  }
  return readers.length === 0 ? undefined : readers;
}

export const keepingReaders: Keeping<Readers> = {
  write: (readers, record) => record.numbers(readers instanceof Set ? [...readers] : readers),
  read(record) {
    const readers = record.numbers();
    return readers.length > longestList ? new Set(readers) : readers;
  },
};

const longestList = 32;
