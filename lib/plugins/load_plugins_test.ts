import { assertEquals, assertMatch } from "@std/assert";
import { madePrimary, madeSecondary } from "../../tests/unit/made_instance.ts";
import {
  type TempDirectory,
  tempDirectory,
} from "../../tests/unit/temp_directory.ts";
import { openPlugins, type PluginDirectories } from "./load_plugins.ts";
import type { PluginSet } from "./plugin.ts";

const SHELL = "#!/bin/sh\n# @postmulti-plugin 1 on=pre:start\n";
const MODULE = "// @postmulti-plugin 1 on=pre:start\n";

/** The host's directory, `G/postmulti.d`, and an instance's, `I/postmulti.d`. */
class Site implements Disposable {
  readonly temp: TempDirectory = tempDirectory("/run");

  host(name: string, content: string = SHELL, mode = 0o755): string {
    return this.temp.write(`G/postmulti.d/${name}`, content, mode);
  }

  own(name: string, content: string = SHELL, mode = 0o755): string {
    return this.temp.write(`I/postmulti.d/${name}`, content, mode);
  }

  open(): PluginDirectories {
    return openPlugins({
      primaryConfigDirectory: `${this.temp.path}/G`,
      knownOps: new Set(["start", "stop"]),
    });
  }

  primary(): PluginSet | undefined {
    const configDirectory = `${this.temp.path}/G`;
    return this.open().of(madePrimary({ configDirectory }));
  }

  instance(): PluginSet | undefined {
    return this.open().of(this.secondary());
  }

  secondary(): ReturnType<typeof madeSecondary> {
    const configDirectory = `${this.temp.path}/I`;
    return madeSecondary("postfix-in", { configDirectory });
  }

  [Symbol.dispose](): void {
    this.temp[Symbol.dispose]();
  }
}

function test(name: string, body: (site: Site) => void): void {
  Deno.test({
    name: `of() ${name}`,
    // Only root can make what root made.
    ignore: Deno.uid() !== 0,
    fn: () => {
      using site = new Site();
      site.temp.makeDirectory("G");
      site.temp.makeDirectory("I");
      body(site);
    },
  });
}

function idsIn(set: PluginSet | undefined): readonly string[] {
  return set?.plugins.map(({ id }) => id) ?? [];
}

test("gives nothing where there is no plugin directory", (site) => {
  assertEquals(site.primary(), undefined);
  assertEquals(site.instance(), undefined);
});

test("gives an empty set for an empty directory", (site) => {
  site.temp.makeDirectory("G/postmulti.d");
  assertEquals(site.primary(), { plugins: [], broken: [], unused: [] });
});

test("tells an executable from a module, bytewise by id", (site) => {
  site.host("30-c");
  site.host("20-b.ts", MODULE, 0o644);
  site.host("10-a.sh");
  site.host("10-Z");
  const plugins = site.primary()?.plugins ?? [];
  assertEquals(plugins.map(({ id, kind }) => [id, kind]), [
    ["10-Z", "executable"],
    ["10-a", "executable"],
    ["20-b", "module"],
    ["30-c", "executable"],
  ]);
  assertEquals(plugins[1]?.path, `${site.temp.path}/G/postmulti.d/10-a.sh`);
});

test("resolves links above the directory", (site) => {
  site.host("10-a");
  Deno.symlinkSync("G", `${site.temp.path}/link`);
  const configDirectory = `${site.temp.path}/link`;
  const set = openPlugins({
    primaryConfigDirectory: configDirectory,
    knownOps: new Set(["start"]),
  }).of(madePrimary({ configDirectory }));
  assertEquals(set?.plugins[0]?.path, `${site.temp.path}/G/postmulti.d/10-a`);
});

test("merges both directories", (site) => {
  site.host("10-a");
  site.host("30-c");
  site.own("20-b");
  assertEquals(idsIn(site.instance()), ["10-a", "20-b", "30-c"]);
  assertEquals(idsIn(site.primary()), ["10-a", "30-c"]);
});

