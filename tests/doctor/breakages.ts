/**
 * What can be wrong with healthy instances, and what the doctor says then.
 *
 * @module
 */

import { postfixPreparesJails } from "../world/jails.ts";

/** One thing that is wrong. */
export interface Breakage {
  /** Completes "the doctor finds ...". */
  readonly title: string;
  /** Shell text that breaks what healthy.ts has made. */
  readonly breaks: string;
  /** The findings: severity, rule, instance. */
  readonly findings: readonly string[];
  /** What is in the lines that the findings name. */
  readonly lines: string;
  /** A script for sed(1) that fills in the words in capitals. */
  readonly fillIn?: string;
  /** Shell text in the place of an advice that no shell can follow. */
  readonly mend?: string;
}

/** The input instance has a jail. */
const JAILED = "sed -i 's/^smtp  *inet.*/smtp inet n - y - - smtpd/' " +
  "/etc/postfix-in/master.cf";

/** A file is missing in it. */
export const UNPREPARED = `${JAILED}\nrm /var/spool/postfix-in/etc/hosts`;

/** A /dev of the world's own, with hardly anything in it. */
const NO_SYSLOG = `mkdir $WORLD/dev
mount -t tmpfs dev $WORLD/dev
cp -a /dev/null /dev/zero /dev/urandom $WORLD/dev
ln -s /proc/self/fd $WORLD/dev/fd
mount --bind $WORLD/dev /dev
`;

/** A content filter that the input instance starts. */
const FILTER = "printf '%s\\n' '127.0.0.1:10025 inet n n n - - spawn' " +
  "'  user=nobody argv=/bin/cat' >> /etc/postfix-in/master.cf\n";

