/**
 * The files that `postmulti --units install` writes, and how they are found again.
 *
 * The last line of each is a digest of the others. So a file that has
 * been edited can be distinguished from one that an earlier version has written.
 *
 * @module
 */

import { fromBytes } from "../main_cf/byte_string.ts";
import { sha256Hex } from "../sys/digest.ts";
import { lstatOrNothing } from "../sys/files.ts";
import { readRegularFile } from "../sys/read_file.ts";
import { isMask } from "./distribution.ts";
import {
  generatorText,
  GROUP_TEXT,
  serviceText,
  TARGET_TEXT,
  type UnitOptions,
} from "./unit_texts.ts";

const UNITS = "/etc/systemd/system";

/** The generator, the last one to be written. */
export const GENERATOR = "/etc/systemd/system-generators/postmulti-generator";

/** Where it can be: ours, or that of a package. */
export const GENERATORS: readonly string[] = [
  GENERATOR,
  "/usr/lib/systemd/system-generators/postmulti-generator",
];

/** One file. */
export interface OwnFile {
  /** Absolute path, the root of the system left out. */
  readonly path: string;
  /** All of it. */
  readonly text: string;
  /** Permission bits. */
  readonly mode: number;
}

/** How a file is found. */
export type FileState =
  | "absent"
  | "current"
  /** As another version of this program has written it. */
  | "outdated"
  /** Changed since, or not ours at all. */
  | "edited"
  /** By "systemctl mask". */
  | "masked";

/** What an installation has made besides, to be removed with it. */
export interface Traces {
  /** Directories, absolute paths. */
  readonly directories: readonly string[];
  /** The plugin and its settings. */
  readonly files: readonly TraceFile[];
}

/** A file that was made with an installation. */
export interface TraceFile {
  /** Absolute path. */
  readonly path: string;
  /** See digestOf. */
  readonly digest: string;
}

/** Nothing but the files. */
export const NO_TRACES: Traces = { directories: [], files: [] };

/** All files in the order in which they are written. */
export async function ownFiles(
  options: UnitOptions,
  traces: Traces,
): Promise<OwnFile[]> {
  const texts: [path: string, text: string, mode: number][] = [
    [`${UNITS}/postmulti@.service`, serviceText(options), 0o644],
    [`${UNITS}/postmulti.target`, TARGET_TEXT, 0o644],
    [`${UNITS}/postmulti-group@.target`, GROUP_TEXT, 0o644],
    [GENERATOR, generatorText(options) + traceLines(traces), 0o755],
  ];
  return await Promise.all(
    texts.map(async ([path, text, mode]) => ({
      path,
      text: `${text}${await digestLine(text)}`,
      mode,
    })),
  );
}

/** How a file is found below a root. @throws {FatalError} When it cannot be read. */
export async function fileStateOf(
  { path, text }: OwnFile,
  root: string,
): Promise<FileState> {
  const file = `${root}${path}`;
  if (lstatOrNothing(file) === undefined) return "absent";
  if (isMask(file)) return "masked";
  if (lstatOrNothing(file)?.isFile !== true) return "edited";
  const found = textOf(file);
  if (found === text) return "current";
  const end = found.lastIndexOf("\n", found.length - 2) + 1;
  const body = found.slice(0, end);
  return found.slice(end) === await digestLine(body) ? "outdated" : "edited";
}

/** What an installation that is there has made besides. */
export function tracesOf(root: string): Traces {
  const file = `${root}${GENERATOR}`;
  if (lstatOrNothing(file)?.isFile !== true) return NO_TRACES;
  const lines = textOf(file).split("\n");
  const after = (start: string): string[] =>
    lines.filter((line) => line.startsWith(start))
      .map((line) => line.slice(start.length));
  return {
    directories: after(DIRECTORY_MARK),
    files: after(FILE_MARK).map((mark) => {
      const [digest = "", ...words] = mark.split(" ");
      return { digest, path: words.join(" ") };
    }),
  };
}

const DIRECTORY_MARK = "# made as well: directory ";
const FILE_MARK = "# made as well: file ";

function traceLines({ directories, files }: Traces): string {
  return [
    ...directories.map((path) => `${DIRECTORY_MARK}${path}\n`),
    ...files.map(({ digest, path }) => `${FILE_MARK}${digest} ${path}\n`),
  ].join("");
}

/** What distinguishes one content of a file from another. */
export async function digestOf(text: string): Promise<string> {
  return (await sha256Hex(new TextEncoder().encode(text))).slice(0, 32);
}

async function digestLine(text: string): Promise<string> {
  return `# as written by postmulti: ${await digestOf(text)}\n`;
}

function textOf(path: string): string {
  return fromBytes(readRegularFile(path));
}
