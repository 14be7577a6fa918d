import { assertThrows } from "@std/assert";
import { madeContext, madeRequest } from "../../tests/unit/made_context.ts";
import {
  madeDamage,
  madeList,
  madePrimary,
  madeSecondary,
} from "../../tests/unit/made_instance.ts";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import { checkNewClaims, refuseListed } from "./new_claims.ts";

const A = madeSecondary("postfix-a", { configDirectory: "/etc/postfix-a/" });
const REQUEST = madeRequest("create");
const CONTEXT = madeContext(REQUEST, { list: madeList(madePrimary(), A) });
const DAMAGED = madeContext(REQUEST, {
  list: madeList(madePrimary(), madeDamage("/etc/postfix-x")),
});

for (
  const [directory, title] of [
    ["/etc/postfix", "/etc/postfix"],
    ["/etc/postfix-a", "postfix-a"],
    ["/etc/postfix-x", "/etc/postfix-x (damaged)"],
  ] as const
) {
  Deno.test(`refuseListed() refuses ${directory}, which is listed`, () => {
    const context = title.endsWith("(damaged)") ? DAMAGED : CONTEXT;
    assertThrows(
      () => refuseListed(context, directory),
      FatalError,
      `${directory}: this is the configuration directory of instance ${title}`,
    );
  });
}

Deno.test("refuseListed() accepts a directory that is not listed", () => {
  refuseListed(CONTEXT, "/etc/postfix-b");
});

// None of these directories is there.
const NEW = madeSecondary("postfix-b", {
  configDirectory: "/nonexistent/c",
  queueDirectory: "/nonexistent/q",
  dataDirectory: "/nonexistent/d",
});

const TAKEN = [
  [{ name: "postfix-a" }, "multi_instance_name = postfix-a of instance"],
  [
    { queueDirectory: A.queueDirectory },
    "queue_directory = /var/spool/postfix",
  ],
  [{ dataDirectory: "/var/lib/postfix" }, "data_directory = /var/lib/postfix"],
  [{ dataDirectory: "/usr/sbin" }, "data_directory = /usr/sbin of instance"],
  [{ dataDirectory: NEW.queueDirectory }, "data_directory = /nonexistent/q of"],
] as const;

for (const [change, message] of TAKEN) {
  Deno.test(`checkNewClaims() refuses ${JSON.stringify(change)}`, () => {
    assertThrows(
      () => checkNewClaims(CONTEXT, { ...NEW, ...change }),
      FatalError,
      message,
    );
  });
}

Deno.test("checkNewClaims() accepts what nobody has", () => {
  checkNewClaims(CONTEXT, NEW);
});

Deno.test("checkNewClaims() accepts new directories beside a damaged instance", () => {
  checkNewClaims(DAMAGED, NEW);
});

for (const parameter of ["queueDirectory", "dataDirectory"] as const) {
  Deno.test(`checkNewClaims() refuses an old ${parameter} that may be a damaged instance's`, () => {
    using temp = tempDirectory();
    assertThrows(
      () => checkNewClaims(DAMAGED, { ...NEW, [parameter]: temp.path }),
      FatalError,
      "instance /etc/postfix-x is damaged, so it is unknown whether " +
        `${temp.path} belongs to it`,
    );
  });
}
