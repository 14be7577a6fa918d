import { assert, assertEquals } from "@std/assert";
import { distributionUnitOf } from "./distribution_drop_ins.ts";
import { dropIns, hasUnit } from "./drop_ins.ts";
import type { DistributionUnits, UnitInstance } from "./unit_list.ts";

function made(change: Partial<UnitInstance>): UnitInstance {
  return {
    configDirectory: "/etc/postfix-out",
    name: "postfix-out",
    group: "mta",
    isPrimary: false,
    isStarted: true,
    queueDirectory: "/var/spool/postfix-out",
    ...change,
  };
}

const PRIMARY = made({
  configDirectory: "/etc/postfix",
  name: "",
  group: "",
  isPrimary: true,
  queueDirectory: "/var/spool/postfix",
});
const OUT = made({});
const OFF = made({
  configDirectory: "/etc/postfix-off",
  name: "postfix-off",
  isStarted: false,
});
const ELSEWHERE = made({
  configDirectory: "/srv/50%",
  name: "",
  group: "",
  queueDirectory: "/srv/queue 50%",
});

const DEBIAN_12: DistributionUnits = { hasService: true, naming: "name" };
const DEBIAN_13: DistributionUnits = { hasService: true, naming: "directory" };

function textOf(unit: string, distribution: DistributionUnits): string {
  const files = dropIns([PRIMARY, OUT, OFF, ELSEWHERE], distribution);
  const path = `${unit}.d/50-postmulti.conf`;
  return files.find((file) => file.path === path)?.text ?? "";
}

Deno.test("dropIns() orders each unit after all before it", () => {
  const text = textOf("postmulti@srv-50\\x25.service", DEBIAN_13);
  assertEquals(text.match(/^After=.*$/gm), [
    "After=postmulti@etc-postfix.service",
    "After=postmulti@etc-postfix\\x2dout.service",
    "After=postmulti@etc-postfix\\x2doff.service",
  ]);
});

Deno.test("dropIns() writes a percent sign as systemd wants it", () => {
  const text = textOf("postmulti@srv-50\\x25.service", DEBIAN_13);
  assert(text.includes("PIDFile=/srv/queue 50%%/pid/master.pid\n"), text);
  assert(text.includes("Description=Postfix instance in /srv/50%%\n"), text);
});

Deno.test("dropIns() has the target want enabled instances and their groups", () => {
  assertEquals(
    textOf("postmulti.target", DEBIAN_13),
    `[Unit]
Wants=postmulti@etc-postfix.service
Wants=postmulti@etc-postfix\\x2dout.service
Wants=postmulti@srv-50\\x25.service
Wants=postmulti-group@mta.target
`,
  );
  assertEquals(
    textOf("postmulti-group@mta.target", DEBIAN_13),
    "[Unit]\nWants=postmulti@etc-postfix\\x2dout.service\n",
  );
});

Deno.test("dropIns() starts a damaged instance, so that it fails", () => {
  const damaged = made({ queueDirectory: undefined });
  const [, file] = dropIns([PRIMARY, damaged], DEBIAN_13);
  assert(!file?.text.includes("PIDFile"));
  assert(file?.text.includes("Description="));
});

Deno.test("dropIns() has the target wanted at boot without a postfix.service", () => {
  const none = { hasService: false, naming: undefined };
  assertEquals(
    textOf("multi-user.target", none),
    "[Unit]\nWants=postmulti.target\n",
  );
  assertEquals(textOf("postfix.service", none), "");
});

const FOLLOWERS = [
  ["the primary on Debian 12", PRIMARY, DEBIAN_12, "postfix@-.service"],
  ["a name on Debian 12", OUT, DEBIAN_12, "postfix@postfix-out.service"],
  ["no name on Debian 12", ELSEWHERE, DEBIAN_12, undefined],
  ["the primary on Debian 13", PRIMARY, DEBIAN_13, undefined],
  ["/etc/postfix-out on Debian 13", OUT, DEBIAN_13, "postfix@out.service"],
  ["another place on Debian 13", ELSEWHERE, DEBIAN_13, undefined],
] as const;

for (const [what, instance, { naming }, expected] of FOLLOWERS) {
  Deno.test(`distributionUnitOf() for ${what}`, () => {
    assertEquals(distributionUnitOf(instance, naming), expected);
  });
}

Deno.test("dropIns() has the distribution's unit follow an enabled instance only", () => {
  const enabled = textOf("postfix@out.service", DEBIAN_13);
  assert(
    enabled.includes("Requires=postmulti@etc-postfix\\x2dout.service\n"),
    enabled,
  );
  const disabled = textOf("postfix@off.service", DEBIAN_13);
  assert(!disabled.includes("Requires="), disabled);
  assert(disabled.includes("ConditionPathExists=!/etc/postfix-off\n"));
});

Deno.test("dropIns() keeps Debian 12 from starting a unit for no name", () => {
  const unit = "postfix@postfix.service";
  assertEquals(
    textOf(unit, DEBIAN_12),
    "[Unit]\nConditionPathExists=!/srv/50%%\n",
  );
  assertEquals(textOf(unit, DEBIAN_13), "");
});

Deno.test("dropIns() leaves out an instance whose unit would have too long a name", () => {
  const long = made({ configDirectory: `/${"a".repeat(300)}` });
  assert(!hasUnit(long));
  assertEquals(
    dropIns([PRIMARY, long], DEBIAN_13),
    dropIns([PRIMARY], DEBIAN_13),
  );
});
