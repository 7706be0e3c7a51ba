import { argumentsOf, type Statement } from "../../src/prov/document.ts";

/**
 * PROV-CONSTRAINTS as it is written, word for word and with no thought of speed: statements are words, a round looks at all
 * pairs, and a substitution is made everywhere. It shares nothing with `src/constraints` but the names of arguments.
 */

/** Type, identifier (`""` where there is none) and arguments. Variables begin with `?`. */
type Words = readonly string[];
interface Line {
  readonly words: Words;
  readonly attributes: readonly string[];
}

const plain = ["entity", "activity", "agent", "alternateOf", "specializationOf", "hadMember"];

/** The numbers of the constraints that statements violate; those of uniqueness as 22, whichever it was. */
export function violatedByTheLetter(statements: readonly Statement[]): Set<number> {
  const fresh = counter();
  const lines = normalForm(
    statements.map((statement) => defined(statement, fresh)),
    fresh,
  );
  if (lines === undefined) return new Set([22]);
  return new Set([...orderViolations(lines), ...impossible(lines)]);
}

function counter(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `?${count}`;
  };
}

/** Definitions 1 to 4. */
function defined({ type, id, args, attributes }: Statement, fresh: () => string): Line {
  const variable = (name: string) => name.replace(/^_:/, "?_:");
  const given = argumentsOf[type].map((name: string) => variable((args[name] as string | undefined) ?? "-"));
  const expandable: Readonly<Record<string, readonly number[]>> = {
    activity: [0, 1],
    wasGeneratedBy: [1, 2],
    used: [1, 2],
    wasStartedBy: [1, 2, 3],
    wasEndedBy: [1, 2, 3],
    wasInvalidatedBy: [1, 2],
    wasAssociatedWith: [1],
    actedOnBehalfOf: [1, 2],
    wasDerivedFrom: given[2] === "-" ? [] : [3, 4],
  };
  const expanded = given.map((word, index) =>
    word === "-" && expandable[type]?.includes(index) ? fresh() : word,
  );
  const identifier = id === undefined ? (plain.includes(type) ? "" : fresh()) : variable(id);
  return { words: [type, identifier, ...expanded], attributes: attributes.map(({ value }) => value.text) };
}

/** §6.1: inferences and uniqueness, one step after the other, until nothing is left to do. */
function normalForm(start: readonly Line[], fresh: () => string): readonly Line[] | undefined {
  let lines = start;
  for (;;) {
    const pair = equated(lines);
    if (pair !== undefined) {
      const [one, other] = pair;
      const [variable, to] = one.startsWith("?") ? [one, other] : [other, one];
      if (!variable.startsWith("?")) return undefined;
      lines = lines.map(({ words, attributes }) => ({
        words: words.map((word) => (word === variable ? to : word)),
        attributes,
      }));
      continue;
    }
    const more = inferred(lines, fresh);
    if (more === undefined) return lines;
    lines = [...lines, ...more.map((words) => ({ words, attributes: [] }))];
  }
}

/** Two words that uniqueness (22 to 29) wants to be one, and that are not. */
function equated(lines: readonly Line[]): readonly [string, string] | undefined {
  for (const { words: one } of lines)
    for (const { words: other } of lines) {
      for (const [left, right] of wanted(one, other)) if (left !== right) return [left, right];
    }
  return undefined;
}

function wanted(one: Words, other: Words): (readonly [string, string])[] {
  const [type, id] = one;
  const wants: (readonly [string, string])[] = [];
  const is = (name: string) => type === name && other[0] === name;
  const same = (...places: readonly number[]) => places.every((place) => one[place] === other[place]);
  const equal = (place: number) => [one[place] as string, other[place] as string] as const;
  if (type === other[0] && id === other[1] && id !== "")
    wants.push(...one.slice(2).map((_, index) => equal(index + 2)));
  if ((is("wasGeneratedBy") || is("wasInvalidatedBy")) && same(2, 3)) wants.push(equal(1));
  if ((is("wasStartedBy") || is("wasEndedBy")) && same(2, 4)) wants.push(equal(1));
  if (type === "activity" && other[0] === "wasStartedBy" && other[2] === id)
    wants.push([one[2] as string, other[5] as string]);
  if (type === "activity" && other[0] === "wasEndedBy" && other[2] === id)
    wants.push([one[3] as string, other[5] as string]);
  return wants;
}

