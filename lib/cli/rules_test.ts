import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../diag/errors.ts";
import { parseCommandLine } from "./request.ts";

const MODE =
  "give exactly one of -l, -p, -x, -e ACTION, --status, --doctor, --map, " +
  "--apply, --export, --plugins, --units, --recover and --uninit: " +
  'try "postmulti --help"';
const AFTER = "--plugins takes options after its command";
const WITHOUT = "--no-plugins goes with -p, -x, -e, --apply and --uninit only";
const DRY = "--dry-run goes with -e, --apply and --uninit only";
const SELECTION = "give at most one of -a, -g GROUP and -i NAME";
const NAMING = "-I and -G go with -e create, -e import and -e assign only";
const COMMAND = "-p and -x need a command to run";
const REVERSE = "-R goes with -l and -x only";
const JSON_MAP = "--json and another format of --map exclude each other";
const YES = "--yes goes with -e and --uninit only";
const TIMEOUT =
  "--lock-timeout goes with -e, -p, --apply, --recover and --uninit only";
const OUTPUT = "--output goes with -j -p and -j -x only";
const JOBS = "--jobs goes with -p and -x only";
const NUMBER = "--jobs needs a number from 1 to 9999, or auto: --jobs=2";
const SECONDS = "--lock-timeout needs a number of seconds";
const CHARACTERS = "must be made of letters, digits and !@%-_=+:./";
const ACTIONS = "give one of init, create, import, destroy, deport, enable, " +
  "disable, assign";

