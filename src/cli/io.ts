import type { Writable } from "node:stream";

/** What a command line has around it: `main.ts` takes it from the process, a test from memory. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** How the program was called, for hints that can be pasted: `npx muniment`, or `node dist/cli/main.js`. */
  readonly program: string;
  /** Settles when the program is asked to stop. */
  stopped(): Promise<void>;
}

/** A stream that may be a terminal. */
export type Sink = Writable & { readonly isTTY?: boolean; readonly columns?: number };
