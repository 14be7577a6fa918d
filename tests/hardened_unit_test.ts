/**
 * The program in a unit that is as restricted as those of Debian 13's Postfix: no
 * executable memory, a list of system calls, few capabilities, a small /proc, most
 * of the file system read-only.
 *
 * @module
 */

import { assertEquals, assertStringIncludes } from "@std/assert";
import { runInWorld } from "./world/run_in_world.ts";
import { circumstance, obstacle, SYSTEMD_COMMAND } from "./world/systemd.ts";

/**
 * The runtime asks once whether the processor has memory protection keys. The call
 * may fail, but the process must survive it.
 */
const SYSTEM_CALLS = "@system-service @setuid chroot pkey_alloc";

/** From the distribution's units of Postfix 3.10; the last three are stricter. */
const RESTRICTIONS: readonly string[] = [
  "CapabilityBoundingSet=CAP_NET_BIND_SERVICE CAP_SYS_CHROOT CAP_SETGID " +
  "CAP_SETUID CAP_DAC_OVERRIDE CAP_DAC_READ_SEARCH CAP_CHOWN",
  "LockPersonality=yes",
  "MemoryDenyWriteExecute=yes",
  "ProtectControlGroups=yes",
  "ProtectClock=yes",
  "PrivateDevices=yes",
  "ProtectHostname=yes",
  "ProtectKernelLogs=yes",
  "ProtectKernelModules=yes",
  "ProtectKernelTunables=yes",
  "ProcSubset=pid",
  "ProtectSystem=full",
  "RestrictAddressFamilies=AF_UNIX AF_NETLINK AF_INET AF_INET6",
  "RestrictNamespaces=yes",
  "RestrictRealtime=yes",
  "NoNewPrivileges=yes",
  "RestrictSUIDSGID=yes",
  "PrivateTmp=yes",
  `SystemCallFilter=${SYSTEM_CALLS}`,
];

const SETUP = `initialized
secondary postfix-a mta yes
${SYSTEMD_COMMAND}mkdir -m 755 /etc/postfix/postmulti.d
printf '%s\\n' '// @postmulti-plugin 1 on=pre:exec' \\
    'export default (event: { op: string }): void => {' \\
    '  console.log("module before " + event.op);' \\
    '};' > /etc/postfix/postmulti.d/10-module.ts
cat > /usr/local/sbin/restricted <<'RESTRICTED'
#!/bin/sh
# restricted DIRECTIVE COMMAND: in a unit of its own, with one more directive
cat > /run/systemd/system/restricted.service <<UNIT
[Service]
Type=oneshot
${RESTRICTIONS.join("\n")}
$1
StandardOutput=file:/run/restricted.out
StandardError=file:/run/restricted.err
ExecStart=/bin/sh -c '$2'
UNIT
rm -f /run/restricted.out /run/restricted.err
systemd run systemctl daemon-reload
systemd run systemctl start restricted.service 2> /run/restricted.start
status=$?
cat /run/restricted.out
cat /run/restricted.err /run/restricted.start >&2
exit $status
RESTRICTED
chmod 755 /usr/local/sbin/restricted
systemd prepare
rm /etc/systemd/system/multi-user.target.wants/postfix.service
systemd boot
`;

/** Command lines, and what their output has. */
const RUNS: readonly (readonly [string, string])[] = [
  ["postmulti --version", "postmulti "],
  ["postmulti -l", "/etc/postfix-a"],
  ["postmulti --status", "postfix-a"],
  ["postmulti --map", "postfix-a"],
  ["postmulti --export", `"name": "postfix-a"`],
  ["postmulti --manual", "POSTMULTI(1)"],
  ["postmulti -e create -I postfix-b --dry-run", "postfix-b"],
  ["postmulti -i a -x postconf -h multi_instance_name", "postfix-a"],
  ["postmulti -i a -x true", "module before exec"],
  ["postmulti -i a -p status || true", "instance postfix-a: postfix status"],
];

/** A configuration that is writable, so that life-cycle actions work as well. */
const WRITABLE: readonly (readonly [string, string])[] = [
  ["postmulti -e disable -i a", ""],
  ["postmulti -l", "n         /etc/postfix-a"],
];

Deno.test(`every mode works in a restricted unit: ${circumstance}`, {
  ignore: obstacle !== undefined,
}, async (t) => {
  const inside = RUNS.map(([line]) => `restricted '' '${line}'`);
  const writable = WRITABLE.map(([line]) =>
    `restricted ProtectSystem=yes '${line}'`
  );
  const { steps } = await runInWorld("ours", {
    setup: SETUP,
    steps: [...inside, ...writable],
  });
  for (const [index, [line, words]] of [...RUNS, ...WRITABLE].entries()) {
    await t.step(line, () => {
      const { status, stdout = "", stderr = "" } = steps[index] ?? {};
      assertEquals(status, 0, stderr);
      assertStringIncludes(stdout + stderr, words);
    });
  }
});
