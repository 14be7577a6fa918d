import { assertEquals } from "@std/assert";
import { parseSettings, type Settings } from "./settings.ts";

const PLAIN: Settings = {
  command: ["/bin/filter"],
  service: "",
  listen: "127.0.0.1:10025",
  hostname: "127.0.0.1",
  port: 10025,
  user: "",
  log: "",
  startMs: 30_000,
  stopMs: 10_000,
};
const TEXT = "command = /bin/filter\nlisten = 127.0.0.1:10025\n";

/** A text, and what is understood. */
const UNDERSTOOD: readonly (readonly [string, string, Settings | undefined])[] =
  [
    ["nothing without a filter", "# command = x\n\nlisten = a:1\n", undefined],
    ["nothing for an empty text", "", undefined],
    ["defaults for what is not set", TEXT, PLAIN],
    [
      "the last setting of a name, and white space around it",
      `user=x\n${TEXT}\t user =  filter \n stop_timeout=0`,
      { ...PLAIN, user: "filter", stopMs: 0 },
    ],
    [
      "quoted words as one, and equals signs in values",
      'command = /bin/f --a=\'b c\' "" "it\'s" -- x=y\nlisten = 127.0.0.1:10025',
      { ...PLAIN, command: ["/bin/f", "--a=b c", "", "it's", "--", "x=y"] },
    ],
    [
      "an IPv6 address without its brackets",
      "service = filter@in.service\nlisten = [::1]:1",
      {
        ...PLAIN,
        command: [],
        service: "filter@in.service",
        listen: "[::1]:1",
        hostname: "::1",
        port: 1,
      },
    ],
  ];

for (const [title, text, expected] of UNDERSTOOD) {
  Deno.test(`parseSettings() gives ${title}`, () => {
    assertEquals(parseSettings(text), expected);
  });
}

const NAMES =
  "command, service, listen, user, log, start_timeout, stop_timeout";
const NOT_A_LINE =
  `is not "name = value" with one of the names ${NAMES}: correct it`;
const NO_ADDRESS = "listen: has to be HOST:PORT, where the filter listens";

/** A text that is wrong, and what is said of it. */
const REFUSED = [
  ["a name that is not known", "\ncomand = x", `line 2: ${NOT_A_LINE}`],
  ["a name of the language's own", "toString = x", `line 1: ${NOT_A_LINE}`],
  ["a line without =", "command", `line 1: ${NOT_A_LINE}`],
  ["a command without an address", "command = /bin/x", NO_ADDRESS],
  ["port 0", "command = /bin/x\nlisten = a:0", NO_ADDRESS],
  ["port 70000", "command = /bin/x\nlisten = a:70000", NO_ADDRESS],
  ["an address that is a path", "command = /x\nlisten = ../x:1", NO_ADDRESS],
  [
    "a relative command",
    "command = x",
    "command: has to begin with the absolute path of a program",
  ],
  [
    "an unmatched quote",
    "command = /bin/x 'y",
    "command: has an unmatched quote",
  ],
  [
    "a command and a service",
    "command = /bin/x\nservice = y",
    "has a command and a service: take one away",
  ],
  [
    "an option in the place of a service",
    "service = --now",
    "service: --now: is not the name of a service",
  ],
  [
    "a path in the place of a service",
    "service = ../x",
    "service: ../x: is not the name of a service",
  ],
  [
    "a timeout with a unit",
    TEXT + "start_timeout = 1m",
    "start_timeout: has to be a number of seconds, 120 at most",
  ],
  [
    "a timeout that is too long",
    TEXT + "stop_timeout = 121",
    "stop_timeout: has to be a number of seconds, 120 at most",
  ],
] as const;

for (const [title, text, expected] of REFUSED) {
  Deno.test(`parseSettings() refuses ${title}`, () => {
    assertEquals(parseSettings(text), expected);
  });
}
