import { assertEquals } from "@std/assert";
import { madePrimary, madeSecondary } from "../../tests/unit/made_instance.ts";
import type { Instance } from "../registry/instance.ts";
import {
  type FailureMessages,
  failureMessagesOfCommand,
  failureMessagesOfWrapper,
} from "./failure_messages.ts";

const OUT = madeSecondary("postfix-out");

function remarkOf(
  instance: Instance,
  isUnstartedTold: boolean,
): string | undefined {
  const run = { instance, words: ["check"], isUnstarted: true };
  return failureMessagesOfWrapper(run, { isUnstartedTold }).remark;
}

const LOUDNESS:
  readonly (readonly [words: string, how: FailureMessages["exitStatus"]])[] = [
    ["start", "warning"],
    ["check", "warning"],
    ["-v status", "warning"],
    ["status", "notice"],
    ["status more", "notice"],
  ];

for (const [words, how] of LOUDNESS) {
  Deno.test(`failureMessagesOfWrapper() has a ${how} for a failing "${words}"`, () => {
    const run = { instance: OUT, words: words.split(" "), isUnstarted: false };
    assertEquals(failureMessagesOfWrapper(run, { isUnstartedTold: true }), {
      subject: `postfix ${words}`,
      exitStatus: how,
      advice: "see the mail log",
      remark: undefined,
    });
  });
}

const REMEDIES: readonly (readonly [
  title: string,
  instance: Instance,
  remedy: string,
])[] = [
  ["a named one", OUT, "enable -i postfix-out"],
  [
    "one without a name",
    { ...OUT, name: "" },
    "enable -i /etc/postfix-out",
  ],
  ["the primary", madePrimary({ enabled: false }), "init"],
];

for (const [title, instance, remedy] of REMEDIES) {
  Deno.test(`failureMessagesOfWrapper() says how to enable ${title}`, () => {
    assertEquals(
      remarkOf(instance, true),
      "it is disabled, so it was checked instead of started: run " +
        `"postmulti -e ${remedy}" first`,
    );
  });
}

Deno.test("failureMessagesOfWrapper() says nothing of a check where nobody wants it", () => {
  assertEquals(remarkOf(OUT, false), undefined);
});

Deno.test("failureMessagesOfCommand() leaves exit statuses to whoever asks for more", () => {
  assertEquals(failureMessagesOfCommand("/bin/x").exitStatus, "debug");
});
