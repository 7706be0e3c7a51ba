import { readdirSync } from "node:fs";
import { ProvenanceError } from "../errors.ts";
import { packageFile, packagePath } from "../package-files.ts";
import { MalformedQuestionError, parseQuestion, type Question } from "./question.ts";

/** The questions that can be asked, by id. */
export type QuestionLibrary = ReadonlyMap<string, Question>;

/** No question has that id. */
export class UnknownQuestionError extends ProvenanceError {
  override readonly name = "UnknownQuestionError";
  readonly code = "unknown-question";
  readonly id: string;

  constructor(id: string, known: Iterable<string>) {
    super(`There is no question "${id}"; there are ${[...known].join(", ")}`);
    this.id = id;
  }
}

/** The questions that the package ships, from `queries/`, in the order of their ids. */
export function packagedQuestions(): QuestionLibrary {
  const files = readdirSync(packagePath("queries")).filter((file) => file.endsWith(".rq"));
  return libraryOf(files.sort().map((file) => ({ file, text: packageFile(`queries/${file}`) })));
}

/** A library of these files; each must bear the id that its name says, so that a person finds it. */
export function libraryOf(
  files: readonly { readonly file: string; readonly text: string }[],
): QuestionLibrary {
  return new Map(
    files.map(({ file, text }) => {
      const question = parseQuestion(text, file);
      if (file !== `${question.id}.rq`)
        throw new MalformedQuestionError(file, 1, `the id to be the file's name`);
      return [question.id, question];
    }),
  );
}

/** The question of that id. @throws {UnknownQuestionError} which names those there are. */
export function questionOf(library: QuestionLibrary, id: string): Question {
  const question = library.get(id);
  if (question === undefined) throw new UnknownQuestionError(id, library.keys());
  return question;
}
