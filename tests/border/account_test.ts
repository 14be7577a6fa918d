import { assertEquals } from "@std/assert";
import { type Account, drawAccount } from "./account.ts";
import { type Delivery, readDelivery, writeMessage } from "./message.ts";

const SENT = new Map(
  [
    ["outside-1", "outside"],
    ["outside-2", "outside"],
    ["local-1", "local"],
  ] as const,
);

function arrived(id: string, changes: Partial<Delivery> = {}): Delivery {
  const filtered = id.startsWith("outside");
  return { id, filtered, whole: true, parameters: "", ...changes };
}

const ALL = [arrived("outside-1"), arrived("outside-2"), arrived("local-1")];

const CLEAN: Account = {
  lost: [],
  repeated: [],
  unfiltered: [],
  filtered: [],
  damaged: [],
  unknown: [],
};

const CASES: readonly [string, readonly Delivery[], Partial<Account>][] = [
  ["finds nothing when all has arrived", ALL, {}],
  ["leaves mail without an id out", [...ALL, arrived("")], {}],
  ["names what is lost", ALL.slice(1), { lost: ["outside-1"] }],
  ["names what has come twice", [...ALL, ...ALL.slice(2)], {
    repeated: ["local-1"],
  }],
  ["names mail from outside that was not filtered", [
    arrived("outside-1", { filtered: false }),
    ...ALL.slice(1),
  ], { unfiltered: ["outside-1"] }],
  ["names mail from here that was filtered", [
    ...ALL.slice(0, 2),
    arrived("local-1", { filtered: true }),
  ], { filtered: ["local-1"] }],
  ["names what is damaged", [
    arrived("outside-1", { whole: false }),
    ...ALL.slice(1),
  ], { damaged: ["outside-1"] }],
  ["names what nobody has sent", [...ALL, arrived("local-7")], {
    unknown: ["local-7"],
  }],
];

for (const [title, delivered, expected] of CASES) {
  Deno.test(`drawAccount() ${title}`, () => {
    assertEquals(drawAccount(SENT, delivered), { ...CLEAN, ...expected });
  });
}

const SINK = "X-Client-Addr: 192.0.2.1\nX-Mail-Args: <a@b> BODY=8BITMIME\n" +
  "X-Rcpt-Args: <c@d> NOTIFY=NEVER\nReceived: from x\n";

const DUMPS: readonly [string, string, Partial<Delivery>][] = [
  ["reads a message with the parameters of its envelope", "", {
    parameters:
      "X-Mail-Args: <a@b> BODY=8BITMIME\nX-Rcpt-Args: <c@d> NOTIFY=NEVER",
  }],
  ["sees the header of the filter", "X-Filtered: x\n", { filtered: true }],
];

for (const [title, header, expected] of DUMPS) {
  Deno.test(`readDelivery() ${title}`, () => {
    const dump = `${SINK}${header}${writeMessage("outside-12")}\n`;
    const { id, filtered, whole, parameters } = readDelivery(dump);
    assertEquals([id, whole], ["outside-12", true]);
    assertEquals(filtered, expected.filtered ?? false);
    assertEquals(parameters, expected.parameters ?? parameters);
  });
}

for (
  const [title, from, to] of [
    ["a letter", "Grüße", "Gr??e"],
    ["a dot", "\n..two", "\n.two"],
    ["the end", "space \n", ""],
  ] as const
) {
  Deno.test(`readDelivery() misses ${title}`, () => {
    const dump = `${SINK}${writeMessage("local-3").replace(from, to)}`;
    assertEquals(readDelivery(dump).whole, false);
  });
}

Deno.test("readDelivery() takes other mail for what it is", () => {
  assertEquals(readDelivery(`${SINK}Subject: test\n\nhello\n`).id, "");
});
