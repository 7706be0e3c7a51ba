/** An error as it is posted: an error that crosses threads is a bare `Error`. */
export interface PlainError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** Its own fields, such as `code` and `line`. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Takes errors apart for another thread and puts them together there; those of these classes become what they were. */
export interface ErrorsAsData {
  readonly plainError: (error: unknown) => PlainError;
  /** The error again: of its class when that is one of ours, else one that is nobody's to mend. */
  readonly errorOfPlain: (plain: PlainError) => Error;
}

/** By the names of their classes, such as the exports of a module of errors. */
export function errorsAsData(classes: Readonly<Record<string, unknown>>): ErrorsAsData {
  return {
    plainError(error) {
      if (!(error instanceof Error))
        return { name: "Error", message: String(error), stack: undefined, fields: {} };
      const { name, message, stack } = error;
      const isOurs = name in classes;
      return { name, message, stack, fields: isOurs ? Object.fromEntries(Object.entries(error)) : {} };
    },
    errorOfPlain({ name, message, stack, fields }) {
      const { prototype } =
        (classes as Readonly<Record<string, { readonly prototype: Error }>>)[name] ?? Error;
      const error: Error = Object.create(prototype);
      Object.defineProperty(error, "message", { value: message, configurable: true, writable: true });
      Object.defineProperty(error, "stack", { value: stack, configurable: true, writable: true });
      return Object.assign(error, fields);
    },
  };
}
