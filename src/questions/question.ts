import { ProvenanceError } from "../errors.ts";
import { type Path, readPath, readPrefixedName } from "./path.ts";

const parameterTypes = ["iri", "dataset", "dateTime", "string", "integer", "boolean", "mode"] as const;
export type ParameterType = (typeof parameterTypes)[number];

/** What a question may be asked with. */
export interface Parameter {
  readonly name: string;
  /** A `mode` is never given by the asker: the runner gives the mode in which it asks. */
  readonly type: ParameterType;
  readonly required: boolean;
  /** As a user would write it; absent when required, or when leaving it out means "any". */
  readonly default?: string;
  readonly description: string;
}

/** Which statements carry a row: each path between two columns or parameters. */
export interface EvidenceTemplate {
  readonly subject: string;
  readonly path: Path;
  readonly object: string;
}

/** How much of what is relevant has provenance: of the values of a column, or of the instances of a class. */
export interface CoverageRule {
  readonly counted: string;
  readonly column?: string;
  readonly class?: string;
  /** A thing is covered when every one of these paths leads somewhere. */
  readonly paths: readonly Path[];
}

/** How the answer grows from `asserted` to `exact` to `possible` (DESIGN §2, law 8). */
export type Monotonicity = "true" | "antitone" | "neither";

/** A question of the library: a SPARQL query and what a person must know to trust the answer. */
export interface Question {
  readonly id: string;
  readonly title: string;
  /** In plain words. */
  readonly question: string;
  /** With [V] for what was verified, [S] for second hand and [K] for general knowledge: never advice. */
  readonly law: string;
  readonly parameters: readonly Parameter[];
  readonly monotone: Monotonicity;
  /** What a row means, and what it does not. */
  readonly answer: string;
  /** The column that a row is about, where one thing may stand in it under several names. */
  readonly subject?: string;
  /** Columns that serve evidence and machines, and that a table for people leaves out. */
  readonly hidden: readonly string[];
  /** Columns whose values a table for people joins into one cell of rows that are else equal. */
  readonly folded: readonly string[];
  readonly evidence: readonly EvidenceTemplate[];
  readonly coverage?: CoverageRule;
  /** What the query selects, in its order. */
  readonly columns: readonly string[];
  /** The whole file: valid SPARQL 1.1 by itself. */
  readonly query: string;
}

/** A file of the question library breaks the format of `docs/questions.md`. */
export class MalformedQuestionError extends ProvenanceError {
  override readonly name = "MalformedQuestionError";
  readonly code = "malformed-question";
  readonly file: string;
  readonly line: number;

  constructor(file: string, line: number, expected: string) {
    super(`${file}:${line}: expected ${expected}`);
    this.file = file;
    this.line = line;
  }
}

