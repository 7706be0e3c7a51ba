import * as errors from "../errors.ts";

/** An error as it is posted: an error that crosses threads is a bare `Error`. */
export interface PlainError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** Its own fields, such as `code` and `line`. */
  readonly fields: Readonly<Record<string, unknown>>;
}

export function plainError(error: unknown): PlainError {
  if (!(error instanceof Error))
    return { name: "Error", message: String(error), stack: undefined, fields: {} };
  const { name, message, stack } = error;
  const isOurs = name in errors;
  return { name, message, stack, fields: isOurs ? Object.fromEntries(Object.entries(error)) : {} };
}

/** The error again: of its class when it is one of a query's, else one that is nobody's to mend. */
export function errorOfPlain({ name, message, stack, fields }: PlainError): Error {
  const { prototype } = (errors as Readonly<Record<string, { readonly prototype: Error }>>)[name] ?? Error;
  const error: Error = Object.create(prototype);
  Object.defineProperty(error, "message", { value: message, configurable: true, writable: true });
  Object.defineProperty(error, "stack", { value: stack, configurable: true, writable: true });
  return Object.assign(error, fields);
}
