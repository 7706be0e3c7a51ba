/**
 * The lines of `strace -f` as one line a system call, in the order in which they returned: a call that another thread
 * overtakes is written in two pieces, ` <unfinished ...>` and `<... read resumed>`.
 */
export function finishedCalls(lines: readonly string[]): string[] {
  const unfinished = " <unfinished ...>";
  const begun = new Map<string, string>();
  return lines.flatMap((line) => {
    const [thread = ""] = line.split(" ", 1);
    if (line.endsWith(unfinished)) {
      begun.set(thread, line.slice(0, -unfinished.length));
      return [];
    }
    const resumed = /<\.\.\. \w+ resumed>(.*)$/.exec(line)?.[1];
    return [resumed === undefined ? line : `${begun.get(thread)}${resumed}`];
  });
}
