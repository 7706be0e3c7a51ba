import { OperationalError, ProvenanceError } from "../errors.ts";

/** Another process holds the data directory: there is one writer at a time. */
export class JournalLockedError extends OperationalError {
  override readonly name = "JournalLockedError";
  readonly code = "data-directory-locked";
  readonly pid: number;

  constructor(directory: string, pid: number) {
    super(`The data directory ${directory} is in use by process ${pid}; stop it first, or use --url`);
    this.pid = pid;
  }
}

/** A file of the journal is not as it was written. Nothing was changed: restore it from a copy. */
export class JournalDamagedError extends OperationalError {
  override readonly name = "JournalDamagedError";
  readonly code = "journal-damaged";
  readonly file: string;

  constructor(file: string, what: string) {
    super(`${file} is damaged: ${what}. Nothing was changed; restore the data directory from a copy`);
    this.file = file;
  }
}

/** There is no journal in the directory, and none was to be created. */
export class JournalMissingError extends ProvenanceError {
  override readonly name = "JournalMissingError";
  readonly code = "no-journal";

  constructor(directory: string) {
    super(`There is no journal in ${directory}`);
  }
}

/** The journal was written by a newer release. */
export class JournalFormatError extends ProvenanceError {
  override readonly name = "JournalFormatError";
  readonly code = "journal-format-unknown";

  constructor(found: number, newest: number) {
    super(`The journal has format ${found}; this release reads formats up to ${newest}. Use a newer release`);
  }
}

/** The base IRI was fixed when the directory was created, since every IRI in it begins with it. */
export class BaseIriDiffersError extends ProvenanceError {
  override readonly name = "BaseIriDiffersError";
  readonly code = "base-iri-differs";

  constructor(asked: string, fixed: string) {
    super(`The data directory was created with the base IRI ${fixed} and cannot be opened with ${asked}`);
  }
}

/** The base IRI cannot be one: what is allowed is in the message. */
export class BaseIriInvalidError extends ProvenanceError {
  override readonly name = "BaseIriInvalidError";
  readonly code = "base-iri-invalid";

  constructor(found: string) {
    super(`A base IRI is an absolute IRI of at most 1000 bytes that ends in "/": ${found.slice(0, 200)}`);
  }
}

/** The store key is missing, malformed, or not the one that the directory was created with. */
export class StoreKeyError extends ProvenanceError {
  override readonly name = "StoreKeyError";
  readonly code: "store-key-missing" | "store-key-malformed" | "store-key-differs";

  constructor(code: StoreKeyError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/** The id is in the journal already: the caller answers "duplicate". */
export class DuplicateEntryError extends ProvenanceError {
  override readonly name = "DuplicateEntryError";
  readonly code = "duplicate-entry";
  readonly position: number;

  constructor(id: string, position: number) {
    super(`${id} is record ${position} already`);
    this.position = position;
  }
}

/** A record that a remap, receipt or redaction speaks of does not exist, or cannot be its target. */
export class RecordTargetError extends ProvenanceError {
  override readonly name = "RecordTargetError";
  readonly code = "record-target-invalid";
  readonly position: number;

  constructor(position: number, reason: string) {
    super(`Record ${position} ${reason}`);
    this.position = position;
  }
}
