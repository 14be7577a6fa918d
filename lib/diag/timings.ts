/**
 * How long the parts of a run take. Pure: the clock is handed in.
 *
 * @module
 */

/** Measures one phase after the other. */
export interface Timings {
  /** The phase that began with the last call, or with the run, ends here. */
  end(name: string): void;
  /** Every phase with its milliseconds, and their sum, in one line. */
  summary(): string;
}

/**
 * Begin to measure.
 *
 * @param nowMs Milliseconds since the program began.
 */
export function createTimings(nowMs: () => number): Timings {
  const parts: string[] = [];
  let lastMs = 0;
  return {
    end(name): void {
      const now = nowMs();
      parts.push(`${name} ${(now - lastMs).toFixed(1)}`);
      lastMs = now;
    },
    summary: () => `${parts.join(", ")}; ${lastMs.toFixed(1)} ms in all`,
  };
}
