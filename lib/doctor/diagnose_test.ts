import { assertEquals } from "@std/assert";
import {
  changed,
  IN,
  madeFacts,
  OUT,
  PRIMARY,
} from "../../tests/unit/made_facts.ts";
import { diagnose } from "./diagnose.ts";
import type { Facts, Jail, JailHelper } from "./facts.ts";

/** Facts, and the findings: severity, id, instance, line. */
type Row = readonly [title: string, facts: Facts, findings: readonly string[]];

const HELPER: JailHelper = {
  path: "/lib/helper",
  starter: "/etc/init.d/postfix",
  isRunByPostfix: false,
};

const LOG = "maillog_file = /var/log/mail.log";

const WRAPPER = madeFacts().wrapper;
const DAMAGE = {
  configDirectory: "/etc/postfix-n",
  name: undefined,
  group: undefined,
  reason: "/etc/postfix-n/main.cf, line 3: it is damaged: correct it",
  file: "/etc/postfix-n/main.cf",
  line: 3,
  isGone: false,
};

function facts(
  main: Partial<Record<"primary" | "out" | "in", readonly string[]>>,
  master: Partial<Record<"primary" | "out" | "in", readonly string[]>> = {},
): Facts {
  const both = (name: "primary" | "out" | "in") => ({
    main: main[name] ?? [],
    master: master[name] ?? [],
  });
  return madeFacts([
    changed(PRIMARY, both("primary")),
    changed(OUT, both("out")),
    changed(IN, both("in")),
  ]);
}

function wrapped(change: Partial<Facts["wrapper"]>, list?: string[]): Facts {
  return madeFacts(undefined, {
    wrapper: { ...WRAPPER, ...change },
    ...list === undefined ? {} : { list },
  });
}

const NONE = { value: "", program: "", exists: false, isOurs: false };

