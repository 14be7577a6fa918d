/**
 * Mail from outside and from here, side by side, until it is told to end.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { type Origin, RECIPIENT, writeMessage } from "./message.ts";
import { until } from "./mail_system.ts";

/** Mail that is being sent. */
export interface Traffic {
  /** Every message that the mail system has taken so far, by id. */
  readonly sent: Map<string, Origin>;
  /** Those that it may have taken. */
  readonly doubts: string[];
  /** How many times an attempt was put off. */
  readonly refusals: () => number;
  /** Waits until this many more have been taken from outside. */
  readonly more: (count: number) => Promise<void>;
  /** Ends it, after what is under way. */
  readonly end: () => Promise<void>;
}

const LOCAL_PAUSE_MS = 200;

/** Begins to send to `server`, with ids from `first` on. */
export function startTraffic(server: string, first: number): Traffic {
  const sent = new Map<string, Origin>();
  const doubts: string[] = [];
  const state = { refusals: 0, ended: false };
  const outside = sendFromOutside([server, `${first}`], (line) => {
    const [id = "", how = ""] = line.split(" ");
    if (how === "doubt") doubts.push(id);
    else sent.set(id, "outside");
    state.refusals += how === "doubt" ? 0 : Number(how);
  });
  const local = sendFromHere(sent, { first, isEnded: () => state.ended });
  const count = (): number =>
    [...sent.values()].filter((origin) => origin === "outside").length;
  return {
    sent,
    doubts,
    refusals: () => state.refusals,
    more: async (messages) => {
      const goal = count() + messages;
      await until(`${messages} more messages from outside`, () => {
        outside.refuseEnd();
        return Promise.resolve(count() >= goal);
      });
    },
    end: async () => {
      state.ended = true;
      await Promise.all([outside.end(), local]);
    },
  };
}

/** What sends mail from outside. */
interface Sender {
  /** @throws {Error} when it has ended before it should. */
  readonly refuseEnd: () => void;
  /** Ends it, after what is under way. */
  readonly end: () => Promise<void>;
}

/** Runs outside.ts in the network that is outside. */
function sendFromOutside(
  args: readonly string[],
  note: (line: string) => void,
): Sender {
  const program = [Deno.execPath(), "run", "-A", "--no-check", "--frozen"];
  const child = new Deno.Command("ip", {
    args: ["netns", "exec", "outside", ...program].concat(
      `${import.meta.dirname}/outside.ts`,
      args,
    ),
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const noted = noteLines(child.stdout, note);
  const complaint = new Response(child.stderr).text();
  let ended: string | undefined;
  child.status.then(async ({ code }) => {
    ended = `it has ended with status ${code}: ${await complaint}`;
  });
  return {
    refuseEnd: () => {
      if (ended !== undefined) throw new Error(`mail from outside: ${ended}`);
    },
    end: async () => {
      await child.stdin.close();
      assertEquals((await child.status).code, 0, await complaint);
      await noted;
    },
  };
}

async function noteLines(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  note: (line: string) => void,
): Promise<void> {
  let text = "";
  for await (const part of stream.pipeThrough(new TextDecoderStream())) {
    const lines = `${text}${part}`.split("\n");
    text = lines.pop() ?? "";
    lines.forEach(note);
  }
}

/** Hands messages to sendmail(1), one after the other. */
async function sendFromHere(
  sent: Map<string, Origin>,
  { first, isEnded }: {
    readonly first: number;
    readonly isEnded: () => boolean;
  },
): Promise<void> {
  for (let number = first; !isEnded(); number++) {
    const id = `local-${number}`;
    const child = new Deno.Command("sendmail", {
      args: ["-i", "-f", "cron@example.com", RECIPIENT],
      stdin: "piped",
    }).spawn();
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(writeMessage(id)));
    await writer.close();
    assertEquals((await child.status).code, 0, "sendmail");
    sent.set(id, "local");
    await new Promise((resolve) => setTimeout(resolve, LOCAL_PAUSE_MS));
  }
}
