/**
 * The texts of the units and of the generator that are installed. Pure.
 *
 * What depends on the instances is not in here: the generator makes it anew at
 * each boot and each "systemctl daemon-reload", see drop_ins.ts.
 *
 * @module
 */

/** What the texts are made for. */
export interface UnitOptions {
  /** Absolute path of the program that units call. */
  readonly program: string;
  /** Whether that program does without memory that is writable and executable. */
  readonly isJitless: boolean;
}

/** Why programs that hooks start may need what Postfix itself does not. */
const SANDBOX = `
# What Postfix and hooks can do without. Debian 13 confines its own units like this.
# CAP_FOWNER and CAP_KILL are for hooks: they prepare files, and end programs, of other
# users. Every directive can be taken back with "systemctl edit".
CapabilityBoundingSet=CAP_NET_BIND_SERVICE CAP_SYS_CHROOT CAP_SETGID CAP_SETUID
CapabilityBoundingSet=CAP_DAC_OVERRIDE CAP_DAC_READ_SEARCH CAP_CHOWN CAP_FOWNER CAP_KILL
LockPersonality=yes
PrivateDevices=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
# Not "full": hooks make tables anew in /etc.
ProtectSystem=yes
RestrictAddressFamilies=AF_UNIX AF_NETLINK AF_INET AF_INET6
RestrictNamespaces=yes
RestrictRealtime=yes
SystemCallFilter=@system-service @setuid chroot
# An error instead of the end: the runtime tries calls that it can do without.
SystemCallErrorNumber=EPERM
# Left out, and why:
#   NoNewPrivileges, RestrictSUIDSGID: local(8) and hooks call set-gid postdrop(1).
#   PrivateTmp: programs that hooks start meet others in /tmp.
#   ProtectHome: local(8) delivers to ~/Maildir.
#   ProtectProc, ProcSubset: of no use for root; filters look at /proc/meminfo.
#   PrivateNetwork, IPAddressDeny: this is a mail server.
`;

const EXECUTABLE_MEMORY = {
  needed:
    `#   MemoryDenyWriteExecute: this build of postmulti needs such memory.
`,
  notNeeded:
    `# A filter that compiles as it runs (Java, Node.js) needs "no" here.
MemoryDenyWriteExecute=yes
`,
};

/** The unit of one instance; the instance part is its configuration directory. */
export function serviceText({ program, isJitless }: UnitOptions): string {
  return `# One Postfix instance; "postmulti --units show" lists these units. Its place in the
# order of the instances comes from postmulti-generator.
[Unit]
Description=Postfix instance in %f
Documentation=man:postmulti(1)
PartOf=postmulti.target postfix.service
ReloadPropagatedFrom=postmulti.target postfix.service
Before=postmulti.target postfix.service
# Instances often have an address of their own.
Wants=network-online.target
After=network-online.target nss-lookup.target

[Service]
Type=forking
GuessMainPID=no
ExecStart=${program} --units start %f
ExecReload=${program} --units reload %f
# Where postfix(1) has stopped it already, that is not a failure.
ExecStop=-${program} --units stop %f
SyslogIdentifier=postmulti
# Each hook has a limit of its own.
TimeoutStartSec=15min
TimeoutStopSec=5min
${SANDBOX}${
    isJitless ? EXECUTABLE_MEMORY.notNeeded : EXECUTABLE_MEMORY.needed
  }`;
}

/** The unit of all enabled instances. */
export const TARGET_TEXT = `# All enabled Postfix instances.
[Unit]
Description=Enabled Postfix instances
Documentation=man:postmulti(1)
PartOf=postfix.service
Before=postfix.service

[Install]
WantedBy=multi-user.target
`;

/** The unit of the enabled instances of a group. */
export const GROUP_TEXT = `# The enabled Postfix instances of one group.
[Unit]
Description=Enabled Postfix instances of group %I
Documentation=man:postmulti(1)
PartOf=postmulti.target postfix.service
# Without this, systemd would put it after what it is a part of.
Before=postmulti.target postfix.service
`;

/** The generator, which asks the program; it ends in any case. */
export function generatorText({ program }: UnitOptions): string {
  return `#!/bin/sh
# postmulti-generator - has systemd start the enabled Postfix instances in their order
#
# systemd runs this at boot and at each "systemctl daemon-reload". When it fails, the
# distribution's own units of Postfix are as they were.
[ -x ${program} ] || exit 0
exec timeout -k 2 20 ${program} --units generate "$1" < /dev/null
`;
}
