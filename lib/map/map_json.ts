/**
 * The map of the mail flow as JSON. Pure.
 *
 * @module
 */

import { jsonText } from "../diag/json_text.ts";
import { formatEndpoint } from "./endpoint.ts";
import type { MailMap, MapInstance } from "./mail_map.ts";

/** One JSON object on one line. Members are only ever added to schema 1. */
export function mapJson({ instances, filters, arrows }: MailMap): string {
  const value = {
    schema: 1,
    instances: instances.map(instanceJson),
    filters: filters.map(({ title }) => ({ title })),
    arrows: arrows.map(({ from, to, at, label, toKind, assumed }) => ({
      from,
      to,
      to_kind: toKind,
      at,
      parameter: label,
      assumed,
    })),
  };
  return `${jsonText(value)}\n`;
}

function instanceJson(instance: MapInstance): Record<string, unknown> {
  const { title, name, group, enabled, primary, configDirectory } = instance;
  return {
    title,
    name,
    group,
    enabled,
    primary,
    config_directory: configDirectory,
    authorized_submit_users: instance.submitters,
    listeners: instance.listeners.map(({ service, daemon, endpoints }) => ({
      service,
      daemon,
      endpoints: endpoints.map(formatEndpoint),
    })),
    disabled: instance.disabled,
    routes: instance.routes.map((route) => ({
      parameter: route.parameter,
      service: route.service,
      transport: route.transport,
      next_hop: route.nextHop,
      kind: route.kind,
      target: route.target === undefined ? null : formatEndpoint(route.target),
    })),
    tables: Object.fromEntries(instance.tables),
  };
}
