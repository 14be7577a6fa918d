/**
 * What the text of a module imports. Pure.
 *
 * Enough of the language is read to find import and export declarations, and
 * import() of a string: comments, strings, templates and regular expressions are
 * distinguished. What is imported by a computed name cannot be seen.
 *
 * @module
 */

/** A piece of the text. */
interface Token {
  readonly kind: "word" | "string" | "sign";
  /** The word or the sign; of a string, what is between its quotes. */
  readonly text: string;
}

/** In their order: the first that matches at a place counts. */
const PIECES: readonly (readonly [kind: Token["kind"] | "none", RegExp])[] = [
  ["none", /\s+/y],
  ["none", /\/\/.*/y],
  ["none", /\/\*[\s\S]*?(\*\/|$)/y],
  ["string", /"(?:[^"\\\n]|\\[\s\S])*"?/y],
  ["string", /'(?:[^'\\\n]|\\[\s\S])*'?/y],
  ["string", /`(?:[^`\\]|\\[\s\S])*`?/y],
  ["word", /[\p{L}\p{N}_$]+/uy],
  ["sign", /[\s\S]/y],
];

const REGULAR_EXPRESSION =
  /\/(?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*/y;

/** After these, a slash begins a regular expression, and divides nothing. */
const BEFORE_EXPRESSION =
  /^(?:[-(,=:[!&|?{};+*%<>~^]|return|typeof|case|in|of|await|void|yield)$/;

/**
 * The specifiers of what a module imports when it runs, each as it is written;
 * types alone are not imported.
 *
 * @param source The text of the module, TypeScript or JavaScript.
 */
export function importsOf(source: string): readonly string[] {
  const tokens = tokensOf(source);
  return tokens.flatMap((token, at) => {
    if (token.kind !== "word" || tokens[at - 1]?.text === ".") return [];
    const rest = tokens.slice(at + 1, at + 1 + MOST_NAMES);
    const found = token.text === "import"
      ? importIn(rest)
      : token.text === "export"
      ? exportIn(rest)
      : undefined;
    return found ?? [];
  });
}

/** No declaration has so many names and signs. */
const MOST_NAMES = 10_000;

function importIn(rest: readonly Token[]): string | undefined {
  const [first, second] = rest;
  if (first?.kind === "string") return first.text;
  if (first?.text === "(") {
    return second?.kind === "string" ? second.text : undefined;
  }
  const isType = first?.text === "type" && second?.text !== "from" &&
    second?.text !== ",";
  return isType ? undefined : afterFrom(rest);
}

function exportIn(rest: readonly Token[]): string | undefined {
  const [first] = rest;
  return first?.text === "*" || first?.text === "{"
    ? afterFrom(rest)
    : undefined;
}

/** The names between import or export and `from`, and the string after it. */
function afterFrom(rest: readonly Token[]): string | undefined {
  const end = rest.findIndex(({ kind, text }) =>
    kind === "string" || kind === "sign" && !/^[,{}*]$/.test(text)
  );
  const [before, specifier] = [rest[end - 1], rest[end]];
  const isFrom = before?.kind === "word" && before.text === "from";
  return isFrom && specifier?.kind === "string" ? specifier.text : undefined;
}

function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < source.length;) {
    const last = tokens.at(-1);
    const isOperand = last !== undefined &&
      (last.kind === "string" || !BEFORE_EXPRESSION.test(last.text));
    const expression = isOperand
      ? undefined
      : matchAt(REGULAR_EXPRESSION, source, at);
    if (expression !== undefined) {
      at += expression.length;
      tokens.push({ kind: "string", text: "" });
      continue;
    }
    for (const [kind, pattern] of PIECES) {
      const text = matchAt(pattern, source, at);
      if (text === undefined) continue;
      at += text.length;
      if (kind === "string") tokens.push({ kind, text: unquoted(text) });
      else if (kind !== "none") tokens.push({ kind, text });
      break;
    }
  }
  return tokens;
}

function matchAt(
  pattern: RegExp,
  source: string,
  at: number,
): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0];
}

/** A backslash before a character of a specifier changes nothing of note. */
function unquoted(text: string): string {
  const end = text.length > 1 && text.endsWith(text[0] ?? "")
    ? text.length - 1
    : text.length;
  return text.slice(1, end).replace(/\\([\s\S])/g, "$1");
}
