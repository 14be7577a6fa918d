import { assertEquals } from "@std/assert";
import {
  type TempDirectory,
  tempDirectory,
} from "../../tests/unit/temp_directory.ts";
import { allSteps, type Survey } from "./removals.ts";
import { surveyFiles, surveyQueue } from "./survey.ts";

/** The steps as `- name` for files and `d name` for directories. */
function described(temp: TempDirectory, survey: Survey): string[] {
  return allSteps(survey).map(({ kind, path }) =>
    `${kind === "remove-file" ? "-" : "d"} ${path.slice(temp.path.length + 1)}`
  );
}

function survey(temp: TempDirectory, claimed: readonly string[] = []): Survey {
  return surveyQueue(`${temp.path}/q`, {
    isClaimed: (path) => claimed.includes(path.slice(`${temp.path}/q/`.length)),
    jail: undefined,
  });
}

type Make = (temp: TempDirectory) => void;

/** What is in the queue directory `q`, what goes, and what stays. */
const QUEUES: readonly (readonly [
  title: string,
  make: Make,
  steps: readonly string[],
  left: readonly string[],
])[] = [
  ["an empty one", (temp) => temp.makeDirectory("q"), ["d q"], []],
  ["one that is missing", () => {}, [], []],
  ["one that is a file", (temp) => temp.write("q"), [], [""]],
  [
    "one that is a link",
    (temp) => {
      temp.makeDirectory("elsewhere/active");
      Deno.symlinkSync("elsewhere", `${temp.path}/q`);
    },
    [],
    [""],
  ],
  [
    "empty subdirectories",
    (temp) => {
      temp.makeDirectory("q/active");
      temp.makeDirectory("q/trace");
    },
    ["d q/active", "d q/trace", "d q"],
    [],
  ],
  ["delivery logs in hash directories", (temp) => {
    temp.write("q/defer/A/B/AB12CD34EF");
    temp.makeDirectory("q/defer/0");
  }, [
    "d q/defer/0",
    "- q/defer/A/B/AB12CD34EF",
    "d q/defer/A/B",
    "d q/defer/A",
    "d q/defer",
    "d q",
  ], []],
  [
    "empty hash directories of a mail queue",
    (temp) => {
      temp.makeDirectory("q/deferred/1/2");
    },
    ["d q/deferred/1/2", "d q/deferred/1", "d q/deferred", "d q"],
    [],
  ],
  [
    "mail",
    (temp) => {
      temp.write("q/incoming/AB12CD34EF");
      temp.write("q/deferred/A/AB12CD34EF");
    },
    [],
    ["deferred/A/AB12CD34EF", "incoming/AB12CD34EF"],
  ],
  [
    "pid and lock files",
    (temp) => {
      temp.write("q/pid/master.pid");
      temp.write("q/pid/inet.127.0.0.1:smtp");
    },
    ["- q/pid/inet.127.0.0.1:smtp", "- q/pid/master.pid", "d q/pid", "d q"],
    [],
  ],
  [
    "FIFOs",
    (temp) => {
      temp.makeDirectory("q/public");
      const path = `${temp.path}/q/public/pickup`;
      new Deno.Command("mkfifo", { args: [path] }).outputSync();
    },
    ["- q/public/pickup", "d q/public", "d q"],
    [],
  ],
  ["the file quick-start", (temp) => temp.write("q/quick-start"), [
    "- q/quick-start",
    "d q",
  ], []],
  [
    "the file by which a start hands over to systemd",
    (temp) => temp.write("q/debian-systemd-start"),
    ["- q/debian-systemd-start", "d q"],
    [],
  ],
  [
    "a directory quick-start",
    (temp) => temp.makeDirectory("q/quick-start"),
    [],
    [
      "quick-start",
    ],
  ],
  [
    "somebody else's files beside Postfix's",
    (temp) => {
      temp.makeDirectory("q/active");
      temp.write("q/pid/master.pid");
      temp.write("q/pid/notes");
      temp.write("q/private/file");
      temp.write("q/etc/resolv.conf");
      temp.write("q/README");
    },
    ["d q/active", "- q/pid/master.pid"],
    [
      "README",
      "etc",
      "pid/notes",
      "private/file",
    ],
  ],
  [
    "something deep in a queue, and then nothing else so deep",
    (temp) => {
      temp.write("q/defer/A/AB12CD34EF");
      temp.write("q/defer/B/my.notes");
      temp.write("q/defer/AB12CD34EF");
    },
    ["- q/defer/AB12CD34EF"],
    ["defer/B/my.notes"],
  ],
  [
    "links in the place of files",
    (temp) => {
      temp.write("elsewhere/master.pid");
      temp.makeDirectory("q/pid");
      Deno.symlinkSync(
        `${temp.path}/elsewhere/master.pid`,
        `${temp.path}/q/pid/master.pid`,
      );
    },
    [],
    ["pid/master.pid"],
  ],
  [
    "links in the place of directories",
    (temp) => {
      temp.write("elsewhere/AB12CD34EF");
      temp.makeDirectory("q/defer");
      Deno.symlinkSync("../elsewhere", `${temp.path}/q/flush`);
      Deno.symlinkSync("../../elsewhere", `${temp.path}/q/defer/A`);
    },
    [],
    ["defer/A", "flush"],
  ],
  [
    "a file with a second name",
    (temp) => {
      temp.write("q/flush/a");
      Deno.linkSync(temp.write("precious"), `${temp.path}/q/flush/ab`);
    },
    ["- q/flush/a"],
    ["flush/ab"],
  ],
  [
    "a directory of an unknown name",
    (temp) => {
      temp.makeDirectory("q/active/AA");
      temp.makeDirectory("q/maildrop.sealed");
    },
    [],
    ["active/AA", "maildrop.sealed"],
  ],
];

