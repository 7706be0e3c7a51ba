/**
 * Times PROV-CONSTRAINTS on documents made up here: `npm run build && node bench/constraints.mjs [STATEMENTS…]`. CPU time
 * of one check each, in seconds, as a table for `docs/constraints.md`.
 */
import { checkConstraints } from "../dist/constraints/check.js";

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10_000, 30_000, 100_000];

const name = (kind, number) => `http://example.org/${kind}${number}`;
const e = (number) => name("e", number);
const a = (number) => name("a", number);
const g = (number) => name("g", number);
const statement = (type, args, id) => ({ type, args, attributes: [], ...(id === undefined ? {} : { id }) });
const startTime = "2026-01-01T00:00:00Z";

/** As many statements as asked for, or a few more, of what is made for 0, 1, 2 and so on. */
function filled(size, make) {
  const statements = [];
  for (let number = 0; statements.length < size; number++) statements.push(...make(number));
  return statements;
}

const documents = {
  pipeline: (size) =>
    filled(size, (n) => [
      statement("entity", {}, e(n)),
      statement("activity", { startTime }, a(n)),
      statement("used", { activity: a(n), entity: e(n) }),
      statement("wasGeneratedBy", { entity: e(n + 1), activity: a(n), time: startTime }),
      statement("wasDerivedFrom", { generatedEntity: e(n + 1), usedEntity: e(n), activity: a(n) }),
      statement("wasAssociatedWith", { activity: a(n), agent: g(n % 50) }),
      statement("wasAttributedTo", { entity: e(n + 1), agent: g(n % 50) }),
    ]),
  "one chain of specializations": (size) =>
    filled(size, (n) => [
      statement("entity", {}, e(n)),
      statement("specializationOf", { specificEntity: e(n + 1), generalEntity: e(n) }),
    ]),
  "one entity, generated and used by all": (size) =>
    filled(size, (n) => [
      statement("wasGeneratedBy", { entity: e(0), activity: a(2 * n) }),
      statement("used", { activity: a(2 * n + 1), entity: e(0) }),
    ]),
  "one activity that used all and was informed by all": (size) =>
    filled(size, (n) => [
      statement("used", { activity: a(0), entity: e(n) }),
      statement("wasInformedBy", { informed: a(0), informant: a(n + 1) }),
    ]),
  "one entity, attributed to all": (size) =>
    filled(size, (n) => [statement("wasAttributedTo", { entity: e(0), agent: g(n) })]),
  "one circle of derivations": (size) =>
    filled(size, (n) => [
      statement("entity", {}, e(n)),
      statement("wasDerivedFrom", { generatedEntity: e((n + 1) % (size / 2)), usedEntity: e(n) }),
    ]),
  "half as many circles of specializations": (size) =>
    filled(size, (n) => [
      statement("specializationOf", { specificEntity: name("x", n), generalEntity: name("y", n) }),
      statement("specializationOf", { specificEntity: name("y", n), generalEntity: name("x", n) }),
    ]),
  "generations whose activities are unified in a chain": (size) =>
    filled(size, (n) => [
      statement("wasGeneratedBy", { entity: e(0), activity: `_:v${n}` }, name("i", n)),
      statement("wasGeneratedBy", { entity: e(0), activity: `_:v${n + 1}` }, name("i", n)),
    ]),
};

console.log(`| document | ${sizes.join(" | ")} |\n|---|${sizes.map(() => "---|").join("")}`);
for (const [title, make] of Object.entries(documents)) {
  const seconds = sizes.map((size) => {
    const document = { prefixes: {}, statements: make(size), bundles: [] };
    const before = process.cpuUsage();
    checkConstraints(document);
    const { user, system } = process.cpuUsage(before);
    return ((user + system) / 1e6).toFixed(1);
  });
  console.log(`| ${title} | ${seconds.join(" | ")} |`);
}
