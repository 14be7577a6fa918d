/**
 * Output of a program cut into lines, and limited. Pure but for the callback.
 *
 * @module
 */

/** How much is taken, and how long a line may be. */
export interface OutputLimits {
  /** Of all streams together; what comes after that is dropped. */
  readonly maxBytes: number;
  /** Characters; a longer line is passed on as several. */
  readonly maxLine: number;
}

/** One stream of a program's output. */
export interface OutputStream {
  /** Take the next bytes. */
  take(bytes: Uint8Array): void;
  /** Tell what is left, a line without its newline; nothing comes after this. */
  end(): void;
}

/** The output of a program. */
export interface Output {
  /** Open another stream; its lines are passed on as they are completed. */
  open(): OutputStream;
}

/**
 * Cut output into lines. Bytes that are not UTF-8 become U+FFFD.
 *
 * @param tell Takes a line without its newline; control characters are still in it.
 */
export function cutIntoLines(
  tell: (line: string) => void,
  { maxBytes, maxLine }: OutputLimits,
): Output {
  let left = maxBytes;
  let isFull = false;
  const streams: { flush: () => void }[] = [];
  const mark = () => {
    isFull = true;
    for (const { flush } of streams) flush();
    tell(`[more than ${maxBytes / 1024} KiB of output: the rest is dropped]`);
  };
  const open = (): OutputStream => {
    const decoder = new TextDecoder();
    let rest = "";
    const flush = () => {
      if (rest !== "") tellPieces(rest, { tell, maxLine });
      rest = "";
    };
    streams.push({ flush });
    return {
      take(bytes): void {
        if (isFull) return;
        const taken = bytes.subarray(0, left);
        left -= taken.length;
        const lines = (rest + decoder.decode(taken, { stream: true }))
          .split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) {
          tellPieces(line.replace(/\r$/, ""), { tell, maxLine });
        }
        if (taken.length < bytes.length) mark();
      },
      end(): void {
        if (isFull) return;
        rest += decoder.decode();
        flush();
      },
    };
  };
  return { open };
}

function tellPieces(line: string, { tell, maxLine }: {
  readonly tell: (line: string) => void;
  readonly maxLine: number;
}): void {
  let start = 0;
  do {
    const piece = line.slice(start, start + maxLine)
      // No character is cut in half.
      .replace(/[\ud800-\udbff]$/, (half) => line.length > maxLine ? "" : half);
    tell(piece);
    start += Math.max(piece.length, 1);
  } while (start < line.length);
}
