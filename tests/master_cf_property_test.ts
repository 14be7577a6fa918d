/**
 * Reading and editing master.cf against the installed postconf(1), on generated
 * files. Run inside scripts/world.sh; main_cf_seeds.ts says how to choose the files.
 *
 * Where a newline is missing at the end of the file, postconf joins the last line
 * and the entry that it writes after it. So it gets files whose last line is ended,
 * but for -M with Postfix 3.10 and later, which ends that line itself.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { fromBytes, toBytes } from "../lib/main_cf/byte_string.ts";
import { editMasterCf } from "../lib/postfix/edit_master_cf.ts";
import { parseMasterCf } from "../lib/postfix/master_cf.ts";
import { changeEntry } from "../lib/postfix/master_layout.ts";
import { askPostconf, asShown, endLastLine, show } from "./main_cf_oracle.ts";
import { forEachSeed } from "./main_cf_seeds.ts";
import {
  makeMasterChange,
  makeMasterEntry,
  makeMasterFile,
} from "./master_cf_generator.ts";

/** Enough to see each kind of entry many times; postconf runs twice for each. */
const CASES = 300;

Deno.test("parseMasterCf() reads generated files as postconf -F and -P do", async () => {
  await forEachSeed(async (random) => {
    const options = { mayRepeat: false, mayAttach: false };
    await checkReading(makeMasterFile(random, options).text);
  }, CASES);
});

Deno.test("parseMasterCf() reads the distribution's own file as postconf does", async () => {
  await checkReading(fromBytes(await Deno.readFile("/etc/postfix/master.cf")));
});

async function checkReading(text: string): Promise<void> {
  const { services, hidden, problems } = parseMasterCf(text);
  assertEquals([hidden, problems], [[], []], show(text));
  const fields = await askPostconf(text, ["-F"], "master.cf");
  assertEquals(fields.code, 0, fields.errors + show(text));
  assertEquals(
    services.flatMap((service) => {
      const { name, type, fields, command } = service;
      const all = { service: name, type, ...fields, command };
      return Object.entries(all).map(([field, value]) =>
        `${name}/${type}/${field} = ${value}`
      );
    }),
    fields.lines.map((line) =>
      line.replace(/(\/command = \S+).*/, "$1").trim()
    ),
    show(text),
  );
  const options = await askPostconf(text, ["-P"], "master.cf");
  assertEquals(
    services.flatMap(({ name, type, options }) =>
      [...options].map(([option, value]) =>
        `${name}/${type}/${option} = ${asShown(value)}`.trim()
      )
    ).sort(),
    options.lines.map((line) => asShown(line)).sort(),
    show(text),
  );
}

Deno.test("editMasterCf() writes the bytes postconf -F, -P, -PX and -M# write", async () => {
  await forEachSeed(async (random) => {
    const { text, services } = makeMasterFile(random, {
      mayRepeat: true,
      mayAttach: true,
    });
    if (services.length === 0) return;
    const { edit, args } = makeMasterChange(random, services);
    const answer = await askPostconf(endLastLine(text), args, "master.cf");
    const what = show(text) + show(args.join(" | ")) + answer.errors;
    assertEquals(answer.code, 0, what);
    const { file, warnings } = editMasterCf(toBytes(text), [edit]);
    assertEquals(endLastLine(fromBytes(file)), answer.file, what);
    const count = services.filter((one) => one === edit.service).length;
    assertEquals(warnings.length, count > 1 ? 1 : 0, what);
  }, CASES);
});

Deno.test("editMasterCf() writes the bytes postconf -M writes", async () => {
  const endsLines = await endsLastLine();
  await forEachSeed(async (random) => {
    const { text, services } = makeMasterFile(random, {
      mayRepeat: true,
      mayAttach: true,
    });
    const service = services.length > 0 && random.chance(60)
      ? random.pick(services)
      : "new/unix";
    const line = makeMasterEntry(random, service);
    const lines = changeEntry(line, { fields: [], options: [] }) ?? "";
    const answer = await askPostconf(
      endsLines ? text : endLastLine(text),
      ["-M", `${service}=${line}`],
      "master.cf",
    );
    const what = show(text) + show(line) + answer.errors;
    assertEquals(answer.code, 0, what);
    const edit = { kind: "set", service, lines } as const;
    const { file } = editMasterCf(toBytes(text), [edit]);
    assertEquals(endLastLine(fromBytes(file)), answer.file, what);
  }, CASES);
});

/** Whether this postconf ends the last line of a file before it appends to it. */
async function endsLastLine(): Promise<boolean> {
  const { file } = await askPostconf(
    "#",
    ["-M", "a/unix=a unix - - n - - b"],
    "master.cf",
  );
  return file.startsWith("#\n");
}
