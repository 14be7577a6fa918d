/**
 * outside.ts - mail from outside, until standard input ends
 *
 * usage: ip netns exec outside deno run outside.ts SERVER [FIRST]
 *
 * Sends messages with the ids outside-FIRST, outside-FIRST+1, ... on several
 * connections at once, each again and again until the server takes it, as mail
 * servers do. Writes one line for each that was taken: its id, and how many times it
 * was put off. For one that may have been taken and must not be sent again: its id
 * and `doubt`.
 *
 * @module
 */

import { RECIPIENT, writeMessage } from "./message.ts";
import { sendMail } from "./send_mail.ts";

const LANES = 4;
/** Between two messages of a lane, and before another attempt. */
const PAUSE_MS = 150;
/** No run needs more, and none fills a disk. */
const MOST = 5000;

const [server = "", first = "1"] = Deno.args;
const state = { next: Number(first), ended: false };

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
}

async function sendAgainAndAgain(id: string): Promise<string> {
  for (let refusals = 0;; refusals++) {
    const envelope = { server, id, to: RECIPIENT };
    const answer = await sendMail(envelope, writeMessage(id));
    if (answer === "taken") return `${refusals}`;
    if (answer === "doubt") return "doubt";
    await pause();
  }
}

async function workLane(): Promise<void> {
  while (!state.ended && state.next < Number(first) + MOST) {
    const id = `outside-${state.next++}`;
    const how = await sendAgainAndAgain(id);
    console.log(`${id} ${how}`);
    await pause();
  }
}

async function waitForEnd(): Promise<void> {
  while (await Deno.stdin.read(new Uint8Array(16)) !== null);
  state.ended = true;
}

waitForEnd();
await Promise.all(Array.from({ length: LANES }, workLane));
