/** Where a scenario is played by each firm in its own tool: one in Slack, the other in Teams, both on one program. */
import { openPostgres } from "../../adapters/postgres/database.ts";
import { type Firm, otherFirm } from "../../src/domain/people.ts";
import type { Server } from "../support/database.ts";
import { startSlack } from "../support/slack/server.ts";
import { startTeams } from "../support/teams/server.ts";
import type { Mail, Post } from "./mail.ts";
import type { Hands } from "./player.ts";
import { slackSettings, slackSide } from "./slack.ts";
import { furnishFirm as furnishSlack } from "./slack-people.ts";
import type { Ground, Open, Side } from "./stage.ts";
import { teamsSettings, teamsSide } from "./teams.ts";
import { furnishFirm as furnishTeams, furnishTenants } from "./teams-people.ts";

/** Where the program is reached from outside. */
const publicUrl = "https://parley.example";

/** Whether a picture is shown at one of our addresses in what stands there. */
async function isShown({ url }: Ground, standing: string, bytes: Uint8Array): Promise<boolean> {
  const addresses = new Set(standing.match(/https:\/\/parley\.example\/picture\/[\w.-]+/g));
  for (const address of addresses) {
    const answer = await fetch(address.replace(publicUrl, url()));
    if (answer.ok && Buffer.from(await answer.arrayBuffer()).equals(bytes)) return true;
  }
  return false;
}

/** Plays with one firm in Slack and the other in Teams, on databases of `server`. */
export const bridgedStage =
  (inSlack: Firm) =>
  (server: Server, post: Post = { chance: null }): Open =>
  async () => {
    const [slack, teams] = [await startSlack(), await startTeams()];
    const tenants = furnishTenants(teams.world, [otherFirm(inSlack)]);
    const databaseUrl = await server.freshUrl();
    return {
      settings: { DATABASE_URL: databaseUrl, ...slackSettings(slack), ...teamsSettings(teams, tenants), PARLEY_URL: publicUrl },
      async stage(ground) {
        const { cast } = ground;
        const database = openPostgres(databaseUrl, 2);
        const mail: Mail = { ground, post, late: [] };
        const enter = (firm: Firm): Promise<Side> =>
          firm === inSlack
            ? slackSide(mail, slack, furnishSlack(slack.world, cast, firm), database)
            : teamsSide(mail, teams, (zoneOf) => furnishTeams(teams.world, cast, firm, zoneOf), database);
        // The supplier comes first: its channel is the shared room, and the customer's one more place of it.
        const sides = { supplier: await enter("supplier"), customer: await enter("customer") };
        return {
          adapter: inSlack === "supplier" ? "slack-teams" : "teams-slack",
          hands(seat) {
            const [own, other] = seat.firm === "supplier" ? [sides.supplier, sides.customer] : [sides.customer, sides.supplier];
            const hands = own.hands(seat);
            // What stays in the other firm's tool is seen on cards here.
            return Object.assign(Object.create(hands) as Hands, {
              async opens(file: string): Promise<boolean> {
                const elsewhere = other.picture?.(file) ?? null;
                return elsewhere === null ? hands.opens(file) : isShown(ground, own.standing?.(seat.id) ?? "", elsewhere);
              },
            });
          },
          sent: (firm) => sides[firm].sent(firm),
          errors: () => [...sides.supplier.errors(), ...sides.customer.errors()],
          async close() {
            await database.close();
            await Promise.all([slack.close(), teams.close()]);
          },
        };
      },
    };
  };