const ROWS: readonly Row[] = [
  ["nothing in a healthy border mail server", madeFacts(), []],

  ["an unset wrapper", wrapped(NONE), ["error wrapper /etc/postfix 3"]],
  ["no unset wrapper of a lone instance", wrapped(NONE, []), []],
  ["a wrapper that is gone", wrapped({ exists: false, isOurs: false }), [
    "error wrapper /etc/postfix 3",
  ]],
  [
    "a wrapper that is gone before there is a second instance",
    wrapped({ exists: false, isOurs: false }, []),
    ["warning wrapper /etc/postfix 3"],
  ],
  ["another program as wrapper", wrapped({ isOurs: false }), [
    "warning wrapper /etc/postfix 3",
  ]],
  [
    "no other wrapper of a lone instance",
    wrapped({ isOurs: false }, []),
    [],
  ],

  ["a damaged instance", madeFacts(undefined, { damaged: [DAMAGE] }), [
    "error damaged-instance /etc/postfix-n 3",
  ]],
  [
    "a damaged instance by its name",
    madeFacts(undefined, { damaged: [{ ...DAMAGE, name: "postfix-n" }] }),
    ["error damaged-instance postfix-n 3"],
  ],
  [
    "a listed instance that is gone",
    madeFacts(undefined, { damaged: [{ ...DAMAGE, isGone: true }] }),
    ["error missing-instance /etc/postfix-n 3"],
  ],
  ["a line of master.cf that is no service", facts({}, { in: ["pickup"] }), [
    "error damaged-instance postfix-in 3",
  ]],

  [
    "two instances of one name",
    facts({ in: ["multi_instance_name = postfix-out", "syslog_name = x"] }),
    ["error same-name postfix-out 9"],
  ],

  [
    "a shared queue directory",
    facts({ in: ["queue_directory = /var/spool/postfix-out/"] }),
    ["error shared-directory postfix-in 9"],
  ],
  [
    "a data directory in another's queue",
    facts({ in: ["data_directory = /var/spool/postfix/data"] }),
    ["warning shared-directory postfix-in 9"],
  ],
  [
    "a queue directory around another's",
    facts({ in: ["queue_directory = /var/spool"] }),
    [
      "warning shared-directory postfix-in 9",
      "warning shared-directory postfix-in 9",
    ],
  ],
  [
    "a queue directory in its own data directory",
    facts({ in: ["queue_directory = /var/lib/postfix-in/queue"] }),
    ["warning shared-directory postfix-in 4"],
  ],
  [
    "a data directory that holds the daemons",
    facts({ in: ["data_directory = /usr/lib/postfix/sbin"] }),
    [
      "warning shared-directory postfix-in 9",
      "error shared-directory postfix-in 9",
    ].toReversed(),
  ],
  [
    "no directory whose name begins like another's",
    facts({ in: ["data_directory = /var/spool/postfix-out2"] }),
    [],
  ],

  [
    "two services on every address",
    facts({ out: ["inet_interfaces = all"] }, {
      out: ["25 inet n - n - - smtpd"],
    }),
    ["error same-endpoint postfix-in 1"],
  ],
  [
    "one address among all of them",
    facts({}, { out: ["127.0.0.1:smtp inet n - n - - smtpd"] }),
    ["error same-endpoint postfix-in 1"],
  ],
  [
    "localhost and the loopback interfaces",
    facts({}, {
      out: ["10028 inet n - n - - smtpd"],
      in: ["localhost:10028 inet n - n - - smtpd"],
    }),
    ["error same-endpoint postfix-in 3"],
  ],
  [
    "no clash of different addresses",
    facts({ in: ["inet_interfaces = 192.0.2.1"] }, {
      out: ["192.0.2.2:25 inet n - n - - smtpd"],
    }),
    [],
  ],
  [
    "no clash of IPv4 and IPv6",
    facts({ in: ["inet_protocols = ipv4"] }, {
      out: ["[::1]:25 inet n - n - - smtpd"],
    }),
    [],
  ],
  [
    "no clash with a service that is turned off",
    facts({ out: ["master_service_disable = 127.0.0.1:25/inet"] }, {
      out: ["127.0.0.1:25 inet n - n - - smtpd"],
    }),
    [],
  ],
  [
    "no clash with an instance that is not enabled",
    facts({ out: ["multi_instance_enable = no"] }, {
      out: ["25 inet n - n - - smtpd"],
    }),
    [],
  ],

  [
    "the receiver's name in the sender, on port 25",
    facts({ out: ["relayhost = [127.0.0.1]", "myhostname = MX1.example.com"] }),
    ["error same-hostname postfix-in 7"],
  ],
  [
    "the sender's name, when the primary is sent to",
    facts({
      primary: [
        "inet_interfaces = 127.0.0.1",
        "myhostname = mx1.example.com",
        "master_service_disable =",
      ],
      in: [
        "default_transport = smtp:[127.0.0.1]",
        "inet_interfaces = 192.0.2.1",
      ],
    }),
    ["error same-hostname postfix-in 7"],
  ],
  [
    "no equal names on another port",
    facts({ out: ["myhostname = mx1.example.com"] }, {
      in: ["127.0.0.1:10030 inet n - n - - smtpd"],
    }),
    [],
  ],
  [
    "no equal names when the service goes by another",
    facts(
      { out: ["relayhost = [127.0.0.1]", "myhostname = mx1.example.com"] },
      {
        out: ["smtp unix - - n - - smtp -o myhostname=other.example.com"],
      },
    ),
    [],
  ],
  [
    "no equal names by LMTP",
    facts({
      out: [
        "default_transport = lmtp:[127.0.0.1]:25",
        "myhostname = mx1.example.com",
      ],
    }),
    [],
  ],

  ["equal names in the log", facts({ in: ["syslog_name = postfix"] }), [
    "warning same-syslog-name postfix-in 9",
  ]],
  [
    "equal names in the log by default",
    facts({ in: ["multi_instance_name ="] }),
    ["warning same-syslog-name /etc/postfix-in ?"],
  ],

  [
    "a filter that sends to an instance started later",
    madeFacts([PRIMARY, IN, OUT]),
    ["warning start-order postfix-in 8"],
  ],
  [
    "nothing in what the primary sends to others",
    facts({ primary: ["relayhost = [127.0.0.1]:10026"] }),
    [],
  ],
  [
    "no order for mail that goes round",
    facts({
      out: ["relayhost = [127.0.0.1]:25"],
      in: ["default_transport = smtp:[127.0.0.1]:10026"],
    }),
    [],
  ],
  [
    "no order of instances that are not enabled",
    madeFacts([
      PRIMARY,
      changed(IN, { main: ["multi_instance_enable = no"] }),
      OUT,
    ]),
    [],
  ],

  [
    "a relay host where nobody listens",
    facts({ primary: ["relayhost = [127.0.0.1]:10099"] }),
    ["warning nobody-listens /etc/postfix 8"],
  ],
  [
    "the same place once, whatever leads there",
    facts({
      out: ["relayhost = [192.0.2.1]:10099", "relay_domains = x"],
      in: ["inet_interfaces = 192.0.2.1"],
    }),
    ["warning nobody-listens postfix-out 9"],
  ],
  [
    "a transport to where nobody listens, and no filter could give back",
    facts({ out: ["default_transport = smtp:localhost:10099"] }),
    ["warning nobody-listens postfix-out 9"],
  ],
  [
    "a relay host that is not enabled",
    facts({
      primary: ["relayhost = [127.0.0.1]:10026"],
      out: ["multi_instance_enable = no"],
    }),
    ["warning nobody-listens /etc/postfix 8"],
  ],
  [
    "no relay host where another program listens",
    {
      ...facts({ primary: ["relayhost = [127.0.0.1]:10099"] }),
      listening: [{ host: "*", port: "10099" }],
    },
    [],
  ],
  [
    "no relay host where a service of another kind listens",
    facts({ primary: ["relayhost = [127.0.0.1]:10099"] }, {
      in: ["127.0.0.1:10099 inet n n n - - spawn"],
    }),
    [],
  ],
  [
    "no content filter, whose place is in no main.cf",
    facts({ in: ["content_filter = smtp:[127.0.0.1]:10099"] }),
    [],
  ],
  [
    "no place that is behind LMTP",
    facts({ out: ["default_transport = lmtp:[127.0.0.1]:24"] }),
    [],
  ],
  [
    "no place where an instance may listen that cannot be read",
    madeFacts([
      PRIMARY,
      changed(IN, { main: ["relayhost = [127.0.0.1]:10026"] }),
    ], { list: ["/etc/postfix-out", "/etc/postfix-in"] }),
    [],
  ],

  [
    "services that are still disabled",
    facts({ in: ["master_service_disable = inet"] }),
    ["warning services-disabled postfix-in 9"],
  ],
  [
    "an instance as -e create leaves it, but enabled",
    facts({
      in: ["master_service_disable = inet", "authorized_submit_users ="],
    }),
    [
      "error services-disabled postfix-in 9",
      "error no-submission postfix-in 10",
    ],
  ],
  [
    "nothing in one as -e create leaves it",
    facts({
      in: [
        "master_service_disable = inet",
        "authorized_submit_users =",
        "multi_instance_enable = no",
      ],
    }),
    [],
  ],
  [
    "no disabled services where one is left",
    facts({ in: ["master_service_disable = !smtp/inet, inet"] }, {
      in: ["10030 inet n - n - - smtpd"],
    }),
    [],
  ],
  [
    "a null client that is for nobody",
    facts({ primary: ["authorized_submit_users ="] }),
    [
      "error services-disabled /etc/postfix 5",
      "error no-submission /etc/postfix 8",
    ],
  ],
  [
    "an instance where not even root may submit",
    facts({ in: ["authorized_submit_users ="] }),
    ["note no-submission postfix-in 9"],
  ],

  [
    "an instance that nothing can get into",
    madeFacts([PRIMARY, OUT, {
      ...changed(IN, { main: ["authorized_submit_users ="] }),
      master: ["10030 inet n n n - - spawn", "smtp unix - - n - - smtp"],
    }]),
    ["error no-submission postfix-in 9"],
  ],

  ["an alias table that is not there", aliased(["mydestination = x"]), [
    "error missing-aliases postfix-in 9",
  ]],
  [
    "no alias table of an instance without local recipients",
    aliased(["mydestination = $nosuch"]),
    [],
  ],
  [
    "no alias table where another daemon delivers",
    aliased(["mydestination = x", "local_transport = virtual"]),
    [],
  ],
  [
    "no alias table of an instance that is not enabled",
    aliased(["mydestination = x", "multi_instance_enable = no"]),
    [],
  ],

  [
    "a secondary instance that logs elsewhere",
    facts({ primary: [LOG], out: [LOG] }),
    ["note lost-log postfix-in ?"],
  ],
  [
    "a log that nobody keeps",
    { ...facts({ out: [LOG], in: [LOG] }), hasSyslog: false },
    ["warning lost-log /etc/postfix ?"],
  ],
  [
    "no log of a primary instance that goes to syslog",
    facts({ out: [LOG], in: [LOG] }),
    [],
  ],
  [
    "no log of an instance that is not enabled",
    facts({
      primary: [LOG],
      out: [LOG],
      in: ["multi_instance_enable = no"],
    }),
    [],
  ],

  [
    "many settings that are overridden, where the log can wait for that",
    overridden(3, [LOG]),
    ["warning overridden-settings postfix-in 11"],
  ],
  ["few settings that are overridden", overridden(2, [LOG]), []],
  [
    "many settings that are overridden, and logged to syslog",
    overridden(3),
    [],
  ],
  [
    "many settings that are overridden where nothing starts",
    overridden(3, [LOG, "multi_instance_enable = no"]),
    [],
  ],

  [
    "a jail that nobody prepares",
    madeFacts([PRIMARY, OUT, jailed(["etc/hosts"])]),
    ["error chroot-jail postfix-in 1"],
  ],
  [
    "a jail that only the distribution's start prepares",
    jailedFacts({}),
    ["note chroot-jail postfix-in 1"],
  ],
  [
    "a jail that is needed now, whoever prepares it at the next start",
    jailedFacts({ isRunning: true, hasPlugin: true }),
    ["error chroot-jail postfix-in 1"],
  ],
  [
    "no jail that a plugin prepares",
    jailedFacts({ hasPlugin: true }),
    [],
  ],
  [
    "no jail that postfix(1) prepares",
    jailedFacts({}, { helper: { ...HELPER, isRunByPostfix: true } }),
    [],
  ],
  [
    "a jail that no starter prepares",
    jailedFacts({}, { helper: { ...HELPER, starter: undefined } }),
    ["error chroot-jail postfix-in 1"],
  ],
  [
    "a jail of an instance that the distribution cannot name",
    jailedFacts({}, {
      main: ["multi_instance_name =", "syslog_name = postfix-in"],
    }),
    ["error chroot-jail /etc/postfix-in 1"],
  ],
  ["nothing in a jail that is", madeFacts([PRIMARY, OUT, jailed([])]), []],
  [
    "no jail of an instance that is not enabled",
    madeFacts([
      PRIMARY,
      OUT,
      changed(jailed(["etc/hosts"]), {
        main: ["multi_instance_enable = no"],
      }),
    ]),
    [],
  ],

  [
    "a wrong mode",
    madeFacts([
      PRIMARY,
      OUT,
      changed(IN, {
        seen: {
          wrongFiles: [{
            path: "/var/spool/postfix-in",
            looks: "mode 0777",
            mustBe: "mode 0755",
            below: 0,
          }],
        },
      }),
    ]),
    ["warning permissions postfix-in ?"],
  ],

  ["a temporary file", left("temporary"), ["note leftover postfix-in ?"]],
  ["a journal", left("journal"), ["error leftover postfix-in ?"]],
  ["the lock of a dead action", left("lock"), ["note leftover postfix-in ?"]],

  [
    "an instance that is in no list",
    madeFacts(undefined, {
      unlisted: [{ configDirectory: "/etc/postfix-n", name: "" }],
    }),
    ["note unlisted-instance /etc/postfix-n ?"],
  ],
];

