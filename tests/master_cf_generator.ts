/**
 * Makes master.cf files and changes of them at random, the same for the same seed.
 *
 * Comments and blank lines between the lines of an entry and after it, CRLF,
 * entries that come twice, options in every notation, long lines, commands with
 * arguments of their own. All text is byte strings.
 *
 * Left out is what postconf(1) itself writes differently from what it has read:
 * words in braces that are empty, or that look like options or braces without
 * them.
 *
 * @module
 */

import type { MasterCfEdit } from "../lib/postfix/edit_master_cf.ts";
import type { EntryChange } from "../lib/postfix/master_layout.ts";
import type { Random } from "./main_cf_generator.ts";

const NAMES = [
  "smtp",
  "a",
  "b",
  "127.0.0.1:10025",
  "[::1]:smtp",
  "long-name-of-a-service",
];
const TYPES = ["inet", "unix", "unix", "fifo", "pass"];
const FIELDS = ["-", "-", "y", "n"];
const WAKEUPS = ["-", "0", "1", "1?", "300?"];
const LIMITS = ["-", "0", "1", "5", "300"];
const COMMANDS = [
  "smtpd",
  "smtp",
  "pipe",
  "b",
  "a-command-with-a-very-long-name",
];
const FLAGS = ["-v", "-D", "-u", "-vv"];
const PARAMETERS = ["q", "content_filter", "smtpd_banner", "x_1"];
const VALUES = [
  "",
  "1",
  "reject",
  "lmtp:unix:/x,y=z",
  "$a",
  "\xe9\xff",
  "a,b,c,d,e,f",
];
const SPACED = [
  "a b",
  "1  2",
  "permit_mynetworks, reject",
  "${x?{y z}:{w}}",
  "\xc3\xa9 z",
];
const WORDS = [
  "flags=DRhu",
  "user=vmail",
  "argv=/usr/bin/filter",
  "-f",
  "${sender}",
  "--",
  "{a b}",
  "{ /bin/x  -y }",
  "-o",
  "q=1",
  "$recipient",
  "an-argument-that-takes-much-of-the-line=/usr/lib/x",
  "\xe9",
];
const IGNORED = [
  "# comment",
  "#a unix - - n - - x",
  "",
  "  ",
  " # indented",
  "\t",
];

/** What may occur in a generated file. */
export interface MasterFileOptions {
  /** Several entries with one name and type. */
  readonly mayRepeat: boolean;
  /** `-oname=value`, which `postconf -P` does not list. */
  readonly mayAttach: boolean;
}

/** A master.cf file, and the name and type of each entry: `smtp/inet`. */
export interface MasterFile {
  readonly text: string;
  readonly services: readonly string[];
}

/** Make a file. */
export function makeMasterFile(
  random: Random,
  { mayRepeat, mayAttach }: MasterFileOptions,
): MasterFile {
  const end = random.chance(15) ? "\r\n" : "\n";
  const services: string[] = [];
  const lines = ignoredLines(random);
  for (let count = random.below(6); count > 0; count--) {
    const [name, type] = [random.pick(NAMES), random.pick(TYPES)];
    if (!mayRepeat && services.includes(`${name}/${type}`)) continue;
    services.push(`${name}/${type}`);
    lines.push(...entryLines(random, [name, type], mayAttach));
    lines.push(...ignoredLines(random));
  }
  const isOpen = random.chance(15);
  const text = lines.map((line) => line + end).join("");
  return { text: isOpen ? text.slice(0, -end.length) : text, services };
}

function ignoredLines(random: Random): string[] {
  if (!random.chance(40)) return [];
  return Array.from(
    { length: 1 + random.below(3) },
    () => random.pick(IGNORED),
  );
}

function entryLines(
  random: Random,
  key: readonly string[],
  mayAttach: boolean,
): string[] {
  const words = [
    ...key,
    ...[0, 1, 2].map(() => random.pick(FIELDS)),
    random.pick(WAKEUPS),
    random.pick(LIMITS),
    random.pick(COMMANDS),
    ...makeArguments(random, mayAttach),
  ];
  const lines: string[] = [];
  let line = "";
  for (const [index, word] of words.entries()) {
    // To edit an entry, postconf wants its name and type in one line.
    if (index > 1 && random.chance(25)) {
      lines.push(line, ...random.chance(30) ? ignoredLines(random) : []);
      line = random.pick([" ", "  ", "\t"]);
    } else if (index > 0) line += random.pick([" ", "  ", "\t", "       "]);
    line += word;
  }
  return [...lines, line];
}

function makeArguments(random: Random, mayAttach: boolean): string[] {
  const count = random.below(6);
  const own = Array.from({ length: count }, () => {
    if (random.chance(40)) return random.pick(FLAGS);
    const name = random.pick(PARAMETERS);
    if (random.chance(30)) {
      return `-o {${random.pick(["", " "])}${name} = ${random.pick(SPACED)} }`;
    }
    const setting = `${name}=${random.pick(VALUES)}`;
    const option = random.pick(["-o", "-o", "-o", "-vo"]);
    // postconf takes an "o" in an attached name for another option.
    const isAttached = mayAttach && !name.includes("o") && random.chance(15);
    return `${option}${isAttached ? "" : " "}${setting}`;
  });
  if (random.chance(50)) return own;
  const rest = Array.from(
    { length: 1 + random.below(7) },
    () => random.pick(WORDS),
  );
  return [...own, "command=x", ...rest];
}

/** A change, and the arguments with which postconf(1) makes it. */
export interface MasterChange {
  readonly edit: MasterCfEdit;
  readonly args: readonly string[];
}

/** Make a change of a file that has one of the services at least. */
export function makeMasterChange(
  random: Random,
  services: readonly string[],
): MasterChange {
  const service = random.pick(services);
  switch (random.below(5)) {
    case 0:
      return { edit: { kind: "comment-out", service }, args: ["-M#", service] };
    case 1:
      return changeOf(service, "-F", {
        fields: [{ name: "chroot", value: random.pick(FIELDS) }, {
          name: "process_limit",
          value: random.pick(LIMITS),
        }],
        options: [],
      });
    case 2:
      return changeOf(service, "-PX", {
        fields: [],
        options: [{ name: random.pick(PARAMETERS) }],
      });
    default:
      return changeOf(service, "-P", {
        fields: [],
        options: [
          { name: random.pick(PARAMETERS), value: random.pick(VALUES) },
          { name: "brand_new", value: random.pick(VALUES) },
        ],
      });
  }
}

function changeOf(
  service: string,
  option: string,
  change: EntryChange,
): MasterChange {
  const settings = [...change.fields, ...change.options];
  return {
    edit: { kind: "change", service, change },
    args: [
      option,
      ...settings.map(({ name, value }) =>
        `${service}/${name}` + (value === undefined ? "" : `=${value}`)
      ),
    ],
  };
}

/** The text of an entry that is new, or that replaces another, as one line. */
export function makeMasterEntry(random: Random, service: string): string {
  const slash = service.lastIndexOf("/");
  const key = [service.slice(0, slash), service.slice(slash + 1)];
  return entryLines(random, key, false)
    .filter((line) => /^\s*[^\s#]/.test(line)).join(" ");
}
