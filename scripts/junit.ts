/**
 * junit.ts - the results in the XML report of `deno test --junit-path`
 *
 * Understands what Deno writes, not XML at large. Pure: the caller reads the
 * file.
 */

/** One test or test step. */
export interface TestCase {
  readonly name: string;
  readonly outcome: "passed" | "failed" | "skipped";
}

const CASE = /<testcase name="([^"]*)"[^>]*>([\s\S]*?)<\/testcase>/g;

const ENTITIES: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&apos;": "'",
  "&amp;": "&",
};

/**
 * The cases of a report, in its order. A test with steps stands for itself only
 * when it failed though none of its steps did; otherwise its steps are counted.
 */
export function parseJunit(xml: string): readonly TestCase[] {
  const cases = [...xml.matchAll(CASE)].map((match): TestCase => ({
    name: unescape(match[1] ?? ""),
    outcome: outcomeOf(match[2] ?? ""),
  }));
  return cases.filter((one) => {
    const steps = cases.filter((other) =>
      other.name.startsWith(`${one.name} > `)
    );
    if (steps.length === 0) return true;
    return one.outcome === "failed" &&
      !steps.some((step) => step.outcome === "failed");
  });
}

function outcomeOf(body: string): TestCase["outcome"] {
  if (/<(failure|error)\b/.test(body)) return "failed";
  return body.includes("<skipped") ? "skipped" : "passed";
}

function unescape(text: string): string {
  return text
    .replace(
      /&#(x?)([0-9a-fA-F]+);/g,
      (_, hex: string, digits: string) =>
        String.fromCodePoint(parseInt(digits, hex === "x" ? 16 : 10)),
    )
    .replace(
      /&(lt|gt|quot|apos|amp);/g,
      (entity) => ENTITIES[entity] ?? entity,
    );
}
