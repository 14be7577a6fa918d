/**
 * The text of a cache of compiled-in defaults. Pure.
 *
 * A header line, a line for each file that the defaults were compiled into, an
 * empty line, then the output of `postconf -d`. The header has the number of
 * bytes that follow it, so that a file cut short by a crash shows.
 *
 * @module
 */

/** A file that the defaults depend on. */
export interface Witness {
  /** Absolute path. */
  readonly path: string;
  /** As identityOf() gives it. */
  readonly identity: string;
}

/** A cache, taken apart. */
export interface CacheContent {
  /** What else the defaults depend on: the host's name. */
  readonly host: string;
  /** The files that the defaults were compiled into, postconf first. */
  readonly witnesses: readonly Witness[];
  /** The output of `postconf -d`. */
  readonly output: Uint8Array;
}

const MAGIC = "postmulti-cache-1";

/** The bytes of a cache. */
export function formatCache(
  { host, witnesses, output }: CacheContent,
): Uint8Array {
  const head = new TextEncoder().encode(
    [host, ...witnesses.map(({ path, identity }) => `${identity} ${path}`)]
      .join("\n") + "\n\n",
  );
  const length = head.length + output.length;
  const first = new TextEncoder().encode(`${MAGIC} ${length}\n`);
  const bytes = new Uint8Array(first.length + length);
  bytes.set(first);
  bytes.set(head, first.length);
  bytes.set(output, first.length + head.length);
  return bytes;
}

/** Take a cache apart; undefined when it is not complete or not one of ours. */
export function parseCache(bytes: Uint8Array): CacheContent | undefined {
  const firstEnd = bytes.indexOf(0x0a);
  const [magic, length] = decode(bytes.subarray(0, Math.max(firstEnd, 0)))
    .split(" ");
  const body = bytes.subarray(firstEnd + 1);
  if (magic !== MAGIC || Number(length) !== body.length) return undefined;
  const headEnd = endOfHead(body);
  if (headEnd < 0) return undefined;
  const [host = "", ...lines] = decode(body.subarray(0, headEnd)).split("\n");
  const witnesses = lines.map((line) => {
    const space = line.indexOf(" ");
    return { identity: line.slice(0, space), path: line.slice(space + 1) };
  });
  return { host, witnesses, output: body.subarray(headEnd + 2) };
}

function endOfHead(body: Uint8Array): number {
  for (let at = body.indexOf(0x0a); at >= 0; at = body.indexOf(0x0a, at + 1)) {
    if (body[at + 1] === 0x0a) return at;
  }
  return -1;
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
