import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A side in a process of its own, which is ended and begun anew when a query goes beyond its time. */
export function childSide(name, data, limitMs) {
  let child;
  let opened;

  const started = () => {
    const script = fileURLToPath(new URL("side.mjs", import.meta.url));
    child = fork(script, [name, JSON.stringify(data)], {
      execArgv: ["--expose-gc", "--max-old-space-size=8192"],
    });
    opened = reply(child);
    return opened;
  };

  return {
    name,
    open: () => started(),
    async ask(query) {
      if (child === undefined) await started();
      await opened;
      const asked = child;
      const answered = reply(asked);
      asked.send(query);
      let timer;
      const late = new Promise((resolve) => {
        timer = setTimeout(() => {
          asked.kill("SIGKILL");
          child = undefined;
          resolve({ overMs: limitMs });
        }, limitMs);
      });
      const result = await Promise.race([answered, late]);
      clearTimeout(timer);
      if (result.died !== undefined) child = undefined;
      return result;
    },
    close() {
      child?.kill();
      child = undefined;
    },
  };
}

/** The next message of a child, or that it died. */
function reply(child) {
  return new Promise((resolve) => {
    const done = (result) => {
      child.off("message", done);
      child.off("exit", died);
      resolve(result);
    };
    const died = (code, signal) =>
      done({ died: signal ?? code, failed: `the process ended: ${signal ?? code}` });
    child.on("message", done);
    child.on("exit", died);
  });
}
