/**
 * Output that waits for its turn: of one child each, both streams in the order
 * in which they came, with what we say about it in between.
 *
 * A limited amount is held, in memory, for all of them together. A command that
 * writes more than that has to wait, as for a slow reader, except for the one whose
 * turn it is: its output then goes straight through, whole all the same since
 * nothing else is written in its turn. So neither memory nor a disk fills up,
 * and a child that writes without end meets a reader that has gone.
 *
 * Known weak spot: a child that waits to write, while it holds a lock that the
 * one whose turn it is waits for, waits for ever; that takes more output than the
 * limit. Pure but for the callbacks.
 *
 * @module
 */

/** One of the streams that a child writes to. */
export type StreamName = "stdout" | "stderr";

/** Takes output whose turn has come. */
export interface Outlet {
  /** Called once, before anything is handed over. */
  readonly begin: () => void;
  /** Takes the next bytes. */
  readonly write: (stream: StreamName, bytes: Uint8Array) => Promise<void>;
}

/** The output of one child. */
export interface HeldOutput {
  /** Hold bytes of a stream; fulfilled when there is room for more. */
  take(stream: StreamName, bytes: Uint8Array): Promise<void>;
  /** Hold something that is done in its place between the bytes. */
  interpose(action: () => void): void;
  /** Nothing comes after this. */
  close(): void;
  /**
   * Its turn has come: hand everything over in its order, when it is complete or
   * the room has become short. Fulfilled when it was closed and all is written.
   */
  release(outlet: Outlet): Promise<void>;
}

/** Holds the output of several children. */
export interface Holder {
  /** Begin to hold the output of another one. */
  open(): HeldOutput;
}

type Entry =
  | {
    readonly kind: "bytes";
    readonly from: StreamName;
    readonly bytes: Uint8Array;
  }
  | { readonly kind: "action"; readonly action: () => void };

/**
 * Hold the output of children.
 *
 * @param maxBytes How much to hold at most, of all together.
 */
export function holdOutput(
  { maxBytes }: { readonly maxBytes: number },
): Holder {
  const room: Room = { left: maxBytes, waiting: 0, change: openChange() };
  return { open: () => openOutput(room) };
}

/** What all of them share. */
interface Room {
  left: number;
  /** How many wait for room. */
  waiting: number;
  readonly change: Change;
}

function openOutput(room: Room): HeldOutput {
  const { change } = room;
  const entries: Entry[] = [];
  let isReleased = false;
  let isClosed = false;
  const fits = (bytes: Uint8Array): boolean =>
    bytes.length <= room.left || isReleased && entries.length === 0;
  return {
    async take(from, bytes): Promise<void> {
      if (!fits(bytes)) {
        room.waiting++;
        change.tell();
        while (!fits(bytes)) await change.next();
        room.waiting--;
      }
      room.left -= bytes.length;
      entries.push({ kind: "bytes", from, bytes });
      change.tell();
    },
    interpose(action): void {
      entries.push({ kind: "action", action });
      change.tell();
    },
    close(): void {
      isClosed = true;
      change.tell();
    },
    async release({ begin, write }): Promise<void> {
      while (!isClosed && room.waiting === 0) await change.next();
      isReleased = true;
      change.tell();
      begin();
      while (!isClosed || entries.length > 0) {
        const [entry] = entries;
        if (entry === undefined) {
          await change.next();
          continue;
        }
        if (entry.kind === "action") entry.action();
        else {
          await write(entry.from, entry.bytes);
          room.left += entry.bytes.length;
        }
        entries.shift();
        change.tell();
      }
    },
  };
}

/** Lets work wait until something has changed. */
interface Change {
  tell(): void;
  next(): Promise<void>;
}

function openChange(): Change {
  let coming = Promise.withResolvers<void>();
  return {
    tell(): void {
      coming.resolve();
      coming = Promise.withResolvers();
    },
    next: () => coming.promise,
  };
}
