import type { Argument, ProvDocument, Statement, Value } from "../prov/document.ts";

/** Makes blank nodes, `_:s1`, `_:s2` and so on, that the document does not have. */
export function freshLabels({ statements, bundles }: ProvDocument): () => string {
  const taken = new Set<string>();
  const note = (name: string | undefined) => {
    if (name?.startsWith("_:s") === true) taken.add(name);
  };
  for (const statement of statements) namesIn(statement, note);
  for (const bundle of bundles) {
    note(bundle.id);
    for (const statement of bundle.statements) namesIn(statement, note);
  }

  let number = 0;
  return () => {
    do number += 1;
    while (taken.has(`_:s${number}`));
    return `_:s${number}`;
  };
}

function namesIn({ id, args, attributes }: Statement, note: (name: string | undefined) => void): void {
  note(id);
  for (const argument of Object.values(args)) namesOfArgument(argument, note);
  for (const { value } of attributes) note(value.text);
}

function namesOfArgument(argument: Argument, note: (name: string) => void): void {
  if (typeof argument === "string") {
    note(argument);
    return;
  }
  const items: readonly (Value | { readonly key: Value; readonly entity: string })[] =
    "text" in argument ? [argument] : argument;
  for (const item of items) {
    note("entity" in item ? item.entity : item.text);
    if ("entity" in item) note(item.key.text);
  }
}