test("lets the instance's replace the host's, whatever its extension", (site) => {
  const old = site.host("10-a.sh");
  const other = site.own("10-a.py");
  const set = site.instance();
  assertEquals(set?.plugins.map(({ path }) => path), [other]);
  assertEquals(set?.unused, [{ path: old, why: "replaced" }]);
});

test("lets the instance's replace a broken one of the host", (site) => {
  site.host("10-a", "no declaration\n");
  const own = site.own("10-a");
  const set = site.instance();
  assertEquals(set?.plugins.map(({ path }) => path), [own]);
  assertEquals(set?.broken, []);
});

test("lets a broken one of the instance replace the host's", (site) => {
  site.host("10-a");
  const own = site.own("10-a", "no declaration\n");
  const set = site.instance();
  assertEquals(set?.plugins, []);
  assertEquals(set?.broken.map(({ path }) => path), [own]);
});

test("lets an empty file mask the host's, broken or not", (site) => {
  const paths = [site.host("10-a.sh"), site.host("20-b", "nothing\n")];
  site.own("10-a", "", 0o644);
  site.own("20-b.ts", "", 0o600);
  assertEquals(site.instance(), {
    plugins: [],
    broken: [],
    unused: paths.map((path) => ({ path, why: "masked" as const })),
  });
  assertEquals(idsIn(site.primary()), ["10-a"]);
});

test("notes a mask that masks nothing", (site) => {
  const path = site.own("10-a", "", 0o644);
  assertEquals(site.instance()?.unused, [{ path, why: "empty" }]);
});

test("takes an empty file of the host for a broken plugin", (site) => {
  const path = site.host("10-a", "");
  const [broken] = site.primary()?.broken ?? [];
  assertEquals(broken?.path, path);
  assertMatch(broken?.reason ?? "", /is empty/);
  assertEquals(broken?.declaration, undefined);
});

test("does not believe a mask that others could have made", (site) => {
  site.host("10-a");
  const path = site.own("10-a", "", 0o666);
  const set = site.instance();
  assertEquals(set?.broken.map(({ path }) => path), [path]);
});

test("takes settings from the instance first", (site) => {
  site.host("10-a");
  site.host("20-b");
  const conf = site.host("10-a.conf", "a = 1\n", 0o644);
  const shared = site.host("20-b.conf", "a = 1\n", 0o600);
  const own = site.own("10-a.conf", "a = 2\n", 0o644);
  const confs = (set: PluginSet | undefined) =>
    set?.plugins.map(({ conf }) => conf);
  assertEquals(confs(site.primary()), [conf, shared]);
  assertEquals(confs(site.instance()), [own, shared]);
});

test("reads the host's directory once, and the instance's again when told", (site) => {
  const directories = site.open();
  const instance = site.secondary();
  assertEquals(directories.of(instance), undefined);
  site.host("10-a");
  site.own("20-b");
  assertEquals(directories.of(instance), undefined);
  assertEquals(idsIn(directories.again(instance)), ["20-b"]);
  assertEquals(idsIn(directories.of(instance)), ["20-b"]);
});

test("does not look into subdirectories", (site) => {
  site.host("lib/10-a");
  site.host("10-b/10-c");
  assertEquals(site.primary(), { plugins: [], broken: [], unused: [] });
});

test("notes what is switched off, and what has no plugin's name", (site) => {
  const disabled = site.host("10-a.disabled");
  const odd = site.host("notes");
  site.host("10-a~");
  site.host("README.md");
  assertEquals(site.primary(), {
    plugins: [],
    broken: [],
    unused: [
      { path: disabled, why: "disabled" },
      { path: odd, why: "name" },
    ],
  });
});

test("reads the declaration of a binary from its .meta", (site) => {
  site.host("10-a", "\x7fELF\0\0");
  site.host("10-a.meta", "@postmulti-plugin 1 on=post:stop\n", 0o644);
  const events = site.primary()?.plugins[0]?.declaration.events;
  assertEquals(events, [{ phase: "post", op: "stop" }]);
});

