/**
 * Neighbours that the tool must not even notice: planted caches, and variables
 * that shells, loaders and runtimes obey. Data only.
 *
 * `$WORLD/evil` holds programs that leave a trace in `$WORLD/outside` when they
 * are run; nothing in `outside` may change.
 *
 * @module
 */

/** A neighbour. */
export interface Neighbour {
  /** Completes the sentence `postmulti is unaffected by ...`. */
  readonly name: string;
  /** Shell text that plants something. */
  readonly setup?: string;
  /** Variables, and what else goes before the command: `A=b`. */
  readonly before?: string;
}

const CACHE = "/var/cache/postmulti";

/** A cache that is right but for one thing: it leads to another primary. */
const EVIL_CACHE = `mkdir -p $WORLD/outside/etc
cp -a /etc/postfix/. $WORLD/outside/etc/
sed -i '/^multi_instance_directories/d' $WORLD/outside/etc/main.cf
postmulti -l > /dev/null
cache=$(ls ${CACHE}/*)
# The paths are of one length, so that the length in the first line stays right.
ln -s $WORLD/outside/etc /run/evil-etc
sed -i 's|^config_directory = /etc/postfix$|config_directory = /run/evil-etc|' $cache
size=$(tail -n +2 $cache | wc -c)
sed -i "1s|[0-9]*$|$size|" $cache
`;

/** Caches that must not be believed. */
export const CACHES: readonly Neighbour[] = [
  {
    name: "a cache of another user's",
    setup: `${EVIL_CACHE}chown nobody $cache`,
  },
  {
    name: "a cache that a group can write",
    setup: `${EVIL_CACHE}chmod 664 $cache`,
  },
  {
    name: "a cache that everybody can write",
    setup: `${EVIL_CACHE}chmod 666 $cache`,
  },
  {
    name: "a cache in a directory that everybody can write",
    setup: `${EVIL_CACHE}chmod 1777 ${CACHE}`,
  },
  {
    name: "a cache in another user's directory",
    setup: `${EVIL_CACHE}chown nobody ${CACHE}`,
  },
  {
    name: "a cache below a directory that everybody can write",
    setup: `${EVIL_CACHE}chmod 777 /var/cache`,
  },
  {
    name: "a cache behind a symbolic link",
    setup: `${EVIL_CACHE}mv $cache $WORLD/outside/cache
ln -s $WORLD/outside/cache $cache`,
  },
  {
    name: "a cache directory that is a symbolic link",
    setup: `${EVIL_CACHE}mv ${CACHE} $WORLD/outside/caches
chown nobody $WORLD/outside/caches; ln -s $WORLD/outside/caches ${CACHE}`,
  },
  {
    name: "a cache directory that is a symbolic link to nowhere",
    setup: `mkdir -p /var/cache; ln -s $WORLD/outside/caches ${CACHE}`,
  },
  {
    name: "a cache that is a FIFO",
    setup: `${EVIL_CACHE}rm $cache; mkfifo $cache`,
  },
  {
    name: "a cache that is a directory",
    setup: `${EVIL_CACHE}rm $cache; mkdir $cache`,
  },
  {
    name: "a cache directory that is a file",
    setup: `mkdir -p /var/cache; echo > ${CACHE}`,
  },
  {
    name: "a cache with other witnesses",
    setup: `${EVIL_CACHE}sed -i '3s/:[0-9]*/:1/' $cache
size=$(tail -n +2 $cache | wc -c); sed -i "1s|[0-9]*$|$size|" $cache`,
  },
  {
    name: "a cache without witnesses",
    setup: `${EVIL_CACHE}sed -i '3,/^$/{/./d}' $cache
size=$(tail -n +2 $cache | wc -c); sed -i "1s|[0-9]*$|$size|" $cache`,
  },
  {
    name: "a cache of another host",
    setup: `${EVIL_CACHE}sed -i '2s/.*/other.example.com/' $cache
size=$(tail -n +2 $cache | wc -c); sed -i "1s|[0-9]*$|$size|" $cache`,
  },
  {
    name: "a cache with its temporary file planted as a link",
    setup: `mkdir -p ${CACHE}
ln -s $WORLD/outside/canary '${CACHE}/%2Fusr%2Fsbin%2Fpostconf.tmp'`,
  },
];

const EVIL = "$WORLD/evil";

