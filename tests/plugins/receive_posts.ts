/**
 * A receiver of webhooks for tests: appends one line of JSON per request to a file,
 * with the list of processes as anybody can see it while the request is being made.
 *
 * usage: deno run receive_posts.ts PORT FILE
 *
 * A request whose path is /refuse gets status 500.
 *
 * @module
 */

const [port, file] = Deno.args;

Deno.serve(
  { hostname: "127.0.0.1", port: Number(port), onListen: () => {} },
  async (request) => {
    const { pathname, search } = new URL(request.url);
    const seen = {
      method: request.method,
      target: pathname + search,
      authorization: request.headers.get("authorization"),
      type: request.headers.get("content-type"),
      body: await request.text(),
      processes: await listProcesses(),
    };
    await Deno.writeTextFile(file ?? "", JSON.stringify(seen) + "\n", {
      append: true,
    });
    return new Response("", { status: pathname === "/refuse" ? 500 : 200 });
  },
);

async function listProcesses(): Promise<string> {
  const ps = new Deno.Command("ps", { args: ["-eo", "args", "-ww"] });
  return new TextDecoder().decode((await ps.output()).stdout);
}
