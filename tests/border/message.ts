/**
 * The test's messages: how one is written, and how one is recognized in what a
 * mail server has kept of it.
 *
 * @module
 */

/** Where a message was given to the mail system. */
export type Origin = "outside" | "local";

/** A message as it was delivered. */
export interface Delivery {
  /** The unique id that it was sent with; "" for mail that is not the test's. */
  readonly id: string;
  /** Whether it has the filter's header. */
  readonly filtered: boolean;
  /** Whether its body is what was sent. */
  readonly whole: boolean;
  /** The parameters of the MAIL and of the RCPT command. */
  readonly parameters: string;
}

/** Everybody can write to this address. */
export const RECIPIENT = "staff@example.com";

/** Lines, with what gets lost easily: 8-bit text, lone dots, spaces at the end. */
function bodyOf(id: string): string {
  return `Grüße, ${id}\n.\n..two\nspace \n`;
}

/** A message with that id, lines ended by a newline. */
export function writeMessage(id: string): string {
  return [
    "From: Somebody <somebody@example.net>",
    `To: ${RECIPIENT}`,
    `Subject: ${id}`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: 8bit",
    "",
    bodyOf(id),
  ].join("\n");
}

/** Reads one of the files that smtp-sink(1) writes with the option -d. */
export function readDelivery(dump: string): Delivery {
  const text = dump.replaceAll("\r\n", "\n");
  const end = text.indexOf("\n\n");
  const header = text.slice(0, end + 1);
  const body = text.slice(end + 2);
  const id = /^Subject: ((?:outside|local)-\d+)$/m.exec(header)?.[1] ?? "";
  return {
    id,
    filtered: /^X-Filtered:/m.test(header),
    whole: body.trimEnd() === bodyOf(id).trimEnd(),
    parameters: header.match(/^X-(Mail|Rcpt)-Args: .*$/mg)?.join("\n") ?? "",
  };
}
