import { assertEquals, assertThrows } from "@std/assert";
import { FatalError } from "../diag/errors.ts";
import { fromBytes, toBytes } from "../main_cf/byte_string.ts";
import { editMasterCf } from "../postfix/edit_master_cf.ts";
import type { WantedService } from "./document.ts";
import { serviceEdits } from "./services.ts";

const FILE = `smtp      inet  n       -       y       -       -       smtpd
  -o a=b
pickup    unix  n       -       y       60      1       pickup
`;

function service(wanted: Partial<WantedService>): WantedService {
  return {
    place: "doc.json, line 9",
    fields: {},
    command: undefined,
    options: new Map(),
    args: undefined,
    ...wanted,
  };
}

function edited(wanted: [string, WantedService | null][]): string {
  const edits = serviceEdits(toBytes(FILE), new Map(wanted));
  const file = editMasterCf(toBytes(FILE), edits).file;
  assertEquals(serviceEdits(file, new Map(wanted)), []);
  return fromBytes(file);
}

Deno.test("serviceEdits() changes nothing when the service is the same in other words", () => {
  const wanted = service({
    fields: { chroot: "y" },
    command: "smtpd",
    options: new Map([["a", " b "]]),
  });
  assertEquals(edited([["smtp/inet", wanted]]), FILE);
});

Deno.test("serviceEdits() replaces a service that is given with its command", () => {
  assertEquals(
    edited([["smtp/inet", service({ command: "postscreen" })]]),
    FILE.replace(
      /^smtp.*\n.*\n/,
      "smtp       inet  n       -       -       -       -       postscreen\n",
    ),
  );
});

Deno.test("serviceEdits() changes what is named of a service without a command", () => {
  const wanted = service({
    fields: { process_limit: "5" },
    options: new Map([["a", null], ["c", "d e"]]),
  });
  assertEquals(
    edited([["smtp/inet", wanted]]),
    FILE.replace(
      /^smtp.*\n.*\n/,
      "smtp       inet  n       -       y       -       5       smtpd\n" +
        "    -o {c=d e}\n",
    ),
  );
});

Deno.test("serviceEdits() adds a service, and comments another out", () => {
  assertEquals(
    edited([
      [
        "x/unix",
        service({ command: "pipe", args: ["argv=/bin/x", "a b", ""] }),
      ],
      ["pickup/unix", null],
      ["gone/unix", null],
    ]),
    FILE.replace("pickup ", "#pickup ") +
      "x          unix  -       -       -       -       -       pipe " +
      "argv=/bin/x {a b}\n    {}\n",
  );
});

Deno.test("serviceEdits() refuses to change a service that is not there", () => {
  assertThrows(
    () => serviceEdits(toBytes(FILE), new Map([["x/unix", service({})]])),
    FatalError,
    'doc.json, line 9: there is no service x/unix yet: give its "command"',
  );
});
