import { type Command, exitCode } from "../command.ts";
import { targetOptions, targetUsage, withTarget } from "../target-options.ts";

export const refusalsCommand: Command = {
  name: "refusals",
  summary: "List the inputs that were refused, and why",
  usage: `(--data DIR | --url URL)\n\n${targetUsage}`,
  options: targetOptions,
  async run({ values, output }) {
    const list = await withTarget({ values, output }, (target) => target.refusals());
    if (output.isJson) {
      output.printJson(list);
      return exitCode.done;
    }
    for (const { id, at, code, detail, file, line } of list.refusals) {
      const place = file === undefined ? "" : ` ${file}:${line ?? 1}`;
      output.print(`${id}  ${at}${place}  ${code}: ${detail}`);
    }
    const dropped = list.dropped === 0 ? "" : `; ${list.dropped} older ones gave way`;
    output.print(`${list.kept} kept${dropped}`);
    return exitCode.done;
  },
};

export const retryCommand: Command = {
  name: "retry",
  summary: "Try every refused input again",
  usage: `(--data DIR | --url URL)\n\nExit code 1 when any is refused again.\n\n${targetUsage}`,
  options: targetOptions,
  async run({ values, output }) {
    const { accepted, refused } = await withTarget({ values, output }, (target) => target.retry());
    if (output.isJson) output.printJson({ accepted, refused });
    else output.print(`${accepted} accepted, ${refused} refused again`);
    return refused === 0 ? exitCode.done : exitCode.no;
  },
};

export const remapCommand: Command = {
  name: "remap",
  summary: "Map every stored event with the mapper of today; both mappings stay, each at its time",
  usage: `(--data DIR | --url URL)\n\n${targetUsage}`,
  options: targetOptions,
  async run({ values, output }) {
    const { events, changed, refused } = await withTarget({ values, output }, (target) => target.remap());
    if (output.isJson) output.printJson({ events, changed, refused });
    else
      output.print(
        `${events} events, ${changed} changed, ${refused.length} that today's mapper refuses stay as they were`,
      );
    return exitCode.done;
  },
};

export const namesCommand: Command = {
  name: "names",
  summary: "List datasets whose names differ so little that they may be one",
  usage: `(--data DIR | --url URL)\n\nRewrite rules (docs/configuration.md) bring them together.\n\n${targetUsage}`,
  options: targetOptions,
  async run({ values, output }) {
    const groups = await withTarget({ values, output }, (target) => target.nearNames());
    if (output.isJson) {
      output.printJson({ groups });
      return exitCode.done;
    }
    for (const { datasets } of groups) {
      output.print(datasets.map(({ namespace, name }) => `${namespace}  ${name}`).join("\n"));
      output.print("");
    }
    output.print(`${groups.length} groups of nearly equal names`);
    return exitCode.done;
  },
};
