/**
 * Services of documents: `--apply` writes what postconf(1) writes, `--export`
 * says what Postfix runs. Runs the compiled program in a throwaway world.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { runInWorld } from "./world/run_in_world.ts";
import { write } from "./world/write_bytes.ts";

/** An entry with comments between its lines and after it. */
const COMMENTED = `# head
smtp      inet  n       -       y       -       -       smtpd
  -o smtpd_tls_security_level=may
# about the next line
  -o mynetworks=127.0.0.1
  -o { smtpd_banner = a  b }

# about pickup
pickup    unix  n       -       y       60      1       pickup
`;

const CRLF = COMMENTED.replaceAll("\n", "\r\n");

const TWICE = `smtp inet n - y - - smtpd -o mynetworks=127.0.0.1
pickup unix n - y 60 1 pickup
smtp inet n - y - - smtpd
  -o mynetworks=127.0.0.2 -v
`;

/** A change of a document, and the commands of postconf that make it. */
const CHANGES: readonly (readonly [
  what: string,
  services: unknown,
  commands: readonly string[],
])[] = [
  [
    "an option changes",
    { "smtp/inet": { options: { mynetworks: "192.0.2.0/24" } } },
    ["-P smtp/inet/mynetworks=192.0.2.0/24"],
  ],
  [
    "an option is new",
    { "smtp/inet": { options: { content_filter: "" } } },
    ["-P smtp/inet/content_filter="],
  ],
  [
    "an option goes",
    { "smtp/inet": { options: { mynetworks: null } } },
    ["-PX smtp/inet/mynetworks"],
  ],
  [
    "fields change",
    { "smtp/inet": { chroot: "n", process_limit: 7 } },
    ["-F smtp/inet/chroot=n smtp/inet/process_limit=7"],
  ],
  [
    "a service is replaced",
    { "smtp/inet": { command: "postscreen", process_limit: 1 } },
    ["-M 'smtp/inet=smtp inet n - - - 1 postscreen'"],
  ],
  [
    "a service is new",
    {
      "new/unix": {
        command: "pipe",
        args: ["flags=DRhu", "user=vmail", "argv=/usr/bin/x", "${sender}"],
      },
    },
    [
      "-M 'new/unix=new unix - - - - - pipe flags=DRhu user=vmail " +
      "argv=/usr/bin/x ${sender}'",
    ],
  ],
  ["a service is turned off", { "smtp/inet": null }, ["-M# smtp/inet"]],
];

const FILES = [
  ["with comments within", COMMENTED],
  ["with CRLF", CRLF],
  ["with one service twice", TWICE],
] as const;

const CASES = FILES.flatMap(([where, file]) =>
  CHANGES.map(([what, services, commands]) => ({
    title: `${what} in a master.cf ${where}`,
    file,
    services,
    commands,
  }))
);

const compared = runInWorld("ours", {
  setup: "three\n",
  steps: CASES.map(({ file, services, commands }) => {
    const document = {
      schema: 1,
      instances: [{ name: "postfix-in", master_cf: services }],
    };
    return `${write("/etc/postfix-in/master.cf", file)}
${write("/etc/postfix-out/master.cf", file)}
touch -d '2 days ago' /etc/postfix-*/master.cf
${
      commands.map((command) => `postconf -c /etc/postfix-out ${command}`)
        .join("\n")
    }
${write("/run/document.json", JSON.stringify(document))}
postmulti --apply /run/document.json > $WORLD/out || exit
diff /etc/postfix-out/master.cf /etc/postfix-in/master.cf || exit
postmulti --apply /run/document.json --dry-run`;
  }),
});
compared.catch(() => {});

for (const [index, { title }] of CASES.entries()) {
  Deno.test(`--apply writes what postconf writes when ${title}`, async () => {
    const step = (await compared).steps[index];
    assertEquals(
      [step?.status, step?.stdout],
      [0, "nothing to do\n"],
      step?.stderr,
    );
  });
}

/** Shell text that shows the banner of a server on a port of the loopback. */
const BANNER = `banner() {
    timeout 10 bash -c 'exec 3<> /dev/tcp/127.0.0.1/2601; read -r line <&3
        echo "$line"; echo QUIT >&3' | tr -d '\\r'
}
`;

Deno.test("of two entries for one service, --export says the one that runs", async () => {
  const { steps } = await runInWorld("ours", {
    setup: `three
cat >> /etc/postfix-in/master.cf <<'END'
127.0.0.1:2601 inet n - n - - smtpd -o smtpd_banner=FIRST
127.0.0.1:2601 inet n - n - - smtpd -o smtpd_banner=SECOND
half a line
END
cat > $WORLD/banner <<'END'
${BANNER}
END
touch -d '2 days ago' /etc/postfix-in/master.cf
postconf -c /etc/postfix-in -X master_service_disable
postconf -c /etc/postfix-in -M# smtp/inet`,
    steps: [
      "postmulti --export",
      // master(8) does not start with half a line.
      "sed -i '/^half/d' /etc/postfix-in/master.cf; . $WORLD/banner; " +
      "postfix -c /etc/postfix-in start > /dev/null 2>&1 && banner; " +
      "postfix -c /etc/postfix-in stop > /dev/null 2>&1",
    ],
  });
  const [exported, running] = steps;
  assertEquals(running?.stdout, "220 SECOND\n", running?.stderr);
  const { instances } = JSON.parse(exported?.stdout ?? "");
  const { master_cf } = instances.find((one: { name: string | null }) =>
    one.name === "postfix-in"
  );
  assertEquals(master_cf["127.0.0.1:2601/inet"].options, {
    smtpd_banner: "SECOND",
  });
  assertEquals(exported?.status, 1);
  const lines = exported?.stderr.split("\n") ?? [];
  assert(
    lines.some((line) =>
      /^postmulti: warning: \/etc\/postfix-in\/master\.cf, line \d+ is left out: Postfix uses the entry for 127\.0\.0\.1:2601\/inet in line \d+ instead$/
        .test(line)
    ),
    exported?.stderr,
  );
  assert(
    lines.some((line) =>
      /line \d+ is left out: 3 fields where 8 belong$/.test(line)
    ),
    exported?.stderr,
  );
});

Deno.test("--export of a primary makes the same primary elsewhere", async () => {
  const { steps } = await runInWorld("ours", {
    setup: `cp /etc/postfix/master.cf /etc/postfix/main.cf $WORLD
# Another primary of the same distribution, with less in its files.
postconf -M# smtp/inet; postconf -MX qmgr/unix; postconf -X biff
printf 'qmgr fifo n - n 300 1 qmgr\\n127.0.0.1:2525 inet n - n - - smtpd\\n' \\
    >> /etc/postfix/master.cf
postconf -M > $WORLD/wanted`,
    steps: [
      `postmulti --export > $WORLD/document.json || exit
cp $WORLD/master.cf $WORLD/main.cf /etc/postfix
postmulti --apply $WORLD/document.json > $WORLD/out || exit
postconf -M | sort > $WORLD/found; sort $WORLD/wanted | diff - $WORLD/found`,
    ],
  });
  assertEquals([steps[0]?.status, steps[0]?.stdout], [0, ""], steps[0]?.stderr);
});
