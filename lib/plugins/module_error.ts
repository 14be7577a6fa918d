/**
 * What went wrong in a module, in one line. Pure.
 *
 * @module
 */

/** How a syntax error looks: where it is, and what the parser says of it. */
const SYNTAX_ERROR =
  /ParseDiagnostic\b.*?\bpath: "((?:[^"\\]|\\.)*)".*?start: SourcePos\((\d+)\)/s;

/**
 * One line about whatever a module has thrown, without a stack trace.
 *
 * @param path The module; `textIfReadable` reads it to count its lines.
 */
export function describeModuleError(
  error: unknown,
  { path, textIfReadable }: {
    readonly path: string;
    readonly textIfReadable: (path: string) => string | undefined;
  },
): string {
  if (!(error instanceof Error)) return `it threw ${String(error)}`;
  const syntax = SYNTAX_ERROR.exec(error.message);
  if (syntax !== null) {
    const file = decodeURIComponent(syntax[1] ?? path);
    const line = lineAt(textIfReadable(file), Number(syntax[2]));
    return `${file}${line}: syntax error: correct it`;
  }
  const [first = ""] = error.message.split("\n");
  const text = first.replaceAll("file:///", "/");
  if (text === "") return error.name;
  return error.name === "Error" ? text : `${error.name}: ${text}`;
}

/** The position counts bytes from 0. */
function lineAt(text: string | undefined, position: number): string {
  if (text === undefined) return "";
  const before = new TextEncoder().encode(text).subarray(0, position);
  return `, line ${before.filter((byte) => byte === 0x0a).length + 1}`;
}
