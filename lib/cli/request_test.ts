import { assertEquals } from "@std/assert";
import { madeRequest } from "../../tests/unit/made_context.ts";
import type { EditRequest } from "../lifecycle/request.ts";
import { parseCommandLine, type Request } from "./request.ts";

const ALL = { by: "all" } as const;

const SERIAL = { jobs: 1, form: "plain" } as const;

function list(
  change: Partial<Extract<Request, { mode: "list" }>> = {},
): Request {
  return {
    mode: "list",
    selection: ALL,
    reverse: false,
    json: false,
    ...change,
  };
}

function edit(
  action: EditRequest["action"],
  change: Partial<EditRequest> = {},
): Request {
  return { mode: "edit", edit: madeRequest(action, change), usePlugins: true };
}

const OUT = { by: "name", name: "postfix-out" } as const;

const REQUESTS: readonly (readonly [line: string, request: Request])[] = [
  ["--help", { mode: "help", topic: "short" }],
  ["-h", { mode: "help", topic: "short" }],
  ["--help=full", { mode: "help", topic: "full" }],
  ["--help=create", { mode: "help", topic: "create" }],
  ["--help=status", { mode: "help", topic: "status" }],
  ["--help=-l", { mode: "help", topic: "list" }],
  ["-hx", { mode: "help", topic: "command" }],
  ["-e create --help", { mode: "help", topic: "create" }],
  ["-e crate --help", { mode: "help", topic: "edit" }],
  ["-e --help", { mode: "help", topic: "edit" }],
  ["-p -h", { mode: "help", topic: "wrapper" }],
  ["--plugins --help", { mode: "help", topic: "plugins" }],
  ["--plugins -h", { mode: "help", topic: "plugins" }],
  ["--plugins run --help", { mode: "help", topic: "plugins" }],
  ["--units install -h", { mode: "help", topic: "units" }],
  ["--plugins run 10-a pre:start -h", { mode: "help", topic: "plugins" }],
  ["--help create", { mode: "help", topic: "create" }],
  ["--help=list", { mode: "help", topic: "list" }],
  ["-l -h", { mode: "help", topic: "list" }],
  ["-V", { mode: "version" }],
  ["--version", { mode: "version" }],
  ["-l --help", { mode: "help", topic: "list" }],
  ["-l -x --help", { mode: "help", topic: "short" }],
  ["--version --help", { mode: "help", topic: "short" }],
  ["--recover", { mode: "recover" }],
  ["--uninit", edit("uninit")],
  ["--uninit --dry-run --lock-timeout=5", edit("uninit", { dryRun: true })],
  ["--recover --lock-timeout=5 -v", { mode: "recover" }],
  ["-l", list()],
  ["-l -l", list()],
  ["-la", list()],
  ["-laa", list()],
  ["-lv", list()],
  ["-lR", list({ reverse: true })],
  ["-lRR", list()],
  ["-lRRR", list({ reverse: true })],
  ["-lj", list({ json: true })],
  ["-jl", list({ json: true })],
  ["-l --json", list({ json: true })],
  ["-lgmta", list({ selection: { by: "group", group: "mta" } })],
  ["-l -g -x", list({ selection: { by: "group", group: "-x" } })],
  ["-l -i postfix-out", list({ selection: OUT })],
  ["-li-", list({ selection: { by: "name", name: "-" } })],
  ["--map", { mode: "map", selection: ALL, format: "text" }],
  ["--map --json", { mode: "map", selection: ALL, format: "json" }],
  ["--map=json -j", { mode: "map", selection: ALL, format: "json" }],
  ["-j --recover", { mode: "recover" }],
  ["-j -e init", edit("init")],
  ["--uninit --yes", edit("uninit")],
  ["--json --version", { mode: "version" }],
  ["--map=dot -i postfix-out", {
    mode: "map",
    selection: OUT,
    format: "dot",
  }],
  ["--doctor", { mode: "doctor", selection: ALL, json: false }],
  ["--doctor -ji postfix-out", {
    mode: "doctor",
    selection: OUT,
    json: true,
  }],
  ["--status", { mode: "status", selection: ALL, json: false }],
  ["--status -ji postfix-out", {
    mode: "status",
    selection: OUT,
    json: true,
  }],
  ["--no-plugins -p start", {
    mode: "wrapper",
    ...SERIAL,
    selection: ALL,
    words: ["start"],
    usePlugins: false,
  }],
  ["-p -- start --no-plugins", {
    mode: "wrapper",
    ...SERIAL,
    selection: ALL,
    words: ["start", "--no-plugins"],
    usePlugins: true,
  }],
  ["-x --no-plugins ls", {
    mode: "command",
    ...SERIAL,
    selection: ALL,
    reverse: false,
    words: ["ls"],
    usePlugins: false,
  }],
  ["--no-plugins -e init", { ...edit("init"), usePlugins: false } as Request],
  ["--plugins check", { mode: "plugins", command: { name: "check" } }],
  ["-v --plugins=check", { mode: "plugins", command: { name: "check" } }],
  ["--plugins list --json", {
    mode: "plugins",
    command: { name: "list" },
  }],
  ["--plugins plan -g mta -p stop", {
    mode: "plugins",
    command: { name: "plan", words: ["-g", "mta", "-p", "stop"] },
  }],
  ["-p start", {
    mode: "wrapper",
    ...SERIAL,
    selection: ALL,
    words: ["start"],
    usePlugins: true,
  }],
  ["--jobs=2 -p start", {
    mode: "wrapper",
    ...SERIAL,
    jobs: 2,
    selection: ALL,
    words: ["start"],
    usePlugins: true,
  }],
  ["--jobs 3 --jobs=auto -jp start --jobs=2", {
    mode: "wrapper",
    jobs: "auto",
    form: "json",
    selection: ALL,
    words: ["start", "--jobs=2"],
    usePlugins: true,
  }],
  ["-Rx --output --json --jobs=9999 ls", {
    mode: "command",
    jobs: 9999,
    form: "json with output",
    selection: ALL,
    reverse: true,
    words: ["ls"],
    usePlugins: true,
  }],
  ["-p -- start", {
    mode: "wrapper",
    ...SERIAL,
    selection: ALL,
    words: ["start"],
    usePlugins: true,
  }],
  ["-p -g mta -- -v check", {
    mode: "wrapper",
    ...SERIAL,
    selection: { by: "group", group: "mta" },
    words: ["-v", "check"],
    usePlugins: true,
  }],
  ["-x grep -- -v file", {
    mode: "command",
    ...SERIAL,
    selection: ALL,
    reverse: false,
    words: ["grep", "--", "-v", "file"],
    usePlugins: true,
  }],
  ["-x ls -j -x --help", {
    mode: "command",
    ...SERIAL,
    selection: ALL,
    reverse: false,
    words: ["ls", "-j", "-x", "--help"],
    usePlugins: true,
  }],
  ["-xR -a ls", {
    mode: "command",
    ...SERIAL,
    selection: ALL,
    reverse: true,
    words: ["ls"],
    usePlugins: true,
  }],
  ["-xi postfix-out postqueue -p", {
    mode: "command",
    ...SERIAL,
    selection: OUT,
    reverse: false,
    words: ["postqueue", "-p"],
    usePlugins: true,
  }],
  ["-e init", edit("init")],
  ["-einit", edit("init")],
  ["-e init -e init", edit("init")],
  ["-e create -I postfix-out", edit("create", { newName: "postfix-out" })],
  [
    "-e create -I postfix-out -G mta",
    edit("create", { newName: "postfix-out", newGroup: "mta" }),
  ],
  [
    "-e create -a -I postfix-out",
    edit("create", { selection: ALL, newName: "postfix-out" }),
  ],
  [
    "-e create -i postfix-out -I postfix-in",
    edit("create", { selection: OUT, newName: "postfix-in" }),
  ],
  [
    "-e create -g a/b -I postfix-in",
    edit("create", {
      selection: { by: "group", group: "a/b" },
      newName: "postfix-in",
    }),
  ],
  [
    "-e create config_directory=/c queue_directory=/q/ data_directory=/d",
    edit("create", {
      directories: {
        config_directory: "/c",
        queue_directory: "/q",
        data_directory: "/d",
      },
    }),
  ],
  ["-e create -I - -G -", edit("create", { newName: "", newGroup: "" })],
  [
    "-e import config_directory=/c",
    edit("import", { directories: { config_directory: "/c" } }),
  ],
  [
    "-e create --dry-run -I postfix-out",
    edit("create", { newName: "postfix-out", dryRun: true }),
  ],
  ["-e destroy -i postfix-out", edit("destroy", { selection: OUT })],
  ["-e deport -i postfix-out", edit("deport", { selection: OUT })],
  ["-e enable -i postfix-out", edit("enable", { selection: OUT })],
  ["-e disable -i postfix-out", edit("disable", { selection: OUT })],
  [
    "-e assign -i postfix-out -I -",
    edit("assign", { selection: OUT, newName: "" }),
  ],
  [
    "-e assign -i postfix-out -G mta",
    edit("assign", { selection: OUT, newGroup: "mta" }),
  ],
];