test("prefers the .meta to the file itself", (site) => {
  site.host("10-a.sh");
  site.host("10-a.meta", "@postmulti-plugin 1 on=post:stop\n", 0o644);
  const events = site.primary()?.plugins[0]?.declaration.events;
  assertEquals(events, [{ phase: "post", op: "stop" }]);
});

const BREAKERS: readonly (readonly [
  title: string,
  spoil: (site: Site, path: string) => string | undefined,
  reason: RegExp,
  isBelieved: boolean,
])[] = [
  [
    "is not executable",
    (_, path) => {
      Deno.chmodSync(path, 0o644);
      return path;
    },
    /is not executable/,
    true,
  ],
  [
    "has no first line that names an interpreter",
    (_, path) => {
      const text = Deno.readTextFileSync(path);
      Deno.writeTextFileSync(path, `\n${text}`);
      return path;
    },
    /begins neither like a script nor like a program/,
    true,
  ],
  [
    "can be written by its group",
    (_, path) => {
      Deno.chmodSync(path, 0o775);
      return path;
    },
    /can be written by others/,
    false,
  ],
  [
    "can be written by all",
    (_, path) => {
      Deno.chmodSync(path, 0o757);
      return path;
    },
    /can be written by others/,
    false,
  ],
  [
    "is set-user-ID",
    (_, path) => {
      Deno.chmodSync(path, 0o4755);
      return path;
    },
    /set-user-ID/,
    false,
  ],
  [
    "belongs to somebody else",
    (_, path) => {
      Deno.chownSync(path, 8, 8);
      return path;
    },
    /belongs to user 8/,
    false,
  ],
  [
    "is a symbolic link",
    ({ temp }, path) => {
      Deno.renameSync(path, `${temp.path}/elsewhere`);
      Deno.symlinkSync(`${temp.path}/elsewhere`, path);
      return path;
    },
    /is a symbolic link/,
    false,
  ],
  [
    "is a FIFO",
    (_, path) => {
      Deno.removeSync(path);
      new Deno.Command("mkfifo", { args: [path] }).outputSync();
      return path;
    },
    /is a FIFO/,
    false,
  ],
  [
    "has no declaration",
    (_, path) => {
      Deno.writeTextFileSync(path, "#!/bin/sh\n");
      return path;
    },
    /has no @postmulti-plugin line/,
    false,
  ],
  ["has a twin", (site) => site.host("10-a.sh"), /has the same id/, true],
  [
    "has a twin that cannot be believed",
    (site) => site.host("10-a.sh", "#!/bin/sh\n"),
    /has the same id/,
    false,
  ],
  [
    "has settings that others can write",
    (site) => site.host("10-a.conf", "", 0o666),
    /can be written by others/,
    true,
  ],
  [
    "has settings that are a link",
    ({ temp }) => {
      const conf = `${temp.path}/G/postmulti.d/10-a.conf`;
      Deno.symlinkSync("/etc/hostname", conf);
      return conf;
    },
    /is a symbolic link/,
    true,
  ],
  [
    "has a .meta that others can write",
    (site) => site.host("10-a.meta", SHELL, 0o666),
    /can be written by others/,
    false,
  ],
  [
    "has a .meta without a declaration",
    (site) => site.host("10-a.meta", "\n", 0o644),
    /has no @postmulti-plugin line/,
    false,
  ],
];

for (const [title, spoil, reason, isBelieved] of BREAKERS) {
  test(`takes a plugin for broken that ${title}`, (site) => {
    const wrong = spoil(site, site.host("10-a"));
    const set = site.primary();
    assertEquals(idsIn(set), []);
    assertEquals(set?.broken.map(({ path, id }) => [path, id]), [
      [wrong, "10-a"],
    ]);
    assertMatch(set?.broken[0]?.reason ?? "", reason);
    assertEquals(set?.broken[0]?.declaration !== undefined, isBelieved);
  });
}

