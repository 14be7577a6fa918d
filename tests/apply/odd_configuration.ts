/**
 * Configurations such as nobody would write and Postfix would read: odd bytes,
 * odd layout, odd services. The same seed makes the same ones. Texts have one
 * character per byte.
 *
 * @module
 */

import { makeRandom, type Random } from "../main_cf_generator.ts";

/** The configuration files of one instance. */
export interface OddConfiguration {
  /** What follows the settings that the instance needs. */
  readonly mainCf: string;
  /** All of it. */
  readonly masterCf: string;
}

/** Makes one configuration after the other. */
export function oddConfigurations(seed: number): () => OddConfiguration {
  const random = makeRandom(seed);
  return () => ({ mainCf: mainCf(random), masterCf: masterCf(random) });
}

const NAMES = [
  "myhostname",
  "relayhost",
  "smtpd_banner",
  "mynetworks",
  "transport_maps",
  "my_own",
  "a-b",
  "x.y",
  "\xe9\xff",
  "\xc3\xa9t\xc3\xa9",
  "smtp_bind_address",
  "z",
  "__proto__",
  "constructor",
];

const PIECES = [
  "a",
  "example.com",
  "$myhostname",
  "${z?{a}:{b}}",
  '"',
  "\\",
  "'",
  "=",
  "#",
  "{",
  "}",
  "{ a b }",
  ",",
  " ",
  "\t",
  "  ",
  "\xff",
  "\xc3",
  "\xc3\xa9",
  "\xf0\x9f\x93\xa7",
  "\xa0",
  "\x85",
  "\x01",
  "\x7f",
  "\r",
  "\v",
  "\xed\xb2\x80",
  "hash:/x",
];

function some({ below, pick }: Random, most: number): string {
  return Array.from({ length: below(most + 1) }, () => pick(PIECES)).join(
    "",
  );
}

function mainCf(random: Random): string {
  const { below, pick } = random;
  const lines = Array.from({ length: below(12) }, () => {
    switch (below(8)) {
      case 0:
        return `# ${some(random, 4)}`;
      case 1:
        return pick(["", " ", "\t# in between", "   "]);
      default:
        return setting(random);
    }
  });
  const end = lines.length > 0 && below(6) === 0 ? "" : "\n";
  return lines.join("\n") + end;
}

function setting(random: Random): string {
  const { below, pick } = random;
  const equals = pick(["=", " = ", "\t=", "= "]);
  const rest = Array.from(
    { length: below(3) },
    () =>
      "\n" + pick([" ", "\t", "    ", "# comment\n ", "\n  "]) +
      some(random, 4),
  );
  return pick(NAMES) + equals + some(random, 5) + rest.join("");
}

const COMMANDS = ["smtpd", "smtp", "pipe", "local", "my-own"];
const ARGS = [
  "-v",
  "-o a=b",
  "-o c=",
  "-oe=f",
  "-o { g = h i }",
  "-o {j=\xff \xc3\xa9}",
  "flags=R user=x argv=/bin/y -o k=l {m n}",
  "-- x",
  "-o",
  "-D -n name",
  "{}",
  "{a {b} c}",
  "{unfinished",
  "\xa0\xff",
  "$x",
];

function masterCf(random: Random): string {
  const { below } = random;
  const services = Array.from({ length: 1 + below(10) }, () => service(random));
  return services.join("\n") + (below(6) === 0 ? "" : "\n");
}

function service(random: Random): string {
  const { below, pick } = random;
  if (below(8) === 0) {
    return pick([
      "# comment \xff",
      "",
      "half a line",
      "  ",
      "a b c d e f g",
    ]);
  }
  const field = (): string => pick(["-", "y", "n", "10", "60?", "\xff"]);
  const words = [
    pick([
      "smtp",
      "127.0.0.1:10025",
      "x-\xff",
      "[::1]:9",
      "a/b",
      "{",
      "pickup",
    ]),
    pick(["inet", "unix", "fifo", "odd"]),
    ...Array.from({ length: 5 }, field),
    pick(COMMANDS),
    ...Array.from({ length: below(4) }, () => pick(ARGS)),
  ];
  return words.map((word, index) =>
    (index === 0
      ? ""
      : pick([" ", "\t", "      ", " ", "\n  ", "\n# in between\n\t"])) +
    word
  ).join("");
}