/** What an inference adds whose conclusion does not hold, or undefined when all hold. */
function inferred(lines: readonly Line[], fresh: () => string): Words[] | undefined {
  for (const premise of lines)
    for (const second of lines)
      for (const conclusion of conclusions(premise, second)) {
        if (holds(conclusion, lines, new Map())) continue;
        const names = new Map<string, string>();
        return conclusion.map((words) =>
          words.map((word) => {
            if (!word.startsWith("*")) return word;
            const name = names.get(word) ?? fresh();
            names.set(word, name);
            return name;
          }),
        );
      }
  return undefined;
}

/** The conclusions of inferences 5 to 20, and of 21 without attributes; `*x` is what there has to be. */
function conclusions({ words, attributes }: Line, { words: second }: Line): Words[][] {
  const [type, id = "", a = "", b = "", c = "", d = "", e = ""] = words;
  const influence: Words = ["wasInfluencedBy", id, a, b];
  switch (type) {
    case "wasInformedBy":
      return [
        [
          ["wasGeneratedBy", "*g", "*e", b, "*t"],
          ["used", "*u", a, "*e", "*v"],
        ],
        [influence],
      ];
    case "wasGeneratedBy":
      return [
        [influence],
        ...(second[0] === "used" && second[3] === a ? [[["wasInformedBy", "*i", second[2] ?? "", b]]] : []),
      ];
    case "entity":
      return [
        [
          ["wasGeneratedBy", "*g", id, "*a", "*t"],
          ["wasInvalidatedBy", "*i", id, "*b", "*v"],
        ],
        [["alternateOf", "", id, id]],
        ...(second[0] === "specializationOf" && second[3] === id ? [[["entity", second[2] ?? ""]]] : []),
      ];
    case "activity":
      return [
        [
          ["wasStartedBy", "*s", id, "*e", "*a", a],
          ["wasEndedBy", "*n", id, "*f", "*b", b],
        ],
      ];
    case "wasStartedBy":
    case "wasEndedBy":
      return [[["wasGeneratedBy", "*g", b, c, "*t"]], [influence]];
    case "wasDerivedFrom":
      return [
        [influence],
        ...(c !== "-" && d !== "-" && e !== "-"
          ? [
              [
                ["used", e, c, b, "*t"],
                ["wasGeneratedBy", d, a, c, "*v"],
              ],
            ]
          : []),
        ...(attributes.some((text) => text.endsWith("#Revision")) ? [[["alternateOf", "", a, b]]] : []),
      ];
    case "wasAttributedTo":
      return [
        [
          ["wasGeneratedBy", "*g", a, "*a", "*t"],
          ["wasAssociatedWith", "*w", "*a", b, "*p"],
        ],
        [influence],
      ];
    case "actedOnBehalfOf":
      return [
        [
          ["wasAssociatedWith", "*v", c, a, "*p"],
          ["wasAssociatedWith", "*w", c, b, "*q"],
        ],
        [influence],
      ];
    case "used":
    case "wasInvalidatedBy":
    case "wasAssociatedWith":
      return [[influence]];
    case "alternateOf":
      return [
        [["alternateOf", "", b, a]],
        ...(second[0] === type && second[2] === b ? [[["alternateOf", "", a, second[3] ?? ""]]] : []),
      ];
    case "specializationOf":
      return [
        [["alternateOf", "", a, b]],
        ...(second[0] === type && second[2] === b ? [[["specializationOf", "", a, second[3] ?? ""]]] : []),
      ];
    default:
      return [];
  }
}

function holds(
  [first, ...rest]: readonly Words[],
  lines: readonly Line[],
  bound: Map<string, string>,
): boolean {
  if (first === undefined) return true;
  return lines.some(({ words }) => {
    if (words.length !== first.length) return false;
    const extended = new Map(bound);
    const fits = first.every((word, index) => {
      const given = words[index] as string;
      if (!word.startsWith("*")) return word === given;
      const known = extended.get(word) ?? given;
      extended.set(word, known);
      return known === given;
    });
    return fits && holds(rest, lines, extended);
  });
}

