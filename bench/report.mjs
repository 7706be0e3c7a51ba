import { existsSync, readFileSync, writeFileSync } from "node:fs";

const page = new URL("../docs/performance.md", import.meta.url);
const begin = "<!-- bench: written by bench/run.mjs; do not edit -->";
const end = "<!-- /bench -->";

/** Puts the tables of a result between the markers of `docs/performance.md`. */
export function writeTables(results) {
  const text = existsSync(page) ? readFileSync(page, "utf8") : `${begin}\n${end}\n`;
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`docs/performance.md has no "${begin}" … "${end}"`);
  writeFileSync(page, `${before}${begin}\n\n${tablesOf(results)}\n${end}${after}`);
}

function tablesOf({ machine, stages, isQuick }) {
  const packages = Object.entries(machine.packages)
    .filter(([name]) => /comunica|n3|lmdb|shacl|express/.test(name))
    .map(([name, version]) => `${name} ${version}`);
  const facts = [
    `Measured ${machine.at.slice(0, 10)} at commit ${machine.commit}${machine.isClean ? "" : " with changes that were not committed"}`,
    `${machine.cores} cores of ${machine.cpu}, ${machine.memoryGiB} GiB`,
    `${machine.system}, Node ${machine.node}`,
    packages.join(", "),
  ];
  const sections = Object.entries(stages).map(([name, results]) => sectionOf[name]?.(results) ?? "");
  return `${facts.join("; ")}.${isQuick ? " The quick version: few repeats." : ""} Figures are medians, with the least and the most in brackets; "load" is the load average of the machine over the minute before and after.\n\n${sections.join("\n")}`;
}

const loadOf = ({ loadBefore, loadAfter }) => `${loadBefore}–${loadAfter}`;
const spread = ({ median, min, max }) => `${median} (${min}–${max})`;

const sectionOf = {
  pipeline: (all) => {
    const results = all.filter(({ skipped }) => skipped === undefined);
    const names = Object.keys(results[0].msByStage);
    return table(
      "Where the time of an event goes, ms an event",
      ["", ...results.map(({ source }) => source)],
      [
        ["events", ...results.map(({ events }) => events)],
        ["bytes an event", ...results.map(({ bytesAnEvent }) => bytesAnEvent)],
        ["quads an event, derived ones included", ...results.map(({ quadsAnEvent }) => quadsAnEvent)],
        ...names.map((name) => [name, ...results.map(({ msByStage }) => msByStage[name])]),
        ["load", ...results.map(loadOf)],
      ],
    );
  },
  cli: (results) =>
    table(
      "Command line, from a file of NDJSON",
      ["runs", "events", "events/s", "seconds", "load"],
      results.map((result) => [
        result.runs,
        result.events,
        spread(result.eventsPerSecond),
        spread(result.seconds),
        loadOf(result),
      ]),
    ),
  http: (results) =>
    table(
      "HTTP, one event a POST, connections kept",
      [
        "clients",
        "events",
        "first 400: events/s",
        "POST p50, ms",
        "p99, ms",
        "then: events/s",
        "POST p50, ms",
        "p99, ms",
        "load",
      ],
      results.map((result) => [
        result.clients,
        result.events,
        ...[result.cold, result.warm].flatMap(({ eventsPerSecond, postMs }) => [
          spread(eventsPerSecond),
          postMs.p50,
          postMs.p99,
        ]),
        loadOf(result),
      ]),
    ),
  queryable: (results) =>
    table(
      "From the acknowledgement to the first SPARQL answer that shows the event",
      [
        "other clients",
        "p50, ms",
        "p99, ms",
        "same query again p50, ms",
        "not seen by the first query",
        "load",
      ],
      results.map((result) => [
        result.background,
        result.ackToAnswerMs.p50,
        result.ackToAnswerMs.p99,
        result.sameQueryAgainMs?.p50 ?? "",
        `${result.notSeenByTheFirstQuery} of ${result.ackToAnswerMs.samples}`,
        loadOf(result),
      ]),
    ),
  relink: (results) =>
    table(
      "A late event on a data set with many versions, from its acknowledgement to the end of linking, ms",
      ["versions", "late write", "late START of a reader", "acknowledged after", "load"],
      results.map((result) => [
        result.versions,
        spread(result.lateWriteMs),
        spread(result.lateStartMs),
        spread(result.acknowledgedMs),
        loadOf(result),
      ]),
    ),
  questions: (results) =>
    table(
      "The questions, ms",
      ["question", ...results.flatMap(({ runs }) => [`rows at ${runs} runs`, "first", "again"])],
      [
        ...results[0].questions.map(({ id }) => [
          id,
          ...results.flatMap(({ questions }) => answerCells(questions.find((each) => each.id === id))),
        ]),
        ["quads in the store", ...results.flatMap(({ quads }) => [quads, "", ""])],
        ["load", ...results.flatMap((result) => [loadOf(result), "", ""])],
      ],
    ),
  open: (results) =>
    table(
      "Opening (rebuild from the journal), verifying, memory",
      ["runs", "records", "quads", "open, ms", "verify, ms", "heap a quad, bytes", "resident, MiB", "load"],
      results.map((result) => [
        result.runs,
        result.records,
        result.quads,
        spread(result.openMs),
        spread(result.verifyMs),
        spread(result.heapBytesAQuad),
        spread(result.rssMiB),
        loadOf(result),
      ]),
    ),
};

function answerCells(answer) {
  if (answer === undefined) return ["", "", ""];
  if (answer.failed !== undefined) return ["", answer.failed, ""];
  return [
    `${answer.rows}${answer.limits.length > 0 ? " (cut)" : ""}`,
    answer.firstMs,
    spread(answer.againMs),
  ];
}

function table(title, heads, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [`### ${title}`, "", line(heads), line(heads.map(() => "---")), ...rows.map(line), ""].join("\n");
}
