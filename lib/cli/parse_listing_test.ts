import { assert, assertEquals } from "@std/assert";
import { UsageError } from "../diag/errors.ts";
import { type Listing, parseListing } from "./parse_listing.ts";
import { type CommandLine, parseCommandLine } from "./request.ts";

/** Words that command lines are made of here. */
const WORDS = [
  ...["-l", "-a", "-R", "-j", "-v", "-lR", "-jl", "-vva", "--json", "-ll"],
  ...["-g", "-i", "mta", "-gmta", "-ipostfix-in", "-", "--", "", "-x", "-p"],
  ...["-e", "--postconf=/x", "--map", "--status", "-lx", "-h", "--version"],
];

/** All command lines of up to three of the words. */
function* commandLines(): Generator<readonly string[]> {
  yield [];
  for (const one of WORDS) {
    yield [one];
    for (const two of WORDS) {
      yield [one, two];
      for (const three of WORDS) yield [one, two, three];
    }
  }
}

function understood(words: readonly string[]): CommandLine | undefined {
  try {
    return parseCommandLine(words);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

function asListing(line: CommandLine | undefined): Listing | undefined {
  if (line?.request.mode !== "list" || line.postconf !== undefined) {
    return undefined;
  }
  const { selection, reverse, json } = line.request;
  return { selection, reverse, json, verbosity: line.verbosity };
}

Deno.test("parseListing() takes nothing for what parseCommandLine() does not take it for", () => {
  let taken = 0;
  for (const words of commandLines()) {
    const listing = parseListing(words);
    if (listing === undefined) continue;
    taken++;
    assertEquals(listing, asListing(understood(words)), words.join(" "));
  }
  assert(taken > 500, `${taken}`);
});

const PLAIN: readonly (readonly [line: string, listing: Partial<Listing>])[] = [
  ["-l", {}],
  ["-la", {}],
  ["-l -R", { reverse: true }],
  ["-RlR", {}],
  ["-lj", { json: true }],
  ["-l --json -v", { json: true, verbosity: 1 }],
  ["-l -g mta", { selection: { by: "group", group: "mta" } }],
  ["-i -l -l", { selection: { by: "name", name: "-l" } }],
];

for (const [line, listing] of PLAIN) {
  Deno.test(`parseListing() understands ${line}`, () => {
    assertEquals(parseListing(line.split(" ")), {
      selection: { by: "all" },
      reverse: false,
      json: false,
      verbosity: 0,
      ...listing,
    });
  });
}

for (
  const line of ["", "-a", "-l -g", "-l -a -i x", "-x -l", "-l x", "-l --"]
) {
  Deno.test(`parseListing() leaves "${line}" to the grammar`, () => {
    assertEquals(parseListing(line.split(" ").filter(Boolean)), undefined);
  });
}