for (const [line, request] of REQUESTS) {
  Deno.test(`parseCommandLine() understands ${line}`, () => {
    assertEquals(parseCommandLine(line.split(" ")).request, request);
  });
}

const SETTINGS: readonly (readonly [
  line: string,
  verbosity: number,
  postconf: string | undefined,
])[] = [
  ["-l", 0, undefined],
  ["-lv", 1, undefined],
  ["-vvl -v", 3, undefined],
  ["-x ls -v", 0, undefined],
  ["-l --postconf=/opt/sbin/postconf", 0, "/opt/sbin/postconf"],
  ["--postconf /opt/sbin/postconf -lv", 1, "/opt/sbin/postconf"],
  ["-x postconf --postconf=/opt", 0, undefined],
];

for (const [line, verbosity, postconf] of SETTINGS) {
  Deno.test(`parseCommandLine() has -v and --postconf of ${line}`, () => {
    const parsed = parseCommandLine(line.split(" "));
    assertEquals(parsed.verbosity, verbosity);
    assertEquals(parsed.postconf, postconf);
  });
}

const TIMEOUTS: readonly (readonly [
  line: string,
  lockTimeoutS: number | undefined,
])[] = [
  ["-e init", undefined],
  ["-e init --lock-timeout=0", 0],
  ["-e init --lock-timeout 007", 7],
  ["--recover --lock-timeout=999999", 999999],
  ["-e init --lock-timeout=1 --lock-timeout=2", 2],
];

for (const [line, lockTimeoutS] of TIMEOUTS) {
  Deno.test(`parseCommandLine() has the --lock-timeout of ${line}`, () => {
    assertEquals(parseCommandLine(line.split(" ")).lockTimeoutS, lockTimeoutS);
  });
}

Deno.test("parseCommandLine() keeps the words it was given", () => {
  const words = ["-xi", "out", "--", "ls", "-l", ""];
  assertEquals(parseCommandLine(words).words, words);
});
