import type { ValidatedInput } from "./target.ts";

/** What a dry run says of one input, wherever it ran. */
export interface ReportedInput {
  readonly conforms: boolean;
  readonly bundle?: string;
  readonly notes: readonly { readonly code: string; readonly pointer: string; readonly message: string }[];
  readonly findings: readonly { readonly message: string; readonly focusNode: string }[];
  /** Why it would be refused. */
  readonly error?: { readonly code: string; readonly message: string };
  /** Where, in lines of a document. */
  readonly line?: number | undefined;
}

/** The same for people and as JSON. */
export function validatedInput(report: ReportedInput): ValidatedInput {
  const { conforms, bundle, notes, findings, error, line } = report;
  return {
    conforms,
    ...(line === undefined ? {} : { line }),
    lines: [
      ...(error === undefined ? [] : [`${error.code}: ${error.message}`]),
      ...notes.map((note) => `${note.code} at "${note.pointer}": ${note.message}`),
      ...findings.map((finding) => `${finding.message} (${finding.focusNode})`),
    ],
    json: {
      conforms,
      ...(bundle === undefined ? {} : { bundle }),
      notes,
      findings,
      ...(error === undefined ? {} : { error }),
    },
  };
}