/** Hostile variables, one by one. */
export const ENVIRONMENTS: readonly Neighbour[] = [
  ["a search path with other programs in front", `PATH=${EVIL}:$PATH`],
  ["a search path with the current directory in front", "PATH=.::$PATH"],
  ["an empty search path", "PATH="],
  ["no search path", "-u PATH"],
  ["IFS", "IFS=/fix"],
  ["LD_PRELOAD of what is not there", "LD_PRELOAD=/nowhere/evil.so"],
  ["LD_PRELOAD of what is no library", `LD_PRELOAD=${EVIL}/postconf`],
  ["LD_AUDIT of what is no library", `LD_AUDIT=${EVIL}/postconf`],
  ["LD_LIBRARY_PATH without libraries", "LD_LIBRARY_PATH=/etc:/nowhere"],
  ["LD_BIND_NOW and LD_BIND_NOT", "LD_BIND_NOW=1 LD_BIND_NOT=1"],
  ["TMPDIR of others", `TMPDIR=${EVIL}`],
  ["TMPDIR that is not there", "TMPDIR=/nowhere TEMP=/nowhere TMP=/nowhere"],
  ["HOME and XDG_CACHE_HOME", `HOME=${EVIL} XDG_CACHE_HOME=${EVIL}`],
  ["DENO_DIR", `DENO_DIR=${EVIL}`],
  ["DENO_V8_FLAGS", "DENO_V8_FLAGS=--help,--max-old-space-size=1"],
  ["DENO_UNSTABLE_ and DENO_LOG", "DENO_LOG=trace DENO_UNSTABLE_SLOPPY=1"],
  ["DENO_PERMISSIONS", "DENO_NO_PROMPT=0 DENO_TRACE_PERMISSIONS=1"],
  ["DENO_CERT and proxies", `DENO_CERT=${EVIL}/postconf HTTPS_PROXY=http://x`],
  ["DENO_AUTO_CONFIG", `DENO_COMPAT=1 DENO_SERVE_ADDRESS=tcp:127.0.0.1:9`],
  ["RUST_LOG and RUST_BACKTRACE", "RUST_LOG=trace RUST_BACKTRACE=full"],
  ["NODE_OPTIONS", `NODE_OPTIONS=--require=${EVIL}/evil.js`],
  ["NODE_PATH and NODE_ENV", `NODE_PATH=${EVIL} NODE_ENV=evil NODE_DEBUG=fs`],
  ["PERL5LIB and PERL5OPT", `PERL5LIB=${EVIL} PERL5OPT=-Mevil`],
  ["PYTHONPATH", `PYTHONPATH=${EVIL} PYTHONSTARTUP=${EVIL}/postconf`],
  ["BASH_ENV and ENV", `BASH_ENV=${EVIL}/postconf ENV=${EVIL}/postconf`],
  ["SHELLOPTS and PS4", "SHELLOPTS=xtrace PS4='$(touch $WORLD/outside/x)'"],
  ["exported functions", `'BASH_FUNC_echo%%=() { ${EVIL}/postconf; }'`],
  ["GCONV_PATH and locales", `GCONV_PATH=${EVIL} LOCPATH=${EVIL} LC_ALL=evil`],
  ["MALLOC_ and GLIBC_TUNABLES", "MALLOC_CHECK_=3 GLIBC_TUNABLES=glibc=x"],
  ["POSTMULTI_ variables it has not", "POSTMULTI_LOCK=/x POSTMULTI_CACHE=/x"],
  ["MAIL_LOGTAG and POSTLOG_", `MAIL_LOGTAG=evil POSTLOG_SERVICE=${EVIL}/x`],
  ["MAIL_DEBUG and MAIL_VERBOSE", "MAIL_DEBUG=1 MAIL_VERBOSE=1"],
  ["other directories of Postfix", "queue_directory=/x config_directory=/x"],
  [
    "multi_instance_ variables",
    "multi_instance_name=x multi_instance_enable=x",
  ],
  ["TZ and TERM", "TZ=/nowhere TERM=evil COLUMNS=-1"],
].map(([name = "", before = ""]) => ({ name, before }));

/** What else a caller may have done to the process. */
export const CALLERS: readonly Neighbour[] = [
  { name: "an umask of 0", before: "sh -c 'umask 0; exec \"$@\"' sh" },
  { name: "an umask of 777", before: "sh -c 'umask 777; exec \"$@\"' sh" },
  {
    name: "ignored signals",
    before: 'sh -c \'trap "" CHLD PIPE HUP TERM; exec "$@"\' sh',
  },
  {
    name: "a closed standard input",
    before: "sh -c 'exec \"$@\" <&-' sh",
  },
];
