import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { packagePath } from "../../src/package-files.ts";
import { libraryOf, packagedQuestions, questionOf } from "../../src/questions/library.ts";
import { parseQuestion } from "../../src/questions/question.ts";
import { comunicaEngine } from "../../src/sparql/comunica-engine.ts";
import { handmadeStore } from "./handmade.ts";

const header = `# id: sources
# title: Sources
# question: Where from?
# law: GDPR Art. 5(2) [K]
# parameter: of | dataset | required | What to trace
# monotone: true
# answer: Every source,
#   near and far.
# evidence: ?of prov:wasDerivedFrom+ ?entity
# coverage: entities with a writer | ?entity | prov:wasGeneratedBy|prov:wasAttributedTo & prov:used
`;
const body = `SELECT DISTINCT ?entity WHERE { ?of <http://www.w3.org/ns/prov#wasDerivedFrom>+ ?entity }\n`;

describe("a question file", () => {
  it("is read whole: header, continued lines, paths and columns", () => {
    const question = parseQuestion(header + body, "sources.rq");

    expect(question).toMatchObject({
      id: "sources",
      answer: "Every source, near and far.",
      columns: ["entity"],
      parameters: [{ name: "of", type: "dataset", required: true }],
      evidence: [{ subject: "of", object: "entity" }],
      coverage: { counted: "entities with a writer", column: "entity" },
    });
    expect(question.evidence[0]?.path).toHaveLength(2);
    expect(question.coverage?.paths).toHaveLength(2);
  });

  it.each([
    ["# id: Sources", 1, "an id"],
    ["# law: GDPR Art. 5(2)", 4, "a status"],
    ["# parameter: of | list | required | What", 5, "name | type"],
    ["# monotone: maybe", 6, "antitone"],
    ["# evidence: ?of nobody:knows ?entity", 9, "path"],
    ["# coverage: entities", 10, "what is counted"],
    ["# titel: Sources", 2, "one of the fields"],
    ["#nothing", 2, "# field: value"],
  ])("that says %j is refused at line %i", (line, number, expected) => {
    const lines = header.split("\n");
    lines[number - 1] = line;

    const parse = () => parseQuestion(lines.join("\n") + body, "sources.rq");

    expect(parse).toThrow(`sources.rq:${number}: expected`);
    expect(parse).toThrow(expected);
  });

  it("must bear the id of its name", () => {
    expect(() => libraryOf([{ file: "origins.rq", text: header + body }])).toThrow("origins.rq:1");
  });
});

describe("the packaged library", () => {
  const library = packagedQuestions();

  it("has the eight questions and the one about good versions", () => {
    expect([...library.keys()]).toEqual([
      "blast-radius",
      "dataset-history",
      "downstream",
      "good-versions",
      "legal-basis",
      "model-agents",
      "upstream",
      "who-accessed",
      "without-provenance",
    ]);
  });

  it("names the ids there are when asked for another", () => {
    expect(() => questionOf(library, "upstraem")).toThrow(/"upstraem"; there are blast-radius, /);
  });

  it.each(readdirSync(packagePath("queries")))(
    "%s is SPARQL 1.1 by itself, with its defaults in VALUES",
    async (file) => {
      const question = questionOf(library, file.replace(/\.rq$/, ""));

      const result = await comunicaEngine().query(question.query, handmadeStore({}).view({ mode: "exact" }));

      expect(result).toMatchObject({ kind: "bindings", variables: question.columns });
      for (const { name } of question.parameters) expect(question.query).toContain(`VALUES ?${name} {`);
      const templates = question.evidence.flatMap(({ subject, object }) => [subject, object]);
      const known = [...question.columns, ...question.parameters.map(({ name }) => name)];
      for (const variable of templates) expect(known).toContain(variable);
    },
  );
});