test("takes all for broken when something in a subdirectory is wrong", (site) => {
  site.host("10-a.sh");
  site.host("20-b.ts", MODULE, 0o644);
  site.host("30-c.js", MODULE, 0o644);
  const part = site.host("lib/deep/part.ts", "", 0o666);
  const set = site.primary();
  assertEquals(idsIn(set), []);
  assertEquals(set?.broken.map(({ id, path }) => [id, path]), [
    ["10-a", part],
    ["20-b", part],
    ["30-c", part],
  ]);
});

test("takes scripts for broken when a file beside them is wrong that is no plugin", (site) => {
  site.host("10-a.sh");
  const part = site.host("functions_", "", 0o666);
  const set = site.primary();
  assertEquals(set?.broken.map(({ id, path }) => [id, path]), [["10-a", part]]);
});

test("takes modules alone for broken when a plugin beside them is wrong", (site) => {
  site.host("10-a.sh");
  const other = site.host("15-other.sh", SHELL, 0o777);
  site.host("20-b.ts", MODULE, 0o644);
  const set = site.primary();
  assertEquals(idsIn(set), ["10-a"]);
  assertEquals(set?.broken.map(({ id, path }) => [id, path]), [
    ["15-other", other],
    ["20-b", other],
  ]);
});

/** What a module imports, and what is wrong with that. */
const IMPORTED:
  readonly (readonly [text: string, reason: RegExp | undefined])[] = [
    ['import "./lib/part.ts";', undefined],
    ['import "node:path";', undefined],
    ['import type { A } from "/tmp/a.ts";', undefined],
    [
      'import "../elsewhere.ts";',
      /imports \.\.\/elsewhere\.ts, which is not in/,
    ],
    ['import "/tmp/a.ts";', /imports \/tmp\/a\.ts, which is not in/],
    ['await import("file:///tmp/a.ts");', /imports file:\/\/\/tmp\/a\.ts/],
    ['export * from "./lib/../../a.ts";', /imports \.\/lib\/\.\.\/\.\.\/a\.ts/],
    ['import x from "data:text/javascript,export default 1";', /imports data:/],
    ['import "./lib/leaves.ts";', /imports \/etc\/a\.ts, which is not in/],
    ['import "./lib/%2e%2e/%2e%2e/a.ts";', /imports \.\/lib\/%2e/],
  ];

for (const [text, reason] of IMPORTED) {
  test(`judges the import in ${text}`, (site) => {
    site.host("10-a.ts", `${MODULE}${text}\n`, 0o644);
    site.host("20-b.sh");
    site.host("lib/part.ts", 'import "./more.ts";', 0o644);
    site.host(
      "lib/leaves.ts",
      'import "./part.ts"; import "/etc/a.ts";',
      0o644,
    );
    const set = site.primary();
    assertEquals(idsIn(set).includes("20-b"), true);
    assertEquals(set?.broken.length, reason === undefined ? 0 : 1);
    if (reason !== undefined) assertMatch(set?.broken[0]?.reason ?? "", reason);
  });
}

/** First lines, and what is wrong with them. */
const INTERPRETERS: readonly (readonly [
  line: (site: Site) => string,
  reason: RegExp | undefined,
])[] = [
  [() => "#!/bin/sh", undefined],
  [() => "#! /usr/bin/env sh", undefined],
  [() => "#!sh", /names an interpreter without a directory: "sh"/],
  [() => "#!", /names an interpreter without a directory: ""/],
  [() => "#!/nonexistent/sh", /\/nonexistent cannot be looked at/],
  [({ temp }) => `#!${temp.path}/own`, undefined],
  [({ temp }) => `#!${temp.path}/link`, undefined],
  [({ temp }) => `#!${temp.path}/theirs`, /\/theirs belongs to user 8/],
  [({ temp }) => `#!${temp.path}/open`, /\/open can be written by others/],
  [({ temp }) => `#!${temp.path}/to-theirs`, /\/theirs belongs to user 8/],
  [({ temp }) => `#!${temp.path}/anybody/link`, /\/anybody can be written/],
  [({ temp }) => `#!${temp.path}/by-anybody`, /\/anybody can be written/],
  [({ temp }) => `#!${temp.path}/round`, /too many symbolic links/],
  [({ temp }) => `#!${temp.path}/script`, /\/theirs belongs to user 8/],
];

