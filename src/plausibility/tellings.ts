import { nameTextBy, statementText } from "../constraints/statement-text.ts";
import type { ProvDocument, Statement } from "../prov/document.ts";
import { type Time, timeOf } from "./times.ts";

/** That somebody tells when a thing started, ended, was generated or invalidated. */
export interface Telling {
  readonly thing: string;
  readonly event: TellingEvent;
  readonly time: Time;
  /** Who tells it: what a bundle is attributed to, or else the bundle. */
  readonly teller: string;
  readonly statement: string;
}

export type TellingEvent = "started" | "ended" | "was generated" | "was invalidated";

/** What is told at the top level and in each bundle. */
export function tellingsIn({ prefixes, statements, bundles }: ProvDocument): readonly Telling[] {
  const nameText = nameTextBy(prefixes);
  const producers = producersIn([...statements, ...bundles.flatMap((bundle) => bundle.statements)]);
  const within = (told: readonly Statement[], teller: string) =>
    told.flatMap((statement) =>
      eventsOf(statement).map(
        (event): Telling => ({ ...event, teller, statement: statementText(statement, nameText) }),
      ),
    );
  return [
    ...within(statements, topLevel),
    ...bundles.flatMap(({ id, statements: told }) => within(told, producers.get(id) ?? id)),
  ];
}

/** The top level, as a teller. */
export const topLevel = "";

/** What each thing is attributed to, where that is one agent. */
function producersIn(statements: readonly Statement[]): ReadonlyMap<string, string> {
  const agentsOf = new Map<string, Set<string>>();
  for (const { type, args } of statements) {
    const { entity, agent } = args;
    if (type !== "wasAttributedTo" || typeof entity !== "string" || typeof agent !== "string") continue;
    agentsOf.set(entity, (agentsOf.get(entity) ?? new Set()).add(agent));
  }
  return new Map(
    [...agentsOf].flatMap(([entity, [agent, ...others]]) =>
      agent === undefined || others.length > 0 ? [] : [[entity, agent] as const],
    ),
  );
}

/** The events of which a statement tells the time. */
export function eventsOf({
  type,
  id,
  args,
}: Statement): readonly { readonly thing: string; readonly event: TellingEvent; readonly time: Time }[] {
  const told = (thing: unknown, event: TellingEvent, argument: unknown) => {
    const time = timeOf(argument);
    return typeof thing !== "string" || time === undefined ? [] : [{ thing, event, time }];
  };
  switch (type) {
    case "activity":
      return [...told(id, "started", args.startTime), ...told(id, "ended", args.endTime)];
    case "wasStartedBy":
      return told(args.activity, "started", args.time);
    case "wasEndedBy":
      return told(args.activity, "ended", args.time);
    case "wasGeneratedBy":
      return told(args.entity, "was generated", args.time);
    case "wasInvalidatedBy":
      return told(args.entity, "was invalidated", args.time);
    default:
      return [];
  }
}
