import { assertEquals, assertThrows } from "@std/assert";
import { madeInstallation } from "../../tests/unit/made_installation.ts";
import { madePrimary } from "../../tests/unit/made_instance.ts";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import { parsePortNames } from "../map/endpoint.ts";
import { withResource } from "../sys/with_resource.ts";
import { readListening } from "./listening.ts";

const SMTP = "smtp inet n - y - - smtpd\n";
const PICKUP = "pickup unix n - y 60 1 pickup\n";

const CASES: readonly (readonly [
  title: string,
  mainCf: string,
  masterCf: string,
  endpoints: readonly string[],
])[] = [
  ["every interface", "", SMTP + PICKUP, ["*:25"]],
  ["no service of another type", "", PICKUP, []],
  [
    "each interface for a service without a host",
    "inet_interfaces = 192.0.2.1, [2001:db8::1]\n",
    `${SMTP}127.0.0.1:10026 inet n - n - - smtpd\n`,
    ["192.0.2.1:25", "[2001:db8::1]:25", "127.0.0.1:10026"],
  ],
  [
    "services that take no mail",
    "inet_interfaces = loopback-only\n",
    "submission inet n - y - - smtpd\n9998 inet n - n - - spawn\n",
    ["loopback:587", "loopback:9998"],
  ],
  [
    "no service that master_service_disable turns off",
    "master_service_disable = smtp/inet\n",
    `${SMTP}2525 inet n - y - - smtpd\n`,
    ["*:2525"],
  ],
  [
    "an endpoint with two names once",
    "",
    `${SMTP}25 inet n - y - - smtpd\n`,
    ["*:25"],
  ],
  [
    "a port that only services(5) knows",
    "",
    "filter inet n - y - - smtpd\nnobody inet n - y - - smtpd\n",
    ["*:10025", "*:nobody"],
  ],
];

for (const [title, mainCf, masterCf, endpoints] of CASES) {
  Deno.test(`readListening() tells ${title}`, () => {
    withResource(tempDirectory(), ({ path, write }) => {
      write("master.cf", masterCf);
      const installation = madeInstallation({
        mainCf,
        defaults: { inet_interfaces: "all", master_service_disable: "" },
      });
      const instance = madePrimary({ configDirectory: path });
      const portNames = () => parsePortNames("filter 10025/tcp\n");
      assertEquals(
        readListening(instance, { installation, portNames }),
        endpoints,
      );
    });
  });
}

Deno.test("readListening() throws when there is no master.cf", () => {
  withResource(tempDirectory(), ({ path }) => {
    const instance = madePrimary({ configDirectory: path });
    const installation = madeInstallation();
    const portNames = () => parsePortNames("");
    assertThrows(
      () => readListening(instance, { installation, portNames }),
      FatalError,
      `${path}/master.cf: No such file`,
    );
  });
});
