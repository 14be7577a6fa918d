/**
 * The difference of two texts in the form of `diff -u`. Pure.
 *
 * The common beginning and end are set aside; what is between is compared by
 * the method of Myers, unless it is so different that a look at it says more.
 *
 * @module
 */

/** How many lines around a change are shown. */
const CONTEXT = 3;

/** How many lines may differ before the whole middle counts as changed. */
const MOST_EDITS = 400;

const NO_NEWLINE = "\\ No newline at end of file\n";

/** One line of a comparison. */
interface Line {
  readonly mark: " " | "-" | "+";
  readonly text: string;
}

/** What to call the two texts. */
export interface DiffNames {
  /** Of the text before: a path, or /dev/null. */
  readonly from: string;
  /** Of the text afterwards. */
  readonly to: string;
}

/**
 * The difference of two texts, which are byte strings.
 *
 * @returns "" when there is none.
 */
export function unifiedDiff(
  before: string,
  after: string,
  { from, to }: DiffNames,
): string {
  if (before === after) return "";
  const lines = compare(linesOf(before), linesOf(after));
  return `--- ${from}\n+++ ${to}\n${hunksOf(lines)}`;
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function compare(before: readonly string[], after: readonly string[]): Line[] {
  let start = 0;
  const least = Math.min(before.length, after.length);
  while (start < least && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < least - start && before.at(-1 - end) === after.at(-1 - end)
  ) end++;
  const same = (text: string): Line => ({ mark: " ", text });
  return [
    ...before.slice(0, start).map(same),
    ...compareMiddle(
      before.slice(start, before.length - end),
      after.slice(start, after.length - end),
    ),
    ...before.slice(before.length - end).map(same),
  ];
}

/** Follows the shortest edit script back from its end. */
function compareMiddle(
  before: readonly string[],
  after: readonly string[],
): Line[] {
  const trace = search(before, after);
  if (trace === undefined) {
    return [
      ...before.map((text): Line => ({ mark: "-", text })),
      ...after.map((text): Line => ({ mark: "+", text })),
    ];
  }
  const lines: Line[] = [];
  let x = before.length;
  let y = after.length;
  for (let depth = trace.length - 1; depth >= 0; depth--) {
    const reach = trace[depth] ?? new Map<number, number>();
    const k = x - y;
    const isDown = k === -depth ||
      k !== depth && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1);
    const fromX = depth === 0 ? 0 : reach.get(isDown ? k + 1 : k - 1) ?? 0;
    const fromY = depth === 0 ? 0 : fromX - (isDown ? k + 1 : k - 1);
    while (x > fromX && y > fromY) {
      lines.push({ mark: " ", text: before[--x] ?? "" });
      y--;
    }
    if (depth === 0) break;
    if (isDown) lines.push({ mark: "+", text: after[--y] ?? "" });
    else lines.push({ mark: "-", text: before[--x] ?? "" });
  }
  return lines.reverse();
}

/** How far each diagonal is reached with so many edits; undefined for too many. */
function search(
  before: readonly string[],
  after: readonly string[],
): ReadonlyMap<number, number>[] | undefined {
  // A file that is new or gone.
  if (before.length === 0 || after.length === 0) return undefined;
  const trace: Map<number, number>[] = [];
  let reach = new Map([[1, 0]]);
  for (let depth = 0; depth <= before.length + after.length; depth++) {
    if (depth > MOST_EDITS) return undefined;
    trace.push(new Map(reach));
    const next = new Map(reach);
    for (let k = -depth; k <= depth; k += 2) {
      const isDown = k === -depth ||
        k !== depth && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1);
      let x = isDown ? reach.get(k + 1) ?? 0 : (reach.get(k - 1) ?? 0) + 1;
      while (
        x < before.length && x - k < after.length && before[x] === after[x - k]
      ) x++;
      next.set(k, x);
      if (x >= before.length && x - k >= after.length) return trace;
    }
    reach = next;
  }
  return trace;
}

function hunksOf(lines: readonly Line[]): string {
  const changes = lines.flatMap(({ mark }, index) => mark === " " ? [] : index);
  const spans: { start: number; end: number }[] = [];
  for (const index of changes) {
    const last = spans.at(-1);
    const start = Math.max(0, index - CONTEXT);
    const end = Math.min(lines.length, index + CONTEXT + 1);
    if (last !== undefined && start <= last.end) last.end = end;
    else spans.push({ start, end });
  }
  return spans.map((span) => hunkOf(lines, span)).join("");
}

function hunkOf(
  lines: readonly Line[],
  { start, end }: { readonly start: number; readonly end: number },
): string {
  const range = (mark: "-" | "+"): string => {
    const count = (part: readonly Line[]): number =>
      part.filter((line) => line.mark === " " || line.mark === mark).length;
    const length = count(lines.slice(start, end));
    const first = count(lines.slice(0, start)) + (length === 0 ? 0 : 1);
    return length === 1 ? `${first}` : `${first},${length}`;
  };
  const body = lines.slice(start, end).map(({ mark, text }) =>
    mark + (text.endsWith("\n") ? text : `${text}\n${NO_NEWLINE}`)
  );
  return `@@ -${range("-")} +${range("+")} @@\n${body.join("")}`;
}