for (const [title, make, steps, left] of QUEUES) {
  Deno.test(`surveyQueue() finds ${title}`, () => {
    using temp = tempDirectory();
    make(temp);
    const found = survey(temp);
    assertEquals(described(temp, found), steps);
    assertEquals(found.left, left);
  });
}

Deno.test("surveyQueue() takes sockets for Postfix's own", () => {
  using temp = tempDirectory();
  const path = `${temp.makeDirectory("q/private")}/smtp`;
  using _socket = Deno.listen({ transport: "unix", path });
  assertEquals(described(temp, survey(temp)), [
    "- q/private/smtp",
    "d q/private",
    "d q",
  ]);
});

Deno.test("surveyQueue() does not enter what another instance claims", () => {
  using temp = tempDirectory();
  temp.write("q/pid/master.pid");
  temp.write("q/defer/AB12CD34EF");
  const found = survey(temp, ["defer"]);
  assertEquals(described(temp, found), ["- q/pid/master.pid", "d q/pid"]);
  assertEquals(found.left, ["defer"]);
});

Deno.test("surveyQueue() changes nothing", () => {
  using temp = tempDirectory();
  temp.write("q/pid/master.pid", "1");
  survey(temp);
  assertEquals(temp.read("q/pid/master.pid"), "1");
});

const OWN = new Set(["main.cf", "master.cf"]);

const FILES: readonly (readonly [
  title: string,
  make: Make,
  steps: readonly string[],
  left: readonly string[],
])[] = [
  ["nothing", () => {}, [], []],
  ["an empty directory", (temp) => temp.makeDirectory("c"), ["d c"], []],
  ["a file in its place", (temp) => temp.write("c"), [], [""]],
  [
    "a link in its place",
    (temp) => {
      temp.write("elsewhere/main.cf");
      Deno.symlinkSync("elsewhere", `${temp.path}/c`);
    },
    [],
    [""],
  ],
  [
    "known files",
    (temp) => {
      temp.write("c/main.cf");
      temp.write("c/master.cf");
    },
    ["- c/main.cf", "- c/master.cf", "d c"],
    [],
  ],
  [
    "other files",
    (temp) => {
      temp.write("c/main.cf");
      temp.write("c/main.cf.orig");
      temp.write("c/sasl/smtpd.conf");
    },
    ["- c/main.cf"],
    ["main.cf.orig", "sasl"],
  ],
  [
    "known names of other things",
    (temp) => {
      temp.makeDirectory("c/main.cf");
      Deno.symlinkSync("../elsewhere", `${temp.path}/c/master.cf`);
    },
    [],
    ["main.cf", "master.cf"],
  ],
  [
    "a file with a second name",
    (temp) => {
      Deno.linkSync(temp.write("c/main.cf"), `${temp.path}/backup`);
    },
    [],
    ["main.cf"],
  ],
];

for (const [title, make, steps, left] of FILES) {
  Deno.test(`surveyFiles() finds ${title}`, () => {
    using temp = tempDirectory();
    make(temp);
    const found = surveyFiles(`${temp.path}/c`, OWN);
    assertEquals(described(temp, found), steps);
    assertEquals(found.left, left);
  });
}
