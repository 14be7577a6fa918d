import { assertEquals } from "@std/assert";
import {
  type TempDirectory,
  tempDirectory,
} from "../../tests/unit/temp_directory.ts";
import { allSteps } from "./removals.ts";
import { surveyQueue } from "./survey.ts";

// Only what belongs to root is looked at.
const ignore = Deno.uid() !== 0;

const NAMES = [
  "etc",
  "etc/hosts",
  "etc/localtime",
  "etc/resolv.conf",
  "dev/null",
  "usr/lib/sasl2",
  "usr/lib/zoneinfo/localtime",
];

/** The queue directory `q` has a jail, and `host` is the root of the host. */
function survey(
  temp: TempDirectory,
  { claimed = "" } = {},
): { readonly steps: readonly string[]; readonly left: readonly string[] } {
  const queue = `${temp.path}/q`;
  const found = surveyQueue(queue, {
    isClaimed: (path) => path === `${queue}/${claimed}`,
    jail: {
      script: { names: new Set(NAMES), certificates: ["/etc/more"] },
      certificates: ["/etc/ssl/certs/"],
      host: `${temp.path}/host`,
    },
  });
  const steps = allSteps(found).map(({ kind, path }) =>
    `${kind === "remove-file" ? "-" : "d"} ${path.slice(temp.path.length + 1)}`
  );
  return { steps, left: found.left };
}

/** A file of the host, and its copy. */
function copied(temp: TempDirectory, name: string, copy = name): void {
  temp.write(`host/${name}`, `this is ${name}`);
  temp.write(`q/${copy}`, `this is ${name}`);
}

function link(temp: TempDirectory, name: string, text: string): void {
  const path = `${temp.path}/${name}`;
  Deno.mkdirSync(path.slice(0, path.lastIndexOf("/")), { recursive: true });
  Deno.symlinkSync(text, path);
}

/** What is there, what goes, and what stays. */
const JAILS: readonly (readonly [
  title: string,
  make: (temp: TempDirectory) => void,
  steps: readonly string[],
  left: readonly string[],
])[] = [
  ["copies of the host's files", (temp) => {
    copied(temp, "etc/hosts");
    temp.makeDirectory("q/usr/lib/sasl2");
  }, [
    "- q/etc/hosts",
    "d q/etc",
    "d q/usr/lib/sasl2",
    "d q/usr/lib",
    "d q/usr",
    "d q",
  ], []],
  [
    "a copy of what a link of the host leads to",
    (temp) => {
      temp.write("host/zone", "UTC");
      link(temp, "host/etc/localtime", "../zone");
      temp.write("q/etc/localtime", "UTC");
    },
    ["- q/etc/localtime", "d q/etc", "d q"],
    [],
  ],
  [
    "a file that differs",
    (temp) => {
      copied(temp, "etc/hosts");
      temp.write("host/etc/resolv.conf", "nameserver 192.0.2.1");
      temp.write("q/etc/resolv.conf", "nameserver 192.0.2.2");
    },
    ["- q/etc/hosts"],
    [
      "etc/resolv.conf (not as /etc/resolv.conf is now)",
    ],
  ],
  [
    "a file that the host does not have",
    (temp) => {
      temp.write("q/etc/hosts");
    },
    [],
    ["etc/hosts"],
  ],
  [
    "a copy that the script does not make",
    (temp) => {
      copied(temp, "etc/shadow");
    },
    [],
    ["etc/shadow"],
  ],
  [
    "a directory that the script does not make",
    (temp) => {
      temp.makeDirectory("q/etc/mine");
      copied(temp, "opt/file");
    },
    [],
    ["etc/mine", "opt"],
  ],
  [
    "a file with a second name",
    (temp) => {
      copied(temp, "etc/hosts");
      Deno.linkSync(`${temp.path}/q/etc/hosts`, `${temp.path}/other`);
    },
    [],
    ["etc/hosts"],
  ],
  [
    "a link in the place of a directory",
    (temp) => {
      copied(temp, "etc/hosts", "elsewhere/hosts");
      link(temp, "q/etc", "elsewhere");
    },
    [],
    ["elsewhere", "etc"],
  ],
  [
    "a directory of another owner",
    (temp) => {
      copied(temp, "etc/hosts");
      Deno.chownSync(`${temp.path}/q/etc`, 7, 7);
    },
    [],
    ["etc"],
  ],
  [
    "a directory that others can write",
    (temp) => {
      copied(temp, "etc/hosts");
      Deno.chmodSync(`${temp.path}/q/etc`, 0o775);
    },
    [],
    ["etc"],
  ],
  ["a link to the time zone", (temp) => {
    link(temp, "q/usr/lib/zoneinfo/localtime", "/etc/localtime");
  }, [
    "- q/usr/lib/zoneinfo/localtime",
    "d q/usr/lib/zoneinfo",
    "d q/usr/lib",
    "d q/usr",
    "d q",
  ], []],
  [
    "another link",
    (temp) => {
      link(temp, "q/etc/hosts", "/etc/passwd");
    },
    [],
    ["etc/hosts"],
  ],
  ["libraries, wherever the host has them", (temp) => {
    copied(
      temp,
      "usr/lib/x86_64-linux-gnu/libnss_nis.so.2",
      "lib/libnss_nis.so.2",
    );
    copied(temp, "lib/aarch64-linux-gnu/libresolv.so.2");
    copied(temp, "lib/libmine.so");
  }, [
    "- q/lib/aarch64-linux-gnu/libresolv.so.2",
    "d q/lib/aarch64-linux-gnu",
    "- q/lib/libnss_nis.so.2",
  ], ["lib/libmine.so"]],
  ["certificates, and links to them by their hashes", (temp) => {
    copied(temp, "etc/ssl/certs/a.pem");
    copied(temp, "etc/more/deep/b.pem");
    link(temp, "q/etc/ssl/certs/0123abcd.0", "a.pem");
  }, [
    "- q/etc/more/deep/b.pem",
    "d q/etc/more/deep",
    "d q/etc/more",
    "- q/etc/ssl/certs/0123abcd.0",
    "- q/etc/ssl/certs/a.pem",
    "d q/etc/ssl/certs",
    "d q/etc/ssl",
    "d q/etc",
    "d q",
  ], []],
  [
    "certificates of another owner",
    (temp) => {
      temp.write("q/etc/ssl/certs/mine.pem");
      link(temp, "q/etc/ssl/certs/0123abcd.0", "mine.pem");
      link(temp, "q/etc/ssl/certs/00000000.0", "00000000.0");
    },
    [],
    [
      "etc/ssl/certs/00000000.0",
      "etc/ssl/certs/0123abcd.0",
      "etc/ssl/certs/mine.pem",
    ],
  ],
];

for (const [title, make, steps, left] of JAILS) {
  Deno.test({
    name: `jailSurveyor() finds ${title}`,
    ignore,
    fn: () => {
      using temp = tempDirectory();
      temp.makeDirectory("q");
      make(temp);
      assertEquals(survey(temp), { steps, left });
    },
  });
}

Deno.test({
  name: "jailSurveyor() does not enter what another instance claims",
  ignore,
  fn: () => {
    using temp = tempDirectory();
    copied(temp, "etc/hosts");
    assertEquals(survey(temp, { claimed: "etc" }), {
      steps: [],
      left: ["etc"],
    });
  },
});
