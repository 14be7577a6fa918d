/**
 * Command lines that ask for JSON, and what kinds of lines come of them: every
 * mode, when it succeeds and when it fails. Data.
 *
 * @module
 */

/** One command line. */
export interface JsonRun {
  /** Shell text. */
  readonly run: string;
  /** The exit status. */
  readonly status: number;
  /** The definitions in the schema that the lines follow, blanks between. */
  readonly kinds: string;
}

/** Command lines that are run one after the other in one world. */
export interface JsonWorld {
  /** For the names of tests. */
  readonly name: string;
  /** Shell text, with the functions of `setup.sh`. */
  readonly setup: string;
  /** In their order. */
  readonly runs: readonly JsonRun[];
}

const LIST = "list_line list_line list_line list_line";
const STATUS = LIST.replaceAll("list", "status");
const TURNS = LIST.replaceAll("list", "turn");
const NOBODY = "setpriv --reuid=nobody --clear-groups";
const PLUGINS = "/etc/postfix/postmulti.d";

function run(line: string, kinds: string, status = 0): JsonRun {
  return { run: line, status, kinds };
}

/** Somebody is killed in the middle of it. */
const KILLED = "strace -f -o /dev/null -e trace=mkdir,mkdirat " +
  "-e inject=mkdir,mkdirat:signal=KILL:when=3 " +
  "postmulti -e create -I postfix-new; true";

