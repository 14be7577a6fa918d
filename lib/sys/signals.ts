/**
 * The signals that stop a run: INT, TERM and HUP, taken over for a while.
 *
 * Taken over, they end nothing by themselves. The first one is remembered, each
 * is handed to whatever is running, and the caller is expected to start nothing
 * more and to end this process by the signal it got.
 *
 * @module
 */

/** The signals that end a run. */
export const STOPPING = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** One of the signals that end a run. */
export type StopSignal = typeof STOPPING[number];

/** Whether a signal is one of those that end a run. */
export function isStopSignal(signal: string): boolean {
  return STOPPING.some((known) => known === signal);
}

/** The signals, taken over until disposed of. */
export interface Signals extends Disposable {
  /** The first signal that was received, if any. */
  readonly interruptedBy: StopSignal | undefined;
  /**
   * Hand each signal that comes while `work` runs to `receive`; several may be
   * at work at the same time.
   */
  during<T>(
    receive: (signal: StopSignal) => void,
    work: () => Promise<T>,
  ): Promise<T>;
  /** End this process by the signal it was interrupted by; returns when there was none. */
  endBySignal(): Promise<void>;
}

/**
 * Take over the signals until disposed of.
 *
 * A signal that was ignored when we were started (nohup) is taken over too:
 * the runtime does not say.
 */
export function takeSignals(): Signals {
  let interruptedBy: StopSignal | undefined;
  const receivers = new Set<{ receive: (signal: StopSignal) => void }>();
  const listeners = STOPPING.map((signal) => {
    const listener = () => {
      interruptedBy ??= signal;
      for (const { receive } of receivers) receive(signal);
    };
    Deno.addSignalListener(signal, listener);
    return { signal, listener };
  });
  const release = () => {
    for (const { signal, listener } of listeners.splice(0)) {
      Deno.removeSignalListener(signal, listener);
    }
  };
  return {
    get interruptedBy() {
      return interruptedBy;
    },
    async during<T>(
      receive: (signal: StopSignal) => void,
      work: () => Promise<T>,
    ): Promise<T> {
      const receiver = { receive };
      receivers.add(receiver);
      try {
        return await work();
      } finally {
        receivers.delete(receiver);
      }
    },
    async endBySignal(): Promise<void> {
      release();
      if (interruptedBy === undefined) return;
      Deno.kill(Deno.pid, interruptedBy);
      await new Promise((resolve) => setTimeout(resolve, 100));
    },
    [Symbol.dispose]: release,
  };
}