const BROKEN: readonly (readonly [
  words: readonly string[],
  message: string,
])[] = [
  [[], MODE],
  [["-v"], MODE],
  [["ls"], MODE],
  [["--", "-l"], MODE],
  [["-lx", "ls"], MODE],
  [["-lp", "start"], MODE],
  [["-px", "start"], MODE],
  [["-e", "enable", "-l"], MODE],
  [["-e", "init", "-x", "ls"], MODE],
  [
    ["-e", "enable", "-e", "disable", "-i", "x"],
    "give only one action with -e",
  ],
  [["-l", "-a", "-g", "x"], SELECTION],
  [["-l", "-a", "-i", "x"], SELECTION],
  [["-l", "-g", "x", "-i", "x"], SELECTION],
  [["-l", "-g", "x", "-g", "x"], SELECTION],
  [["-l", "-i", "x", "-i", "x"], SELECTION],
  [
    ["-e", "create", "-I", "postfix-a", "-I", "postfix-a"],
    "give at most one -I NAME",
  ],
  [
    ["-e", "create", "-I", "postfix-a", "-G", "a", "-G", "a"],
    "give at most one -G GROUP",
  ],
  [["-l", "-I", "postfix-a"], NAMING],
  [["-l", "-G", "a"], NAMING],
  [["-x", "-I", "postfix-a", "ls"], NAMING],
  [["-p", "-G", "a", "start"], NAMING],
  [["--map", "-l"], MODE],
  [["--map", "-i", "a", "dot"], "--map takes no operand"],
  [["--map=png"], "--map can be one of text, dot, mermaid, json: --map=dot"],
  [["--map="], "--map can be one of text, dot, mermaid, json: --map=dot"],
  [["--map", "-R"], REVERSE],
  [["--map=dot", "-j"], JSON_MAP],
  [["--json", "--map=mermaid"], JSON_MAP],
  [["--jobs=2", "-l"], JOBS],
  [["--jobs=2", "-e", "enable", "-i", "a"], JOBS],
  [["--jobs=2", "--status"], JOBS],
  ...["0", "", "01", "-1", "+2", "2.0", "1e1", "0x2", "10000", "Auto", "all"]
    .map((word) => [[`--jobs=${word}`, "-p", "status"], NUMBER] as const),
  [["--jobs=0", "--jobs=2", "-p", "status"], NUMBER],
  [["--output", "-p", "status"], OUTPUT],
  [["--output", "-j", "-l"], OUTPUT],
  [["--output", "-e", "enable", "-i", "a"], OUTPUT],
  [["--doctor", "-l"], MODE],
  [["--doctor", "--status"], MODE],
  [["--doctor", "in"], "--doctor takes no operand"],
  [["--doctor", "-R"], REVERSE],
  [["--doctor", "--no-plugins"], WITHOUT],
  [["--status", "-l"], MODE],
  [["--status", "--map"], MODE],
  [["--status", "in"], "--status takes no operand"],
  [["--status", "-R"], REVERSE],
  [["-l", "x"], "-l takes no command: use -x to run one"],
  [["-l", "--", "-l"], "-l takes no command: use -x to run one"],
  [["-p"], COMMAND],
  [["-p", "--"], COMMAND],
  [["-x"], COMMAND],
  [["-x", "-a", "--"], COMMAND],
  [["-pR", "start"], REVERSE],
  [["-pRR", "start"], REVERSE],
  [["-R", "-e", "init"], REVERSE],
  [["-l", "--yes"], YES],
  [["--recover", "--yes"], YES],
  [["--yes", "-x", "ls"], YES],
  [["--yes", "--plugins", "list"], YES],
  [["--recover", "-l"], MODE],
  [["--recover", "-e", "init"], MODE],
  [["--recover", "x"], "--recover takes no instance and no operand"],
  [["--recover", "-a"], "--recover takes no instance and no operand"],
  [["--recover", "-g", "x"], "--recover takes no instance and no operand"],
  [["--recover", "-i", "x"], "--recover takes no instance and no operand"],
  [["--recover", "-R"], "--recover takes no instance and no operand"],
  [["--recover", "-I", "postfix-a"], NAMING],
  [["--recover", "--dry-run"], DRY],
  [["--uninit", "-e", "init"], MODE],
  [["--uninit", "--recover"], MODE],
  [["--uninit", "x"], "--uninit takes no instance and no operand"],
  [["--uninit", "-a"], "--uninit takes no instance and no operand"],
  [["--uninit", "-i", "-"], "--uninit takes no instance and no operand"],
  [["--uninit", "-R"], "--uninit takes no instance and no operand"],
  [["--uninit", "-I", "postfix-a"], NAMING],
  [["--apply", "-", "--export"], MODE],
  [["--apply", "-", "x"], "--apply and --export take no instance"],
  [["--apply", "-", "-i", "x"], "--apply and --export take no instance"],
  [["--export", "-a"], "--apply and --export take no instance"],
  [["--export", "--dry-run"], DRY],
  [["--apply", "a", "--apply", "b"], "give only one document with --apply"],
  [["-l", "--lock-timeout=1"], TIMEOUT],
  [["-x", "--lock-timeout=1", "true"], TIMEOUT],
  [["-e", "init", "--lock-timeout="], SECONDS],
  [["-e", "init", "--lock-timeout=-1"], SECONDS],
  [["-e", "init", "--lock-timeout=1.5"], SECONDS],
  [["-e", "init", "--lock-timeout=1s"], SECONDS],
  [["-e", "init", "--lock-timeout=1000000"], SECONDS],
  [["-e", "init", "--lock-timeout=x", "--lock-timeout=1"], SECONDS],
  [["--dry-run", "-l"], DRY],
  [["--dry-run", "-x", "ls"], DRY],
  [["-l", "--plugins", "list"], MODE],
  [["-e", "init", "--plugins=list"], MODE],
  [["-i", "x", "--plugins", "list"], AFTER],
  [["-a", "--plugins", "list"], AFTER],
  [["--dry-run", "--plugins", "list"], DRY],
  [["--no-plugins", "-l"], WITHOUT],
  [["--no-plugins", "--recover"], WITHOUT],
  [["--no-plugins", "--plugins", "list"], WITHOUT],
  [["-e", "frob"], `unknown action "frob" with -e: ${ACTIONS}`],
  [
    ["-e", "uninit"],
    `unknown action "uninit" with -e (did you mean --uninit?): ${ACTIONS}`,
  ],
  [["-e", ""], `unknown action "" with -e: ${ACTIONS}`],
  [
    ["-e", "Init"],
    `unknown action "Init" with -e (did you mean init?): ${ACTIONS}`,
  ],
  [["-e", "init", "-I", "postfix-a"], "-I and -G do not go with -e init"],
  [
    ["-e", "destroy", "-i", "a", "-G", "b"],
    "-I and -G do not go with -e destroy",
  ],
  [
    ["-e", "enable", "-i", "a", "-I", "-"],
    "-I and -G do not go with -e enable",
  ],
  [
    ["-e", "assign", "-i", "a"],
    "-e assign needs a new name (-I) or group (-G)",
  ],
  [["-e", "assign", "-I", "postfix-a"], "-e assign needs an instance: -i NAME"],
  [
    ["-e", "assign", "-g", "a", "-I", "postfix-a"],
    "-e assign needs an instance: -i NAME",
  ],
  [["-e", "enable"], "-e enable needs an instance: -i NAME"],
  [["-e", "enable", "-a"], "-e enable needs an instance: -i NAME"],
  [["-e", "enable", "-g", "mta"], "-e enable needs an instance: -i NAME"],
  [["-e", "disable"], "-e disable needs an instance: -i NAME"],
  [["-e", "deport"], "-e deport needs an instance: -i NAME"],
  [["-e", "destroy", "-a"], "-e destroy needs an instance: -i NAME"],
  [
    ["-e", "create", "-I", "out"],
    'instance name "out" does not start with "postfix-": call it postfix-out',
  ],
  [
    ["-e", "assign", "-i", "a", "-I", "postfix-a/b"],
    'instance name "postfix-a/b" has a "/" in it',
  ],
  [
    ["-e", "import", "-I", "postfix-a b"],
    `instance name "postfix-a b" ${CHARACTERS}`,
  ],
  [
    ["-e", "create", "-I", "postfix-a", "-G", "a b"],
    `group name "a b" ${CHARACTERS}`,
  ],
  [["-e", "init", "config_directory=/c"], "-e init takes no operand"],
];

for (const [words, message] of BROKEN) {
  Deno.test(`checkRules() refuses ${JSON.stringify(words)}`, () => {
    const error = assertThrows(() => parseCommandLine(words), UsageError);
    assertEquals(error.message.slice(0, message.length), message);
  });
}