for (const [line, reason] of INTERPRETERS) {
  const shown = line({ temp: { path: "DIRECTORY" } } as Site);
  test(`judges the interpreter of ${shown}`, (site) => {
    const { temp } = site;
    const { path } = temp;
    const link = (target: string, name: string) =>
      Deno.symlinkSync(target, `${path}/${name}`);
    for (const name of ["own", "theirs", "open"]) {
      temp.write(name, "\x7fELF", name === "open" ? 0o777 : 0o755);
    }
    Deno.chownSync(`${path}/theirs`, 8, 8);
    temp.makeDirectory("anybody");
    Deno.chmodSync(`${path}/anybody`, 0o777);
    link("../own", "anybody/link");
    link("anybody/../anybody/link", "by-anybody");
    link("./own", "link");
    link(`${path}/theirs`, "to-theirs");
    link("round", "round");
    temp.write("script", `#!${path}/theirs -x\n`, 0o755);
    const text = SHELL.replace(/^#!.*/, line(site));
    site.host("10-a.sh", text);
    const set = site.primary();
    assertEquals(set?.broken.length, reason === undefined ? 0 : 1);
    if (reason !== undefined) assertMatch(set?.broken[0]?.reason ?? "", reason);
  });
}

const DIRECTORIES: readonly (readonly [
  title: string,
  spoil: (site: Site) => void,
  wrong: string,
])[] = [
  ["can be written by others", ({ temp }) => {
    Deno.chmodSync(`${temp.path}/G/postmulti.d`, 0o777);
  }, "G/postmulti.d"],
  ["belongs to somebody else", ({ temp }) => {
    Deno.chownSync(`${temp.path}/G/postmulti.d`, 8, 8);
  }, "G/postmulti.d"],
  ["is a symbolic link", ({ temp }) => {
    Deno.renameSync(`${temp.path}/G/postmulti.d`, `${temp.path}/real`);
    Deno.symlinkSync("../real", `${temp.path}/G/postmulti.d`);
  }, "G/postmulti.d"],
  ["is a file", ({ temp }) => {
    Deno.removeSync(`${temp.path}/G/postmulti.d`, { recursive: true });
    temp.write("G/postmulti.d");
  }, "G/postmulti.d"],
  ["is below a directory that others can write", ({ temp }) => {
    Deno.chmodSync(`${temp.path}/G`, 0o777);
  }, "G"],
];

for (const [title, spoil, wrong] of DIRECTORIES) {
  test(`believes nothing of a directory that ${title}`, (site) => {
    site.host("10-a");
    site.own("20-b");
    spoil(site);
    for (const set of [site.primary(), site.instance()]) {
      assertEquals(set?.broken.map(({ path }) => path), [
        `${site.temp.path}/${wrong}`,
      ]);
      assertEquals(set?.broken[0]?.declaration, undefined);
    }
    assertEquals(idsIn(site.instance()), ["20-b"]);
  });
}

test("tells of both directories when both cannot be believed", (site) => {
  site.host("10-a");
  site.own("10-a");
  for (const name of ["G", "I"]) {
    Deno.chmodSync(`${site.temp.path}/${name}/postmulti.d`, 0o775);
  }
  assertEquals(site.instance()?.broken.map(({ path }) => path), [
    `${site.temp.path}/G/postmulti.d`,
    `${site.temp.path}/I/postmulti.d`,
  ]);
});
