/**
 * Makes two edits of one main.cf comparable. Postfix before 3.8 appends the new
 * names of one edit in random order, ours sorted, so the block of appended lines
 * at the end of a file is compared as a set; all other bytes are compared as they
 * are. Pure.
 *
 * @module
 */

/** A file in two parts, each compared in its own way. */
export interface ComparableFile {
  /** Everything before the appended block, exact. */
  readonly head: string;
  /** The appended lines, sorted. */
  readonly appended: readonly string[];
}

const SETTING = /^([^\s#=]+) = /;

/**
 * Splits `content` where its last run of settings begins whose names the file
 * did not set at first. `original` is that first content: the file before the
 * steps, or the prototype that a new file was made from.
 */
export function splitAppended(
  content: string,
  original: string,
): ComparableFile {
  const known = settingNames(original);
  const lines = content.split("\n");
  let start = lines.length;
  if (lines.at(-1) === "") start--;
  const end = start;
  while (start > 0) {
    const name = SETTING.exec(lines[start - 1] ?? "")?.[1];
    if (name === undefined || known.has(name)) break;
    start--;
  }
  return {
    head: [...lines.slice(0, start), ...lines.slice(end)].join("\n"),
    appended: lines.slice(start, end).sort(),
  };
}

function settingNames(content: string): Set<string> {
  const names = new Set<string>();
  for (const line of content.split("\n")) {
    const name = /^([^\s#=]+)\s*=/.exec(line)?.[1];
    if (name !== undefined) names.add(name);
  }
  return names;
}
