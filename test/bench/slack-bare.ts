/** What an app of Slack's own framework must do with an event: check its signature, read it, answer, and call a listener that does nothing. */
import { App, HTTPReceiver } from "@slack/bolt";
import { silent } from "../../adapters/slack/client.ts";

const [signingSecret = "", port = "0"] = process.argv.slice(2);
const app = new App({
  receiver: new HTTPReceiver({ signingSecret, logger: silent }),
  logger: silent,
  authorize: async () => ({ botId: "B0000000001", botUserId: "U0000000001" }),
});
app.event("message", async () => {});
const server = await app.start({ port: Number(port), host: "127.0.0.1" });
process.stdout.write("ready\n");
process.once("SIGTERM", () => {
  server.close();
  process.exit(0);
});