/** At least one for every rule. */
export const BREAKAGES: readonly Breakage[] = [
  {
    title: "a multi_instance_wrapper that is not set",
    breaks: "sed -i '/^multi_instance_wrapper/d' $main",
    findings: ["error wrapper /etc/postfix"],
    lines: "",
  },
  {
    title: "the stock tool as multi_instance_wrapper",
    breaks: 'put $main "multi_instance_wrapper = $STOCK_POSTMULTI -p --"',
    findings: ["warning wrapper /etc/postfix"],
    lines: "multi_instance_wrapper = /run/stock-postmulti -p --\n",
  },
  {
    title: "a multi_instance_wrapper that is missing",
    breaks: "put $main 'multi_instance_wrapper = /no/postmulti -p --'",
    findings: ["error wrapper /etc/postfix"],
    lines: "multi_instance_wrapper = /no/postmulti -p --\n",
  },
  {
    title: "a listed directory that is gone",
    breaks: "listed /etc/postfix-gone",
    findings: ["error missing-instance /etc/postfix-gone"],
    lines: "multi_instance_directories = " +
      "/etc/postfix-out /etc/postfix-in /etc/postfix-gone\n",
  },
  {
    title: "a main.cf that cannot be understood",
    breaks: "put $in 'multi_instance_enable = perhaps'",
    findings: ["error damaged-instance postfix-in"],
    lines: "multi_instance_enable = perhaps\n",
    mend: "sed -i /perhaps/d /etc/postfix-in/main.cf",
  },
  {
    title: "a master.cf that is missing",
    breaks: "mv /etc/postfix-in/master.cf $WORLD",
    findings: ["error damaged-instance postfix-in"],
    lines: "",
    mend: "mv $WORLD/master.cf /etc/postfix-in",
  },
  {
    title: "a master.cf that is missing in the primary instance",
    breaks: "mv /etc/postfix/master.cf $WORLD",
    findings: ["error damaged-instance /etc/postfix"],
    lines: "",
    mend: "mv $WORLD/master.cf /etc/postfix",
  },
  {
    title: "a line of master.cf that is no service",
    breaks: "echo pickup unix >> /etc/postfix-in/master.cf",
    findings: ["error damaged-instance postfix-in"],
    lines: "pickup unix\n",
    mend: "sed -i '/^pickup unix$/d' /etc/postfix-in/master.cf",
  },
  {
    title: "two instances of one name",
    breaks: "put $in 'multi_instance_name = postfix-out'\n" +
      "put $in 'syslog_name = postfix-in'",
    findings: ["error same-name postfix-out"],
    lines: "multi_instance_name = postfix-out\n",
    fillIn: "s/NAME/in/",
  },
  {
    title: "a directory of two instances",
    breaks: "put $in 'data_directory = /var/lib/postfix-out'",
    findings: ["error shared-directory postfix-in"],
    lines: "data_directory = /var/lib/postfix-out\n",
    fillIn: "s,DIRECTORY,/var/lib/postfix-in,",
  },
  {
    title: "a directory of two instances behind a symbolic link",
    breaks: "ln -s postfix-out /var/lib/link\n" +
      "put $in 'data_directory = /var/lib/link'",
    findings: ["error shared-directory postfix-in"],
    lines: "data_directory = /var/lib/link\n",
    fillIn: "s,DIRECTORY,/var/lib/postfix-in,",
  },
  {
    title: "a directory inside another instance's",
    breaks: "put $in 'data_directory = /var/spool/postfix-out/data'",
    findings: ["warning shared-directory postfix-in"],
    lines: "data_directory = /var/spool/postfix-out/data\n",
    fillIn: "s,DIRECTORY,/var/lib/postfix-in,",
  },
  {
    title: "two instances that listen on the same endpoint",
    breaks: FILTER +
      "sed -i 's/^127.0.0.1:10026/25/' /etc/postfix-out/master.cf\n" +
      "sed -i 's/^smtp  *inet.*/smtp inet n - y - - smtpd/' " +
      "/etc/postfix-in/master.cf",
    findings: ["error same-endpoint postfix-in"],
    lines: "smtp inet n - y - - smtpd\n",
    fillIn: "s/ADDRESS/127.0.0.2/",
  },
  {
    title: "two instances of one myhostname that talk SMTP to each other",
    breaks: "put $in 'myhostname = postfix-out.example.com'\n" +
      "put $out 'relayhost = [127.0.0.1]:25'",
    findings: ["error same-hostname postfix-in"],
    lines: "myhostname = postfix-out.example.com\n",
  },
  {
    title: "equal syslog_names",
    breaks: "put $in 'syslog_name = postfix-out'",
    findings: ["warning same-syslog-name postfix-in"],
    lines: "syslog_name = postfix-out\n",
  },
  {
    title: "an instance that sends to one which is started after it",
    breaks: "put $main 'multi_instance_directories = " +
      "/etc/postfix-in /etc/postfix-out'",
    findings: ["warning start-order postfix-in"],
    lines: "default_transport = smtp:[127.0.0.1]:10025\n",
  },
  {
    title: "a relay host on this host, where nobody listens",
    breaks: "put $main 'relayhost = [127.0.0.1]:10099'",
    findings: ["warning nobody-listens /etc/postfix"],
    lines: "relayhost = [127.0.0.1]:10099\n",
    fillIn: "s/HOST.:PORT/127.0.0.1]:10026/",
  },
  {
    title: "a transport that leads to where nobody listens",
    breaks: "put $out 'default_transport = smtp:[127.0.0.1]:10099'",
    findings: ["warning nobody-listens postfix-out"],
    lines: "default_transport = smtp:[127.0.0.1]:10099\n",
    fillIn: "s/:PORT//; s/HOST/hub.example.com/",
  },
  {
    title: "an instance that sends to one which is not enabled",
    breaks: "put $main 'relayhost = [127.0.0.1]:10026'\n" +
      "put $out 'multi_instance_enable = no'",
    findings: ["warning nobody-listens /etc/postfix"],
    lines: "relayhost = [127.0.0.1]:10026\n",
  },
  {
    title: "an enabled instance whose services are disabled",
    breaks: "put $in 'master_service_disable = inet'",
    findings: ["warning services-disabled postfix-in"],
    lines: "master_service_disable = inet\n",
  },
  {
    title: "an enabled instance that accepts no submission",
    breaks: "put $in 'authorized_submit_users ='",
    findings: ["note no-submission postfix-in"],
    lines: "authorized_submit_users =\n",
  },
  {
    title: "an instance that nothing can get into",
    breaks: "put $in 'authorized_submit_users ='\n" +
      "sed -i '/^smtp  *inet/d' /etc/postfix-in/master.cf",
    findings: ["error no-submission postfix-in"],
    lines: "authorized_submit_users =\n",
  },
  {
    title: "an alias table that nobody has made",
    breaks: "rm -f /etc/aliases*; echo root: me > /etc/aliases\n" +
      "put $in 'alias_maps = hash:/etc/aliases'",
    findings: ["error missing-aliases postfix-in"],
    lines: "alias_maps = hash:/etc/aliases\n",
  },
  {
    title: "an alias table that is missing, one among several",
    breaks: "echo root: me > /etc/mine\n" +
      "put $in 'alias_maps = texthash:/etc/mine, texthash:/etc/nosuch'",
    findings: ["error missing-aliases postfix-in"],
    lines: "alias_maps = texthash:/etc/mine, texthash:/etc/nosuch\n",
  },
  {
    title: "a log that is lost, where there is no syslog",
    breaks: `${NO_SYSLOG}sed -i /^maillog_file/d $in`,
    findings: ["warning lost-log postfix-in"],
    lines: "",
  },
  {
    title: "a log that goes to syslog, while the primary's does not",
    breaks: NO_SYSLOG + "sed -i /^maillog_file/d $in\n" +
      "perl -MIO::Socket::UNIX -e " +
      "'IO::Socket::UNIX->new(Local => \"/dev/log\", Type => SOCK_DGRAM)'",
    findings: ["note lost-log postfix-in"],
    lines: "",
  },
  {
    title: "an instance as -e create makes it, enabled too early",
    breaks: "postmulti -e create -I postfix-new\npostmulti -e enable -i new\n" +
      "put /etc/postfix-new/main.cf 'alias_maps ='\n" +
      "put /etc/postfix-new/main.cf 'maillog_file = /var/log/mail'\n" +
      "jail /etc/postfix-new",
    findings: [
      "error services-disabled postfix-new",
      "error no-submission postfix-new",
    ],
    lines: "master_service_disable = inet\nauthorized_submit_users = \n",
    fillIn: "s/master_service_disable =/inet_interfaces = 127.0.0.2' '&/",
  },
  ...postfixPreparesJails ? [] : [{
    title: "a jail that only the distribution's own start prepares",
    breaks: UNPREPARED,
    findings: ["note chroot-jail postfix-in"],
    lines: "smtp inet n - y - - smtpd\n",
  }],
  {
    title: "a jail that is not prepared while its instance runs",
    breaks: `${JAILED}\npostmulti -i in -p start > $WORLD/start 2>&1\n` +
      "rm /var/spool/postfix-in/etc/hosts",
    findings: ["error chroot-jail postfix-in"],
    lines: "smtp inet n - y - - smtpd\n",
  },
  {
    title: "a jail that nothing prepares",
    breaks: `${UNPREPARED}\nrm /usr/lib/postfix/configure-instance.sh`,
    findings: ["error chroot-jail postfix-in"],
    lines: "smtp inet n - y - - smtpd\n",
  },
  {
    title: "a wrong mode and a wrong owner",
    breaks: "chmod 777 /var/spool/postfix-in\nchown root /var/lib/postfix-in",
    findings: [
      "warning permissions postfix-in",
      "warning permissions postfix-in",
    ],
    lines: "",
  },
  {
    title: "queue files of the wrong owner",
    breaks: "install -d -m 700 -o postfix /var/spool/postfix-in/deferred/A\n" +
      "chown postfix /var/spool/postfix-in/deferred\n" +
      "chmod 700 /var/spool/postfix-in/deferred\n" +
      "touch /var/spool/postfix-in/deferred/A/A1B2C3D4E5",
    findings: ["warning permissions postfix-in"],
    lines: "",
  },
  {
    title: "the temporary file of an editor",
    breaks: "touch $in.tmp",
    findings: ["note leftover postfix-in"],
    lines: "",
  },
  {
    title: "the lock of an action",
    breaks: "(umask 077; touch /etc/postfix/postmulti.lock)",
    findings: ["note leftover /etc/postfix"],
    lines: "",
  },
  {
    title: "the lock of a run of --apply",
    breaks: "(umask 077; touch /etc/postfix/postmulti.apply.lock)",
    findings: ["note leftover /etc/postfix"],
    lines: "",
  },
  {
    title: "the journal of an action",
    breaks: "strace -qq -o /dev/null -P /etc/postfix-n " +
      "-e inject=mkdir:signal=KILL postmulti -e create -I postfix-n || :",
    findings: ["error leftover /etc/postfix"],
    lines: "",
  },
  {
    title: "a journal that was not followed",
    breaks: "(umask 077; echo garbage > /etc/postfix/postmulti.lock); " +
      "! postmulti --recover",
    findings: ["note leftover /etc/postfix"],
    lines: "",
  },
  {
    title: "an instance that is in no list",
    breaks: "files postfix-new",
    findings: ["note unlisted-instance postfix-new"],
    lines: "",
  },
];
