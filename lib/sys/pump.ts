/**
 * Taking the output of a child process as it comes.
 *
 * @module
 */

/** Who takes one stream of output. */
export interface Sink {
  /** Take the next bytes; more come when that is fulfilled. */
  take(bytes: Uint8Array): void | Promise<void>;
  /** Nothing comes after this. */
  end(): void;
}

/** Output on its way. */
export interface Pump {
  /** Fulfilled at the end of the stream. */
  readonly ended: Promise<void>;
  /** Take no more: the stream is closed, and its writer gets an error. */
  readonly stop: () => Promise<void>;
}

/** Hand a stream over until it ends or is stopped. */
export function pump(stream: ReadableStream<Uint8Array>, sink: Sink): Pump {
  const reader = stream.getReader();
  const run = async (): Promise<void> => {
    while (true) {
      const { value, done } = await reader.read();
      if (done) return sink.end();
      await sink.take(value);
    }
  };
  return { ended: run(), stop: () => reader.cancel() };
}

/** Whether work ends within a time, in milliseconds; it goes on in any case. */
export async function endsWithin(
  work: Promise<unknown>,
  timeoutMs: number,
): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs);
  });
  const isEnded = await Promise.race([work.then(() => true as const), late]);
  clearTimeout(timer);
  return isEnded;
}