/** All worlds. */
export const JSON_WORLDS: readonly JsonWorld[] = [
  {
    name: "three instances",
    setup: "three; touch $WORLD/empty",
    runs: [
      run("postmulti -lj", LIST),
      run("postmulti -l --json -i nothere", ""),
      run("postmulti --status -j", STATUS),
      run(`${NOBODY} postmulti --status -j`, `${STATUS} end`, 1),
      run("postmulti --map -j", "map"),
      run("postmulti --map=json -i out", "map"),
      run("postmulti --doctor -j", "doctor", 1),
      run("postmulti --doctor -ji nothere", "end", 2),
      run("postmulti --version -j", "version"),
      run("postmulti --recover -j", "recover"),
      run(`${NOBODY} postmulti --recover -j`, "end", 1),
      run("postmulti --uninit -j", "end", 1),
      run("POSTMULTI_POSTCONF=/nowhere postmulti -lj", "end", 1),
      run("MAIL_CONFIG=/etc/postfix-in postmulti -lj", "end", 1),
    ],
  },
  {
    name: "commands for instances",
    setup: "three",
    runs: [
      run("postmulti -jx true", TURNS),
      run("postmulti -j --jobs=2 -x true", TURNS),
      run("postmulti -j --output -x sh -c 'echo out; echo err >&2'", TURNS),
      run("postmulti -j -i out -x sh -c 'exit 3'", "turn_line", 1),
      run("postmulti -j -i out -x sh -c 'kill $$'", "turn_line end", 1),
      run("postmulti -jx nosuchcommand", "end", 1),
      run("postmulti -j -p status", TURNS, 1),
      run("postmulti -j --jobs=2 --output -i in -p start", "turn_line"),
      run("postmulti -j --output -i in -p status", "turn_line"),
      run("postmulti -ji in -p stop", "turn_line"),
    ],
  },
  {
    name: "declared state",
    setup: `initialized; secondary postfix-out mta
postmulti --export > $WORLD/same
cat > $WORLD/more <<'DOCUMENT'
{"schema": 1, "instances": [
  {"name": "postfix-new", "group": "mta", "main_cf": {"biff": "no"}},
  {"name": "postfix-out", "config_directory": "/etc/postfix-out", "enabled": true}
]}
DOCUMENT
echo '{"schema": 1, "instances": 7}' > $WORLD/wrong`,
    runs: [
      run("postmulti --apply $WORLD/same", "apply"),
      run("postmulti -j --dry-run --apply $WORLD/more", "apply"),
      run("postmulti -j --apply $WORLD/more", "apply"),
      run("postmulti --apply $WORLD/more", "apply"),
      run("postmulti -j --apply $WORLD/wrong", "end", 1),
      run("postmulti -j --apply /nowhere", "end", 1),
    ],
  },
  {
    name: "command lines that are wrong",
    setup: "three",
    runs: [
      "-j",
      "-lj extra",
      "-l --nonsense --json",
      "-lzj",
      "-e frob -j",
      "-e create -j",
      "-e create -I bad --json",
      "-e create -I postfix-x nonsense -j",
      "--map=png -j",
      "--map=dot -j",
      "--status --json extra",
      "--recover -ja",
      "-j --help=nosuch",
      "--plugins frob -j",
      "--plugins check -j extra",
    ].map((words) => run(`postmulti ${words}`, "end", 1)),
  },
  {
    name: "the life of an instance",
    setup: "put /etc/postfix/main.cf 'myhostname = again.example.com'",
    runs: [
      run("postmulti -e create -I postfix-a -j", "end", 1),
      run("postmulti -e init -j --dry-run", "edit"),
      run("postmulti -e init -j", "edit"),
      run("postmulti -e init -j", "edit"),
      run("postmulti -e create -I postfix-a -j --dry-run", "edit"),
      run("postmulti -e create -I postfix-a -j", "edit"),
      run("postmulti -e create -I postfix-a -j", "end", 1),
      run("postmulti -e enable -i a -j", "edit"),
      run("postmulti -e enable -i a -j", "edit"),
      run("postmulti -e destroy -i a -j", "end", 1),
      run("postmulti -e disable -i a -j", "edit"),
      run("postmulti -e assign -i a -I postfix-b -G mta -j", "edit"),
      run(`${NOBODY} postmulti -e assign -i b -G x -j`, "end", 1),
      run("postmulti -e deport -i b -j", "edit"),
      run("postmulti -e import -j config_directory=/etc/postfix-a", "edit"),
      run("postmulti -e destroy -i b -j --dry-run", "edit"),
      run("touch /etc/postfix-a/note; postmulti -e destroy -i b -j", "edit"),
      run(`${KILLED}; postmulti --recover -j`, "recover"),
      run(
        `${KILLED}; postmulti -e create -I postfix-new -j`,
        "edit",
      ),
      run("postmulti --uninit -j", "end", 1),
      run("postmulti -e destroy -i new -j", "edit"),
      run("postmulti --uninit -j", "edit"),
    ],
  },
  {
    name: "what cannot be removed",
    setup: "initialized; secondary postfix-out",
    runs: [
      run(
        "strace -f -o /dev/null -e inject=unlink:error=EIO:when=1 " +
          "postmulti -e destroy -i out -j",
        "edit",
        1,
      ),
    ],
  },
  {
    name: "a damaged instance",
    setup: "three; rm /etc/postfix-out/main.cf",
    runs: [
      run("postmulti -lj", "list_line list_line list_line end", 1),
      run(
        "postmulti --status -j",
        "status_line status_line status_line end",
        1,
      ),
      run("postmulti --map -j", "map end", 1),
      run("postmulti --doctor -j", "doctor", 1),
      run("postmulti -e enable -i out -j", "end", 1),
      run("postmulti -e deport -i /etc/postfix-out -j", "edit"),
    ],
  },
  {
    name: "units",
    setup: "three; mkdir -p /etc/systemd/system",
    runs: [
      run("postmulti --units show -j", "units_show"),
      run("postmulti -j --units install --dry-run", "units_change"),
      run("postmulti --units install -j", "units_change"),
      run("postmulti -j --units show", "units_show"),
      run("postmulti --units remove -j", "units_change"),
      run("postmulti --units remove -j --root=/nowhere", "end", 1),
      run("postmulti --units frob -j", "end", 1),
      run(`${NOBODY} postmulti --units install -j`, "end", 1),
    ],
  },
  {
    name: "plugins that interrupt",
    setup: `three; mkdir ${PLUGINS}
cat > ${PLUGINS}/10-a.sh <<'PLUGIN'
#!/bin/sh
# @postmulti-plugin 1 on=pre:enable
trap 'exit 0' TERM
kill -TERM $PPID
while :; do sleep 0.01; done
PLUGIN
chmod 755 ${PLUGINS}/*`,
    runs: [run("postmulti -e enable -i out -j", "end", 143)],
  },
  {
    name: "plugins",
    setup: `three; mkdir ${PLUGINS}
printf '#!/bin/sh\\n# @postmulti-plugin 1 on=pre:start,post:@edit\\n' > ${PLUGINS}/10-a.sh
printf '#!/bin/sh\\n# @postmulti-plugin 1 on=pre:enable\\nexit 77\\n' > ${PLUGINS}/20-b.sh
printf '#!/bin/sh\\n# @postmulti-plugin 1 on=pre:disable\\nexit 1\\n' > ${PLUGINS}/30-c.sh
chmod 755 ${PLUGINS}/*`,
    runs: [
      run(
        "postmulti --plugins list -j | grep -v available",
        "plugins_list_line plugins_list_line plugins_list_line " +
          "plugins_list_note",
      ),
      run("postmulti --plugins check -j", "plugins_check"),
      run("postmulti --plugins run a pre:start -i in -j", "plugins_run"),
      run("postmulti --plugins run b pre:enable -i in -j", "plugins_run"),
      run("postmulti --plugins run c pre:disable -i in -j", "plugins_run", 1),
      run("postmulti --plugins run x pre:start -i in -j", "end", 1),
      run("postmulti -j --plugins plan -p start", "plugins_plan"),
      run("postmulti -j --plugins plan -e enable -i out", "plugins_plan"),
      run("postmulti -j --plugins plan -e enable -i in", "plugins_plan"),
      run("postmulti -e enable -i out -j", "edit"),
      run("postmulti -e disable -i in -j", "end", 1),
      run("postmulti --plugins disable a -j", "plugins_change"),
      run("postmulti --plugins disable a -j", "plugins_change"),
      run("postmulti --plugins enable a -j", "plugins_change"),
      run("postmulti --plugins install notify -j", "plugins_change"),
      run("postmulti --plugins install nothing -j", "end", 1),
      run(
        `chmod a+w ${PLUGINS}/10-a.sh; postmulti --plugins check -j`,
        "plugins_check",
        1,
      ),
      run("postmulti -j --plugins plan -p start", "plugins_plan"),
      run("postmulti -j --plugins plan -l", "end", 1),
    ],
  },
];
