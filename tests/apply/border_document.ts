/**
 * The border mail server of MULTI_INSTANCE_README as one document: the primary
 * instance for mail of this host, an input and an output instance around a
 * content filter.
 *
 * @module
 */

/** One entry of a document. */
export type Entry = Readonly<Record<string, unknown>>;

/** A document that can be changed for a test. */
export interface TestDocument {
  readonly schema: 1;
  readonly exclusive?: boolean;
  readonly instances: readonly Entry[];
}

/** The primary instance, which sends what this host has to say. */
export const PRIMARY: Entry = {
  primary: true,
  main_cf: {
    inet_interfaces: "loopback-only",
    master_service_disable: "inet",
    mydestination: "",
    local_transport: "error:5.1.1 Mailbox unavailable",
    relayhost: "[127.0.0.1]:10026",
  },
  state: "started",
};

/** Takes mail back from the filter and sends it on. */
export const OUTPUT: Entry = {
  name: "postfix-out",
  group: "mta",
  enabled: true,
  main_cf: {
    inet_interfaces: "loopback-only",
    mynetworks_style: "host",
    master_service_disable: null,
    authorized_submit_users: null,
    local_header_rewrite_clients: "",
    transport_maps: "texthash:$config_directory/transport",
  },
  master_cf: {
    "smtp/inet": null,
    "127.0.0.1:10026/inet": {
      chroot: "n",
      process_limit: 10,
      command: "smtpd",
      options: { content_filter: "", smtpd_banner: "$myhostname ESMTP out" },
    },
  },
  files: [{
    path: "transport",
    content: "example.com smtp:[127.0.0.1]:2525\n",
  }],
  state: "restarted_when_changed",
};

/** Takes mail from outside and gives it to the filter. */
export const INPUT: Entry = {
  name: "postfix-in",
  group: "mta",
  enabled: true,
  main_cf: {
    inet_interfaces: "127.0.0.1",
    master_service_disable: null,
    content_filter: "smtp:[127.0.0.1]:10026",
    smtpd_client_port_logging: "yes",
  },
  master_cf: {
    "smtp/inet": { chroot: "n" },
    "smtp/unix": { options: { smtp_send_xforward_command: "yes" } },
  },
  plugins: { "10-maintenance": { conf: "file = keep-away\n" } },
  state: "started",
};

/** All of it. */
export const BORDER: TestDocument = {
  schema: 1,
  instances: [PRIMARY, OUTPUT, INPUT],
};

/** Shell text that applies a document. */
export function apply(document: TestDocument, options = ""): string {
  return `cat > $WORLD/document.json <<'END_OF_DOCUMENT'
${JSON.stringify(document, undefined, 1)}
END_OF_DOCUMENT
chmod 600 $WORLD/document.json
postmulti --apply $WORLD/document.json ${options}`;
}

/** The result of --apply. */
export interface ApplyResult {
  readonly dry_run: boolean;
  readonly changed: boolean;
  readonly complete: boolean;
  readonly error: string | null;
  readonly instances: readonly {
    readonly name: string | null;
    readonly config_directory: string;
    readonly changed: boolean;
    readonly complete: boolean;
    readonly done: readonly string[];
    readonly not_done: readonly string[];
    readonly files: readonly {
      readonly path: string;
      readonly changed: boolean;
      readonly change: string | null;
      readonly diff: string | null;
    }[];
  }[];
}

/** What was done to each instance that is not left alone: `name: action action`. */
export function doneIn(
  { instances }: Pick<ApplyResult, "instances">,
): string[] {
  return instances.filter(({ done }) => done.length > 0).map((
    { name, done },
  ) => `${name ?? "-"}: ${done.join(" ")}`);
}

/** The same for what was left undone. */
export function leftIn({ instances }: ApplyResult): string[] {
  return instances.filter(({ not_done }) => not_done.length > 0).map((
    { name, not_done },
  ) => `${name ?? "-"}: ${not_done.join(" ")}`);
}
