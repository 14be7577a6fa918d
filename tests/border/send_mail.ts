/**
 * One message by SMTP, with an exact answer to whether it was taken.
 *
 * @module
 */

/** Where the message goes, and from whom. */
export interface Envelope {
  /** The address of the server, port 25. */
  readonly server: string;
  /** The unique id, which becomes ENVID. */
  readonly id: string;
  /** The recipient. */
  readonly to: string;
}

/**
 * `taken`: the server has said so. `later`: it certainly has not, so that the
 * message has to be sent again. `doubt`: the connection was lost between the end of
 * the message and the answer, so that nobody can tell.
 */
export type Answer = "taken" | "later" | "doubt";

/** How long a server may take for a reply. */
const PATIENCE_MS = 30_000;

/** The server does not want the message now. */
class NotNow extends Error {}

/**
 * Sends a message, lines ended by a newline.
 *
 * @throws {Error} when the server refuses it for good.
 */
export async function sendMail(
  envelope: Envelope,
  message: string,
): Promise<Answer> {
  const { server } = envelope;
  let connection: Deno.Conn;
  try {
    connection = await Deno.connect({ hostname: server, port: 25 });
  } catch (error) {
    if (isRefusal(error) || isLoss(error)) return "later";
    throw error;
  }
  const timer = setTimeout(() => connection.close(), PATIENCE_MS);
  const progress = { sent: false };
  try {
    await converse(connection, { envelope, message, progress });
    return "taken";
  } catch (error) {
    if (error instanceof NotNow) return "later";
    if (!isLoss(error)) throw error;
    return progress.sent ? "doubt" : "later";
  } finally {
    clearTimeout(timer);
    closeQuietly(connection);
  }
}

async function converse(
  connection: Deno.Conn,
  { envelope: { id, to }, message, progress }: {
    readonly envelope: Envelope;
    readonly message: string;
    readonly progress: { sent: boolean };
  },
): Promise<void> {
  await expectReply(connection, "220");
  const commands = [
    ["EHLO client.example.net", "250"],
    [
      `MAIL FROM:<sender@example.net> BODY=8BITMIME RET=HDRS ENVID=${id}`,
      "250",
    ],
    [`RCPT TO:<${to}> NOTIFY=FAILURE ORCPT=rfc822;${id}@example.com`, "250"],
    ["DATA", "354"],
  ] as const;
  for (const [command, code] of commands) {
    await write(connection, `${command}\r\n`);
    await expectReply(connection, code);
  }
  const lines = message.replaceAll(/^\./mg, "..").replaceAll("\n", "\r\n");
  await write(connection, lines);
  progress.sent = true;
  await write(connection, ".\r\n");
  await expectReply(connection, "250");
  await write(connection, "QUIT\r\n").catch(() => undefined);
}

async function write(connection: Deno.Conn, text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  let from = 0;
  while (from < bytes.length) {
    from += await connection.write(bytes.subarray(from));
  }
}

/** Reads one reply, which is all that a server says before the next command. */
async function expectReply(connection: Deno.Conn, code: string): Promise<void> {
  let reply = "";
  const bytes = new Uint8Array(4096);
  while (!/^\d{3} .*\r\n$/m.test(reply)) {
    const length = await connection.read(bytes);
    if (length === null) throw new Deno.errors.UnexpectedEof(reply);
    reply += new TextDecoder().decode(bytes.subarray(0, length));
  }
  if (reply.startsWith(code)) return;
  if (reply.startsWith("4")) throw new NotNow(reply);
  throw new Error(`expected ${code}, got ${reply}`);
}

function isRefusal(error: unknown): boolean {
  return error instanceof Deno.errors.ConnectionRefused ||
    error instanceof Deno.errors.TimedOut;
}

function isLoss(error: unknown): boolean {
  const { errors } = Deno;
  return [
    errors.UnexpectedEof,
    errors.ConnectionReset,
    errors.BrokenPipe,
    errors.BadResource,
    errors.Interrupted,
  ].some((kind) => error instanceof kind);
}

function closeQuietly(connection: Deno.Conn): void {
  try {
    connection.close();
  } catch (error) {
    // The timer was first.
    if (!(error instanceof Deno.errors.BadResource)) throw error;
  }
}
