/**
 * The map of the mail flow as nodes and edges, for tools that draw. Pure.
 *
 * @module
 */

import { OUTSIDE, SENDMAIL } from "./mail_paths.ts";
import { formatEndpoint } from "./endpoint.ts";
import type { MailMap, MapInstance } from "./mail_map.ts";

/** Something to draw. */
export interface GraphNode {
  /** Letters and digits; no two nodes have the same. */
  readonly id: string;
  /** What to write in it, line by line. */
  readonly lines: readonly string[];
  /** What it stands for. */
  readonly kind: "instance" | "filter" | "outside";
}

/** An arrow between two nodes. */
export interface GraphEdge {
  /** The id of a node. */
  readonly from: string;
  /** The id of a node. */
  readonly to: string;
  /** What to write beside it. */
  readonly label: string;
  /** Draw it so that one sees that nothing says so. */
  readonly assumed: boolean;
}

/** What to draw. */
export interface Graph {
  /** Instances first, in start order. */
  readonly nodes: readonly GraphNode[];
  /** In the order of the map. */
  readonly edges: readonly GraphEdge[];
}

/** The map as nodes and edges. */
export function graphOf(map: MailMap): Graph {
  const nodes = new Map<string, GraphNode>();
  const node = (
    text: string,
    { kind, lines }: Pick<GraphNode, "kind" | "lines">,
  ): string => {
    const key = `${kind} ${text}`;
    const known = nodes.get(key);
    const id = known?.id ?? `n${nodes.size + 1}`;
    if (known === undefined) nodes.set(key, { id, lines, kind });
    return id;
  };
  const place = (text: string, kind: GraphNode["kind"]): string =>
    node(text, { kind, lines: [text] });
  for (const instance of map.instances) {
    node(instance.title, { kind: "instance", lines: instanceLines(instance) });
  }
  const entering = map.instances.flatMap((instance) =>
    entryEdges(instance, { map, place })
  );
  const between = map.arrows.map((arrow): GraphEdge => ({
    from: place(arrow.from, isFilter(map, arrow.from) ? "filter" : "instance"),
    to: place(arrow.to, arrow.toKind),
    label: [arrow.label, arrow.toKind === "instance" ? arrow.at : ""]
      .filter((text) => text !== "").join(" "),
    assumed: arrow.assumed,
  }));
  return { nodes: [...nodes.values()], edges: [...entering, ...between] };
}

function instanceLines(instance: MapInstance): string[] {
  const { title, group, enabled } = instance;
  return [
    title,
    ...(group === "" ? [] : [`group ${group}`]),
    ...(enabled ? [] : ["not enabled"]),
  ];
}

function entryEdges(
  instance: MapInstance,
  { map, place }: {
    readonly map: MailMap;
    readonly place: (text: string, kind: GraphNode["kind"]) => string;
  },
): GraphEdge[] {
  const to = place(instance.title, "instance");
  const network = instance.listeners
    .flatMap(({ endpoints }) => endpoints.map(formatEndpoint))
    .filter((at) =>
      !map.arrows.some((arrow) =>
        arrow.to === instance.title && arrow.at === at
      )
    )
    .map((at) => ({ from: OUTSIDE, label: at }));
  const local = instance.submitters === ""
    ? []
    : [{ from: SENDMAIL, label: "" }];
  return [...network, ...local].map(({ from, label }) => ({
    from: place(from, "outside"),
    to,
    label,
    assumed: false,
  }));
}

function isFilter({ filters }: MailMap, title: string): boolean {
  return filters.some((filter) => filter.title === title);
}
