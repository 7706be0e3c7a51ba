/** Numbers or bytes of one kind, in memory that may be shared between threads. */
export type Column = Uint8Array | Uint16Array | Int32Array | Uint32Array | Float64Array;

/** State as typed arrays by name, which is how it rests in a file and comes back: what they mean is their owner's to say. */
export type Columns = Readonly<Record<string, Column>>;
