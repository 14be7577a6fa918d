import { assertEquals } from "@std/assert";
import { madeInstallation } from "../../tests/unit/made_installation.ts";
import { madePrimary, madeSecondary } from "../../tests/unit/made_instance.ts";
import { instanceEnvironment } from "./instance_environment.ts";

Deno.test("instanceEnvironment() tells a command about its instance", () => {
  const installation = madeInstallation({
    mainCf: "command_directory = /opt/sbin\n",
  });
  const instance = madeSecondary("postfix-out", { group: "mta" });
  assertEquals(instanceEnvironment(installation, instance), {
    MAIL_CONFIG: "/etc/postfix-out",
    command_directory: "/opt/sbin",
    daemon_directory: "/usr/lib/postfix/sbin",
    config_directory: "/etc/postfix-out",
    queue_directory: "/var/spool/postfix-out",
    data_directory: "/var/lib/postfix-out",
    multi_instance_name: "postfix-out",
    multi_instance_group: "mta",
    multi_instance_enable: "no",
  });
});

Deno.test("instanceEnvironment() has empty values for no name and no group", () => {
  const environment = instanceEnvironment(madeInstallation(), madePrimary());
  assertEquals(environment.multi_instance_name, "");
  assertEquals(environment.multi_instance_group, "");
  assertEquals(environment.multi_instance_enable, "yes");
});
