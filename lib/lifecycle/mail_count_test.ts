import { assertEquals } from "@std/assert";
import {
  type TempDirectory,
  tempDirectory,
} from "../../tests/unit/temp_directory.ts";
import { describeMail } from "./mail_count.ts";

/** What is found, with `@` for the queue directory. */
const CASES: readonly (readonly [
  title: string,
  make: (temp: TempDirectory) => void,
  said: string | undefined,
])[] = [
  ["nothing", () => {}, undefined],
  ["empty queues", (temp) => {
    temp.makeDirectory("maildrop");
    temp.makeDirectory("deferred/A/B");
  }, undefined],
  ["one mail", (temp) => temp.write("maildrop/AB12"), "1 in @/maildrop"],
  ["mail in hash directories", (temp) => {
    temp.write("deferred/A/AB12");
    temp.write("deferred/B/C/BC34");
    temp.write("deferred/D");
  }, "3 in @/deferred"],
  [
    "mail in more than one queue",
    (temp) => {
      for (
        const queue of [
          "maildrop",
          "incoming",
          "active",
          "deferred",
          "hold",
          "corrupt",
          "saved",
        ]
      ) temp.write(`${queue}/AB12`);
    },
    [
      "1 in @/maildrop",
      "1 in @/incoming",
      "1 in @/active",
      "1 in @/deferred",
      "1 in @/hold",
      "1 in @/corrupt",
      "1 in @/saved",
    ].join(", "),
  ],
  ["a link in a queue", (temp) => {
    temp.makeDirectory("hold");
    Deno.symlinkSync("nowhere", `${temp.path}/hold/AB12`);
  }, "1 in @/hold"],
  ["files of any name", (temp) => temp.write("corrupt/.x"), "1 in @/corrupt"],
  ["what is no mail", (temp) => {
    for (const name of ["defer", "bounce", "trace", "flush", "pid"]) {
      temp.write(`${name}/AB12CD`);
    }
  }, undefined],
];

for (const [title, make, said] of CASES) {
  Deno.test(`describeMail() counts ${title}`, () => {
    using temp = tempDirectory();
    make(temp);
    assertEquals(describeMail(temp.path), said?.replaceAll("@", temp.path));
  });
}

Deno.test("describeMail() counts mail in a queue that is on another disk by a link", () => {
  using temp = tempDirectory();
  temp.write("big/AB12");
  temp.makeDirectory("q");
  Deno.symlinkSync("../big", `${temp.path}/q/deferred`);
  assertEquals(
    describeMail(`${temp.path}/q`),
    `1 in ${temp.path}/q/deferred`,
  );
});