/** A field of the header: `# name: value`, continued by lines that begin with `#` and two or more spaces. */
interface Field {
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

/**
 * Reads a question file: a header of comments, then the query.
 *
 *     # id: downstream
 *     # parameter: of | dataset | required | What to follow
 *     # evidence: ?entity prov:wasDerivedFrom+ ?of
 *
 * @throws {MalformedQuestionError} with file and line.
 */
export function parseQuestion(text: string, file: string): Question {
  const fields = readFields(text, file);
  const all = (name: string) => fields.filter((field) => field.name === name);
  const one = (name: string) => {
    const [first, second] = all(name);
    if (second !== undefined) throw new MalformedQuestionError(file, second.line, `one "${name}" only`);
    return first;
  };
  const required = (name: string) => {
    const field = one(name);
    if (field === undefined) throw new MalformedQuestionError(file, 1, `a header line "# ${name}: …"`);
    return field;
  };
  const unknown = fields.find(({ name }) => !knownFields.has(name));
  if (unknown !== undefined) {
    throw new MalformedQuestionError(file, unknown.line, `one of the fields ${[...knownFields].join(", ")}`);
  }
  const law = required("law");
  if (!/\[[VSK]\]/.test(law.value)) {
    throw new MalformedQuestionError(file, law.line, "a status [V], [S] or [K] of each legal statement");
  }
  const coverage = one("coverage");
  const subject = one("subject");
  const parameters = all("parameter").map((field) => readParameter(field, file));
  const repeated = parameters.find(({ name }, i) => parameters.findIndex((other) => other.name === name) < i);
  if (repeated !== undefined) {
    throw new MalformedQuestionError(file, 1, `one parameter "${repeated.name}" only`);
  }
  return {
    id: matching(
      required("id"),
      /^[a-z][a-z0-9-]*$/,
      "an id of lower-case letters, digits and hyphens",
      file,
    ),
    title: required("title").value,
    question: required("question").value,
    law: law.value,
    parameters,
    monotone: readMonotonicity(required("monotone"), file),
    answer: required("answer").value,
    ...(subject === undefined ? {} : { subject: subject.value }),
    hidden: names(one("hidden")),
    folded: names(one("folded")),
    evidence: all("evidence").map((field) => readEvidence(field, file)),
    ...(coverage === undefined ? {} : { coverage: readCoverage(coverage, file) }),
    columns: readColumns(text, file),
    query: text,
  };
}

const knownFields = new Set(
  "id title question law parameter monotone answer subject hidden folded evidence coverage".split(" "),
);

/** Names apart by white space; none where the field is missing. */
function names(field: Field | undefined): readonly string[] {
  return (field?.value ?? "").split(/\s+/).filter((name) => name !== "");
}

function readFields(text: string, file: string): readonly Field[] {
  const fields: Field[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (!line.startsWith("#")) break;
    const [, name, value = ""] = /^# ([a-z]+): *(.*)$/.exec(line) ?? [];
    const last = fields.at(-1);
    if (name !== undefined) fields.push({ name, value: value.trim(), line: index + 1 });
    else if (/^# {2,}\S/.test(line) && last !== undefined) {
      fields[fields.length - 1] = { ...last, value: `${last.value} ${line.slice(1).trim()}` };
    } else throw new MalformedQuestionError(file, index + 1, `"# field: value", or "#   " to go on with it`);
  }
  return fields;
}

function readParameter(field: Field, file: string): Parameter {
  const [name = "", type = "", value = "", description = ""] = field.value
    .split("|")
    .map((part) => part.trim());
  const parameterType = parameterTypes.find((known) => known === type);
  if (!/^[A-Za-z]\w*$/.test(name) || parameterType === undefined || value === "" || description === "") {
    const types = parameterTypes.join(", ");
    throw new MalformedQuestionError(
      file,
      field.line,
      `"name | type | default, required or any | description", the type one of ${types}`,
    );
  }
  const isDefault = value !== "required" && value !== "any";
  return {
    name,
    type: parameterType,
    required: value === "required",
    ...(isDefault ? { default: value } : {}),
    description,
  };
}

function readMonotonicity({ value, line }: Field, file: string): Monotonicity {
  if (value === "true" || value === "antitone" || value === "neither") return value;
  throw new MalformedQuestionError(file, line, "true, antitone or neither");
}

function readEvidence({ value, line }: Field, file: string): EvidenceTemplate {
  const [, subject, pathText = "", object] = /^\?(\w+)\s+(.+?)\s+\?(\w+)$/.exec(value) ?? [];
  const path = readPath(pathText);
  if (subject === undefined || object === undefined || path === undefined) {
    throw new MalformedQuestionError(file, line, `"?column path ?column" with prefixes that we know`);
  }
  return { subject, path, object };
}

function readCoverage({ value, line }: Field, file: string): CoverageRule {
  const [counted, selector = "", ...rest] = splitTwice(value);
  const paths = rest.join("").split("&").map(readPath);
  const column = /^\?(\w+)$/.exec(selector)?.[1];
  const classIri = readPrefixedName(/^a (\S+)$/.exec(selector)?.[1] ?? "");
  const isRead = paths.every((path) => path !== undefined) && (column ?? classIri) !== undefined;
  if (counted === undefined || counted === "" || !isRead) {
    throw new MalformedQuestionError(file, line, `"what is counted | ?column or a Class | path & path"`);
  }
  return {
    counted,
    paths,
    ...(column === undefined ? {} : { column }),
    ...(classIri === undefined ? {} : { class: classIri }),
  };
}

/** The projection of the outermost SELECT, which is the first: a header has no line that begins with the word. */
function readColumns(text: string, file: string): readonly string[] {
  const [, projection = ""] = /^SELECT DISTINCT ([\s\S]*?)WHERE/m.exec(text) ?? [];
  const columns = [...projection.matchAll(/\?(\w+)/g)].map(([, name = ""]) => name);
  if (columns.length === 0) {
    throw new MalformedQuestionError(file, 1, `"SELECT DISTINCT ?column … WHERE" at the beginning of a line`);
  }
  return columns;
}

/** The parts before the first two bars, and all that follows: a path has bars of its own. */
function splitTwice(text: string): readonly string[] {
  const [, first = "", second = "", rest = ""] = /^([^|]*)\|([^|]*)\|(.*)$/.exec(text) ?? [];
  return [first.trim(), second.trim(), rest.trim()];
}

function matching({ value, line }: Field, pattern: RegExp, expected: string, file: string): string {
  if (!pattern.test(value)) throw new MalformedQuestionError(file, line, expected);
  return value;
}