/** Constraints 30 to 49: 42 when an event strictly precedes itself. */
function orderViolations(lines: readonly Line[]): number[] {
  const all = lines.map(({ words }) => words);
  const before: (readonly [string, string])[] = [];
  const strictly: (readonly [string, string])[] = [];
  /** The events of a type by the word at a place. */
  const events = (type: string, place: number, word: string | undefined) =>
    all.filter((words) => words[0] === type && words[place] === word).map((words) => words[1] as string);
  const order = (earlier: readonly string[], later: readonly string[], pairs = before) => {
    for (const one of earlier) for (const other of later) pairs.push([one, other]);
  };
  const generated = (word: string | undefined) => events("wasGeneratedBy", 2, word);
  const invalidated = (word: string | undefined) => events("wasInvalidatedBy", 2, word);
  const started = (word: string | undefined) => events("wasStartedBy", 2, word);
  const ended = (word: string | undefined) => events("wasEndedBy", 2, word);
  for (const [type, id = "", a, b, c, d, e] of all) {
    if (type === "wasStartedBy") {
      order([id], ended(a));
      order([id], started(a));
      order(generated(b), [id]);
      order([id], invalidated(b));
    } else if (type === "wasEndedBy") {
      order([id], ended(a));
      order(generated(b), [id]);
      order([id], invalidated(b));
    } else if (type === "used") {
      order(started(a), [id]);
      order([id], ended(a));
      order(generated(b), [id]);
      order([id], invalidated(b));
    } else if (type === "wasGeneratedBy") {
      order(started(b), [id]);
      order([id], ended(b));
      order([id], invalidated(a));
      order([id], generated(a));
    } else if (type === "wasInvalidatedBy") {
      order([id], invalidated(a));
    } else if (type === "wasInformedBy") {
      order(started(b), ended(a));
    } else if (type === "wasDerivedFrom") {
      if (c !== "-" && d !== "-" && e !== "-") order([e as string], [d as string]);
      order(generated(b), generated(a), strictly);
    } else if (type === "specializationOf") {
      order(generated(b), generated(a));
      order(invalidated(a), invalidated(b));
    } else if (type === "wasAssociatedWith") {
      order(started(a), invalidated(b));
      order(generated(b), ended(a));
      order(started(a), ended(b));
      order(started(b), ended(a));
    } else if (type === "wasAttributedTo") {
      order(generated(b), generated(a));
      order(started(b), generated(a));
    } else if (type === "actedOnBehalfOf") {
      order(generated(b), invalidated(a));
      order(started(b), ended(a));
    }
  }
  const next = new Map<string, Set<string>>();
  for (const [one, other] of [...before, ...strictly]) next.set(one, (next.get(one) ?? new Set()).add(other));
  const reaches = (from: string, to: string) => {
    const reached = new Set([from]);
    for (const event of reached) for (const later of next.get(event) ?? []) reached.add(later);
    return reached.has(to);
  };
  return strictly.some(([one, other]) => reaches(other, one)) ? [42] : [];
}

/** Constraints 50 to 56. */
function impossible(lines: readonly Line[]): number[] {
  const found: number[] = [];
  const types = new Map<string, Set<string>>();
  const typed = (word: string | undefined, ...names: readonly string[]) => {
    if (word !== undefined && word !== "-") types.set(word, new Set([...(types.get(word) ?? []), ...names]));
  };
  const elements = ["entity", "activity", "agent"];
  const typesOf: Readonly<Record<string, readonly string[]>> = {
    used: ["activity", "entity"],
    wasGeneratedBy: ["entity", "activity"],
    wasInformedBy: ["activity", "activity"],
    wasStartedBy: ["activity", "entity", "activity"],
    wasEndedBy: ["activity", "entity", "activity"],
    wasInvalidatedBy: ["entity", "activity"],
    wasDerivedFrom: ["entity", "entity", "activity"],
    wasAttributedTo: ["entity", "agent"],
    wasAssociatedWith: ["activity", "agent", "entity"],
    actedOnBehalfOf: ["agent", "agent", "activity"],
    alternateOf: ["entity", "entity"],
    specializationOf: ["entity", "entity"],
    hadMember: ["entity", "entity"],
  };
  for (const { words, attributes } of lines) {
    const [type = "", id = "", a, b, c, d, e] = words;
    if (elements.includes(type)) typed(id, type);
    for (const [index, name] of (typesOf[type] ?? []).entries()) typed(words[index + 2], name);
    if (type === "entity" && attributes.some((text) => text.endsWith("#EmptyCollection")))
      for (const { words: other } of lines)
        if (id === other[1] || (other[0] === "specializationOf" && other[3] === id))
          typed(other[0] === "specializationOf" ? other[2] : id, "entity", "empty");
    if (type === "wasDerivedFrom" && c === "-" && (d !== "-" || e !== "-")) found.push(51);
    if (type === "specializationOf" && a === b) found.push(52);
    for (const { words: other } of lines) {
      if (id === "" || other[1] !== id || other[0] === type || plain.includes(type)) continue;
      if (elements.includes(other[0] ?? "")) found.push(54);
      else if (![type, other[0]].some((name) => name === "wasDerivedFrom" || name === "wasInfluencedBy"))
        found.push(53);
    }
  }
  if ([...types.values()].some((names) => names.has("entity") && names.has("activity"))) found.push(55);
  if (lines.some(({ words }) => words[0] === "hadMember" && types.get(words[2] ?? "")?.has("empty")))
    found.push(56);
  return found;
}
