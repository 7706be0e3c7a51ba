import type { DatasetPattern } from "../configuration.ts";
import { anchored } from "./patterns.ts";

interface NamedThing {
  readonly namespace: string;
  readonly name: string;
}

/** Whether a dataset matches one of the patterns: its namespace and its name, each as a whole. Compiles them once. */
export function datasetMatcher(patterns: readonly DatasetPattern[]): (dataset: NamedThing) => boolean {
  const tests = patterns.map(({ namespace, name }) => ({
    namespace: anchored(namespace),
    name: anchored(name),
  }));
  return (dataset) => tests.some((test) => test.namespace(dataset.namespace) && test.name(dataset.name));
}
