/**
 * The map of the mail flow for a terminal. Pure.
 *
 * @module
 */

import { formatEndpoint } from "./endpoint.ts";
import { mailPaths, type Stop } from "./mail_paths.ts";
import type { MailMap, MapInstance, Route } from "./mail_map.ts";
import { routeLabel } from "./route_label.ts";

/** Where a label ends and its text begins, in columns. */
const LABEL_WIDTH = 9;

/** First the ways that mail takes, then each instance in start order. */
export function drawText(map: MailMap): string {
  const flows = mailPaths(map);
  const isAssumed = map.arrows.some(({ assumed }) => assumed);
  const lines = [
    "Mail flow",
    "",
    ...flows.map((way) => `  ${drawWay(way)}`),
    ...(flows.length === 0 ? ["  no mail gets in"] : []),
    ...(isAssumed
      ? [
        "",
        "  ~~> is assumed: main.cf does not say where a filter sends mail.",
      ]
      : []),
    "",
    "Instances in start order",
    ...map.instances.flatMap((instance) => ["", ...drawInstance(instance)]),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function drawWay(way: readonly Stop[]): string {
  return way.map(({ text, assumed }, index) =>
    index === 0 ? text : `${assumed ? "~~>" : "-->"} ${text}`
  ).join(" ");
}

function drawInstance(instance: MapInstance): string[] {
  const { title, group, primary, enabled, configDirectory } = instance;
  const facts = [
    ...(primary ? ["primary"] : []),
    ...(group === "" ? [] : [`group ${group}`]),
    ...(title === configDirectory ? [] : [configDirectory]),
    ...(enabled ? [] : ["not enabled"]),
  ];
  return [
    `  ${title}${facts.length === 0 ? "" : ` (${facts.join(", ")})`}`,
    ...labelled("listens", listens(instance)),
    ...labelled("sendmail", [instance.submitters || "for no user"]),
    ...labelled("sends", instance.routes.map(drawRoute)),
    ...labelled("tables", instance.tables.map((pair) => pair.join(" = "))),
  ];
}

function listens({ listeners, disabled }: MapInstance): string[] {
  const lines = listeners.flatMap(({ endpoints, daemon }) =>
    endpoints.map((endpoint) => `${formatEndpoint(endpoint)} ${daemon}`)
  );
  const off = disabled.length === 0
    ? []
    : [`not at ${disabled.join(", ")}: master_service_disable`];
  return [...lines, ...off];
}

/** `relayhost: smtp to [hub.example.com]`. */
function drawRoute(route: Route): string {
  const { transport, nextHop, kind } = route;
  const why = routeLabel(route);
  const where = nextHop === "" ? "the recipient's domain" : nextHop;
  switch (kind) {
    case "local":
      return `${why}: delivered here by ${transport}`;
    case "refused":
      return `${why}: ${transport} ${nextHop}`.trimEnd();
    case "filter":
      return `${why}: through ${transport}`;
    case "network":
      return `${why}: ${transport} to ${where}`;
  }
}

function labelled(label: string, texts: readonly string[]): string[] {
  return texts.map((text, index) =>
    `    ${(index === 0 ? label : "").padEnd(LABEL_WIDTH)} ${text}`
  );
}
