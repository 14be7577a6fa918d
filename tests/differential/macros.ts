/**
 * Differential scenarios about reading main.cf: macros in every form, and files
 * of every shape. What an instance's settings expand to shows in -l and in the
 * environment of -x. Data only.
 *
 * @module
 */

import type { Scenario } from "./scenario.ts";

const SHOW =
  `postmulti -x -i /etc/postfix-in sh -c 'echo "$queue_directory"; ` +
  `echo "$data_directory"; echo "$multi_instance_name"; ` +
  `echo "$multi_instance_group"; echo "$multi_instance_enable"'`;

/** An instance whose main.cf ends with these lines. */
function reading(name: string, lines: readonly string[]): Scenario {
  const puts = lines.map((line) =>
    `put /etc/postfix-in/main.cf '${line.replaceAll("'", `'\\''`)}'`
  );
  return {
    name: `reads ${name}`,
    setup: [
      "initialized",
      "secondary postfix-in",
      "sed -i '/_directory/d; /multi_instance/d' /etc/postfix-in/main.cf",
      "put /etc/postfix-in/main.cf 'queue_directory = /var/spool/pf-in'",
      "put /etc/postfix-in/main.cf 'data_directory = /var/lib/pf-in'",
      ...puts,
    ].join("\n"),
    steps: ["postmulti -l", SHOW],
  };
}

/** Macros. */
export const MACROS: Scenario[] = [
  reading("plain macros in their three spellings", [
    "word = in",
    "multi_instance_name = postfix-$word",
    "multi_instance_group = ${word}put$(word)",
  ]),
  reading("conditional macros", [
    "full = x",
    "none =",
    "multi_instance_name = postfix-${full?yes}${none?no}",
    "multi_instance_group = ${full:no}${none:empty}${undefined_name:unset}",
  ]),
  reading("macros with two results", [
    "full = x",
    "multi_instance_name = ${full?{postfix-full}:{postfix-empty}}",
    "multi_instance_group = ${undefined_name?{is}:{isnt}}",
  ]),
  reading("relational macros", [
    "level = 9",
    "multi_instance_name = ${{$level} == {9} ? {postfix-nine} : {postfix-x}}",
    "multi_instance_group = ${{$level} < {10} ? {less} : {not}}-" +
    "${{a} != {b}?{differ}:{same}}-${{$level} >= {10}?{ge}:{lt}}-" +
    "${{b} > {a}?{gt}:{le}}-${{a} <= {a}?{le}:{gt}}",
  ]),
  reading("a doubled dollar sign", [
    "multi_instance_name = postfix-$$word",
    "multi_instance_group = a$$b",
  ]),
  reading("names that nobody defined", [
    "multi_instance_name = postfix-a${no_such_name}b$no_such_name",
    "multi_instance_group = $no_such_name",
  ]),
  reading("macros inside macros", [
    "one = two",
    "two = deep",
    "three = ${one:x}-$two",
    "multi_instance_name = postfix-${three?{${two}er}:{no}}",
    "multi_instance_group = $three",
  ]),
  reading("defaults of other parameters", [
    "queue_directory = /var/spool/${mail_name}-in",
    "data_directory = /var/lib/${process_id_directory}-in",
    "multi_instance_name = postfix-$syslog_facility",
    "multi_instance_group = $mail_owner",
  ]),
  reading("a default that is defined by another parameter", [
    "mydomain = group.example.com",
    "multi_instance_name = postfix-in",
    "multi_instance_group = $mydomain-$myorigin",
  ]),
  reading("yes and no from macros", [
    "answer = YES",
    "multi_instance_enable = $answer",
  ]),
  reading("compiled-in directories when none are set", [
    "multi_instance_name = postfix-$config_directory",
  ]),
  {
    name: "reads macros in the primary's lists",
    setup: "three; sed -i /multi_instance_directories/d $main; " +
      "put $main 'etc = /etc/postfix'; " +
      "put $main 'sinks = ${etc}-in, $etc-msa'; " +
      "put $main 'multi_instance_directories = ${etc}-out ${sinks}'",
    steps: ["postmulti -l", "postmulti -lR -i msa"],
  },
];

/** Shapes of the file itself. */
export const SHAPES: Scenario[] = [
  reading("continuation lines", [
    "multi_instance_name =",
    "  postfix-in",
    "# a comment",
    "",
    "multi_instance_group = a",
    "# a comment between",
    "\tb",
  ]),
  reading("the last of several settings", [
    "multi_instance_group = first",
    "multi_instance_group = second",
    "multi_instance_group = third",
  ]),
  reading("settings without spaces and with many", [
    "multi_instance_name=postfix-in",
    "multi_instance_group   =   spaced   ",
    "multi_instance_enable\t=\tyes\t",
  ]),
  reading("white space of every kind in a value", [
    "multi_instance_group = a   b\t\tc ",
    "  \t d",
    "multi_instance_name = postfix-${none_such}${multi_instance_group:x}",
    "data_directory = ${none_such} /var/lib/pf-in",
  ]),
  {
    name: "reads white space in the primary's settings as it is",
    setup: "printf 'multi_instance_group = a   b\\t\\tc\\n  \\t d\\n' >> $main",
    steps: ["postmulti -l", "postmulti -x printenv multi_instance_group"],
  },
  reading("an equals sign in a value", ["multi_instance_group = a=b"]),
  {
    name: "reads a file without a final newline",
    setup: "three; printf 'multi_instance_group = last' >> " +
      "/etc/postfix-msa/main.cf",
    steps: ["postmulti -l"],
  },
  {
    name: "reads a file with bytes that are not UTF-8",
    setup: "three; printf '# caf\\351\\nx = \\377\\376\\n' >> " +
      "/etc/postfix-msa/main.cf",
    steps: [
      "postmulti -l",
      "postmulti -x -i msa postconf -h multi_instance_name",
    ],
  },
  {
    name: "reads a name that is not UTF-8",
    why: "the runtime hands text to children, so such a byte cannot reach them",
    setup: "three; printf 'multi_instance_group = gr\\374n\\n' >> " +
      "/etc/postfix-msa/main.cf",
    steps: [
      "postmulti -l",
      {
        run: "postmulti -x -i msa printenv multi_instance_group",
        ours: { stdout: "gr\u00ef\u00bf\u00bdn\n" },
      },
    ],
  },
  {
    name: "reads a file with carriage returns",
    setup: "three; sed -i 's/$/\\r/' /etc/postfix-msa/main.cf",
    steps: ["postmulti -l"],
  },
  {
    name: "reads a main.cf through a symbolic link",
    setup: "three; mkdir /etc/elsewhere; " +
      "mv /etc/postfix-in/main.cf /etc/elsewhere/in.cf; " +
      "ln -s ../elsewhere/in.cf /etc/postfix-in/main.cf",
    steps: ["postmulti -l"],
  },
  {
    name: "reads an instance whose directory is a symbolic link",
    setup: "three; mv /etc/postfix-in /etc/real-in; " +
      "ln -s real-in /etc/postfix-in",
    steps: ["postmulti -l", "postmulti -x -i in printenv config_directory"],
  },
];