function aliased(main: readonly string[], source?: string): Facts {
  const word = "hash:/etc/aliases";
  const seen = {
    missingAliases: [{ word, file: "/etc/aliases.db", source }],
  };
  const input = changed(IN, {
    main: ["alias_maps = hash:/etc/aliases, nis:x", ...main],
    master: ["local unix - n n - - local", "virtual unix - n n - - virtual"],
    seen,
  });
  return madeFacts([PRIMARY, OUT, input]);
}

function jailed(
  missing: readonly string[],
  change: Partial<Jail> = {},
): typeof IN {
  const [service] = madeFacts([PRIMARY, IN]).instances[1]?.services ?? [];
  return changed(IN, {
    seen: {
      jail: {
        services: service === undefined ? [] : [service],
        directory: "/var/spool/postfix-in",
        missing,
        isRunning: false,
        hasPlugin: false,
        ...change,
      },
    },
  });
}

function jailedFacts(
  jail: Partial<Jail>,
  { main = [], helper = HELPER }: {
    readonly main?: readonly string[];
    readonly helper?: JailHelper;
  } = {},
): Facts {
  const input = changed(jailed(["etc/hosts"], jail), { main });
  return madeFacts([PRIMARY, OUT, input], { jailHelper: helper });
}

/** All three log to the same place, so that nothing else is found. */
function overridden(count: number, main: readonly string[] = []): Facts {
  const log = main.filter((line) => line === LOG);
  const input = changed(IN, {
    main,
    seen: {
      overridden: ["alias_maps", "mydestination", "smtpd_banner"]
        .map((name, at) => ({ name, value: "x $y", line: 11 + at }))
        .slice(0, count),
    },
  });
  return madeFacts([
    changed(PRIMARY, { main: log }),
    changed(OUT, { main: log }),
    input,
  ]);
}

