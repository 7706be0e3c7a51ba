import type { Output } from "./output.ts";

/** How far a long command is: a bar that is drawn over on a terminal, else a plain line now and then. */
export interface Progress {
  /** `share` from 0 to 1, undefined where the whole is not known. */
  show(text: string, share?: number): void;
  /** Takes the bar away. */
  done(): void;
}

const barWidth = 24;
const redrawMs = 100;
const lineMs = 10_000;

/** Says nothing before `redrawMs` on a terminal, before `lineMs` elsewhere, and never in JSON mode. */
export function progressOn(output: Output, clock: () => number = Date.now): Progress {
  let last = clock();
  const isDue = (afterMs: number) => {
    if (clock() - last < afterMs) return false;
    last = clock();
    return true;
  };
  return {
    show(text, share) {
      if (output.isJson || !isDue(output.isWatched ? redrawMs : lineMs)) return;
      const percent = share === undefined ? "" : `${String(Math.floor(share * 100)).padStart(3)} %  `;
      if (output.isWatched) output.status(`${share === undefined ? "" : `${bar(share)} `}${percent}${text}`);
      else output.note(`${percent}${text}`);
    },
    done() {
      if (output.isWatched) output.status("");
    },
  };
}

function bar(share: number): string {
  const filled = Math.round(barWidth * share);
  return "█".repeat(filled) + "░".repeat(barWidth - filled);
}
