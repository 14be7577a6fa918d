/**
 * Judging output of the program by its schema, with a validator that is not ours:
 * python3-jsonschema of the distribution. `validate.py` does it.
 *
 * @module
 */

const PYTHON = "/usr/bin/python3";
const ROOT = new URL("../..", import.meta.url).pathname;

/** Where the schema is. */
export const SCHEMA = `${ROOT}lib/cli/output.schema.json`;

/** Whether there is no validator here; tests are skipped then, and say so. */
export function isValidatorMissing(): boolean {
  try {
    const { success } = new Deno.Command(PYTHON, {
      args: ["-c", "import jsonschema"],
      stdout: "null",
      stderr: "null",
    }).outputSync();
    return !success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return true;
    throw error;
  }
}

/** Said in the names of tests that are skipped. */
export const VALIDATOR = "python3-jsonschema";

/**
 * The kinds of lines in each text: the name of the definition in the schema that
 * a line is an example of, or what is wrong with it.
 *
 * @throws {Error} when the schema itself is none.
 */
export async function kindsOf(texts: readonly string[]): Promise<string[][]> {
  const child = new Deno.Command(PYTHON, {
    args: [`${ROOT}tests/json/validate.py`, SCHEMA],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(JSON.stringify(texts)));
  await writer.close();
  const { success, stdout, stderr } = await child.output();
  const text = new TextDecoder();
  if (!success) throw new Error(text.decode(stderr));
  return JSON.parse(text.decode(stdout));
}
