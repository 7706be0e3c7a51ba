/** Where a command speaks: results to standard output, everything else to standard error. */
export interface Output {
  /** Whether one JSON document is wanted on standard output, and nothing else. */
  readonly isJson: boolean;
  /** Whether a person watches standard error, so that a progress bar makes sense. */
  readonly isWatched: boolean;
  /** Width of the terminal in columns; 100 when it is none. */
  readonly columns: number;
  /** A result. */
  print(text: string): void;
  /** The one JSON document. */
  printJson(value: unknown): void;
  /** A result that is written bit by bit. */
  stream(chunks: AsyncIterable<string | Uint8Array>): Promise<void>;
  /** A remark; not part of the result. */
  note(text: string): void;
  /** A line that the next one overwrites. */
  status(text: string): void;
}

export function terminal(isJson: boolean): Output {
  const { stdout, stderr } = process;
  return {
    isJson,
    isWatched: stderr.isTTY === true && !isJson,
    columns: stdout.isTTY === true ? stdout.columns : 100,
    print: (text) => void stdout.write(`${text}\n`),
    printJson: (value) => void stdout.write(`${JSON.stringify(value, null, 2)}\n`),
    async stream(chunks) {
      for await (const chunk of chunks) {
        if (!stdout.write(chunk)) await new Promise<void>((resolve) => stdout.once("drain", resolve));
      }
    },
    note: (text) => void stderr.write(`${text}\n`),
    status: (text) => void stderr.write(`\r\u001b[2K${text}`),
  };
}