function left(kind: Facts["leftovers"][number]["kind"]): Facts {
  const owner = "/etc/postfix-in";
  return madeFacts(undefined, {
    leftovers: [{ path: `${owner}/file`, owner, kind }],
  });
}

for (const [title, given, findings] of ROWS) {
  Deno.test(`diagnose() finds ${title}`, () => {
    const found = diagnose(given).map(({ severity, id, instance, line }) =>
      `${severity} ${id} ${instance} ${line ?? "?"}`
    );
    assertEquals(found, findings);
  });
}

/** Facts, and the commands that are advised. */
const FIXES: readonly (readonly [string, Facts, readonly string[]])[] = [
  [
    "for one address of a service",
    facts({ out: ["inet_interfaces = all"] }, {
      out: ["25 inet n - n - - smtpd"],
    }),
    ["postmulti -i postfix-in -x postconf -e inet_interfaces=ADDRESS"],
  ],
  [
    "for the place of a service",
    facts({}, {
      in: ["127.0.0.1:10026 inet n - n - - smtpd"],
    }),
    [
      "postmulti -i postfix-in -x postconf -F " +
      "127.0.0.1:10026/inet/service=HOST:PORT",
    ],
  ],
  [
    "with a name like the manual's",
    facts({ out: ["relayhost = [127.0.0.1]", "myhostname = mx1.example.com"] }),
    [
      "postmulti -i postfix-in -x postconf -e " +
      "'myhostname = mx1-in.example.com'",
    ],
  ],
  ["the whole list in its right order", madeFacts([PRIMARY, IN, OUT]), [
    "postmulti -i - -x postconf -e " +
    "'multi_instance_directories = /etc/postfix-out /etc/postfix-in'",
  ]],
  [
    "by postconf alone where postmulti refuses to work",
    facts({ in: ["queue_directory = /var/spool/postfix-out"] }),
    ["postconf -c /etc/postfix-in -e 'queue_directory = DIRECTORY'"],
  ],
  [
    "a name for the log of an instance without a name",
    facts({ in: ["multi_instance_name ="] }),
    [
      "postmulti -i /etc/postfix-in -x postconf -e 'syslog_name = postfix-in'",
    ],
  ],
  [
    "another place for mail that finds nobody",
    facts({ out: ["default_transport = smtp:[127.0.0.1]:10099"] }),
    [
      "postmulti -i postfix-out -x postconf -e " +
      "'default_transport = smtp:[HOST]:PORT'",
    ],
  ],
  [
    "the making of an alias table",
    aliased(["mydestination = x"], "hash:/etc/aliases"),
    ["postmulti -i postfix-in -x postalias hash:/etc/aliases"],
  ],
  [
    "the other alias tables where none can be made",
    aliased(["mydestination = x"]),
    ["postmulti -i postfix-in -x postconf -e 'alias_maps = nis:x'"],
  ],
  [
    "what prepares a jail here",
    madeFacts([PRIMARY, OUT, jailed(["etc/hosts"])]),
    [
      "cd / && cp --parents -L etc/hosts /var/spool/postfix-in",
    ],
  ],
  ["what prepares a jail on Debian", jailedFacts({ isRunning: true }), [
    "postmulti -i postfix-in -x /lib/helper -",
  ]],
  [
    "what prepares a jail where postfix(1) does",
    jailedFacts({ isRunning: true }, {
      helper: { ...HELPER, isRunByPostfix: true },
    }),
    ["postmulti -i postfix-in -p check"],
  ],
  ["each overridden setting but once", overridden(3, [LOG]), [
    "postmulti -i postfix-in -x postconf -X alias_maps mydestination " +
    "smtpd_banner && postmulti -i postfix-in -x postconf -e " +
    "'alias_maps = x $y' 'mydestination = x $y' 'smtpd_banner = x $y'",
  ]],
  ["what prepares a jail before each start", jailedFacts({}), [
    "postmulti --plugins install chroot",
  ]],
];

for (const [title, given, fixes] of FIXES) {
  Deno.test(`diagnose() advises ${title}`, () => {
    assertEquals(diagnose(given).map(({ fix }) => fix), fixes);
  });
}

Deno.test("diagnose() puts findings in start order, and what nobody lists last", () => {
  const given = madeFacts([
    changed(PRIMARY, { main: ["authorized_submit_users ="] }),
    changed(OUT, { main: ["authorized_submit_users ="] }),
    changed(IN, { main: ["syslog_name = postfix"] }),
  ], {
    unlisted: [{ configDirectory: "/etc/postfix-a", name: "postfix-a" }],
  });
  assertEquals(diagnose(given).map(({ instance, id }) => `${instance} ${id}`), [
    "/etc/postfix services-disabled",
    "/etc/postfix no-submission",
    "postfix-out no-submission",
    "postfix-in same-syslog-name",
    "postfix-a unlisted-instance",
  ]);
});
