import type { Io, Sink } from "./io.ts";

/** Where a command speaks: results to standard output, everything else to standard error. */
export interface Output {
  /** Whether one JSON document is wanted on standard output, and nothing else. */
  readonly isJson: boolean;
  /** Whether a person watches standard error, so that a progress bar makes sense. */
  readonly isWatched: boolean;
  /** Width of the terminal in columns; 100 when it is none. */
  readonly columns: number;
  /** Whether anything went to standard output. */
  readonly hasPrinted: boolean;
  /** A result. */
  print(text: string): void;
  /** The one JSON document. */
  printJson(value: unknown): void;
  /** A result that is written bit by bit; ends early, and quietly, when nobody reads on. */
  stream(chunks: AsyncIterable<string | Uint8Array> | readonly string[]): Promise<void>;
  /** A remark; not part of the result. */
  note(text: string): void;
  /** A line that the next one overwrites. */
  status(text: string): void;
  /** Settles when standard output took all of it. @throws what standard output failed with, such as a full disk. */
  finished(): Promise<void>;
}

/** Speaks to the streams of a command line. A reader that went away (`| head`) is no error: what is left is not said. */
export function outputOf({ stdout, stderr }: Pick<Io, "stdout" | "stderr">, isJson: boolean): Output {
  let hasPrinted = false;
  let isGone = false;
  let failure: Error | undefined;
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    isGone = true;
    if (error.code !== "EPIPE") failure = error;
  });
  let isHeard = true;
  stderr.on("error", () => {
    isHeard = false;
  });

  const write = (text: string | Uint8Array): boolean => {
    hasPrinted = true;
    return isGone || stdout.write(text);
  };
  const remark = (text: string) => {
    if (isHeard) stderr.write(text);
  };
  const statusWidth = (stderr.columns ?? 100) - 1;
  return {
    isJson,
    isWatched: stderr.isTTY === true && !isJson,
    columns: stdout.columns ?? stderr.columns ?? 100,
    get hasPrinted() {
      return hasPrinted;
    },
    print: (text) => void write(`${text}\n`),
    printJson: (value) => void write(`${JSON.stringify(value, null, 2)}\n`),
    async stream(chunks) {
      let isLineEnd = true;
      for await (const chunk of chunks) {
        if (!write(chunk)) await drained(stdout);
        if (isGone) break;
        if (chunk.length > 0) isLineEnd = chunk.at(-1) === (typeof chunk === "string" ? "\n" : newline);
      }
      if (!isLineEnd) write("\n");
    },
    note: (text) => remark(`${text}\n`),
    status: (text) => remark(`\r\u001b[2K${text.slice(0, statusWidth)}`),
    async finished() {
      // Not for a "drain": that comes only where a write was told to wait, and the last was perhaps not.
      if (stdout.writableLength > 0 && !isGone)
        await new Promise<void>((resolve) => stdout.write("", () => resolve()));
      await new Promise((resolve) => setImmediate(resolve));
      if (failure !== undefined) throw failure;
    },
  };
}

const newline = 10;

/** Settles when the stream takes more, or will never. */
function drained(sink: Sink): Promise<void> {
  return new Promise((resolve) => {
    const events = ["drain", "close", "error"] as const;
    const done = () => {
      for (const event of events) sink.off(event, done);
      resolve();
    };
    for (const event of events) sink.on(event, done);
  });
}
