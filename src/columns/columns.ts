/** Numbers or bytes of one kind, in memory that may be shared between threads. */
export type Column = Uint8Array | Uint16Array | Int32Array | Uint32Array | Float64Array;

/**
 * State as typed arrays by name, which is how it rests in a file and comes back: what they mean is their owner's to say.
 *
 * They stay as they are while a file is written, although their owner goes on: each is a copy, or memory that is only
 * appended to behind it. Who is made of columns takes them for his own.
 */
export type Columns = Readonly<Record<string, Column>>;

/** The columns of a part of a whole: each name with the part's before it. */
export function under(part: string, columns: Columns): Columns {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [`${part}/${name}`, column]));
}

/** What `under` put under that name. */
export function partOf(columns: Columns, part: string): Columns {
  const prefix = `${part}/`;
  return Object.fromEntries(
    Object.entries(columns)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, column]) => [name.slice(prefix.length), column]),
  );
}

/**
 * The name of a column that never changes. Its owner gives the name to no other content as long as he lives, reopenings
 * included, so that it is written to a file once.
 */
export function settledName(name: string): string {
  return `${name}${settled}`;
}

export function isSettled(name: string): boolean {
  return name.endsWith(settled);
}

const settled = ".settled";
