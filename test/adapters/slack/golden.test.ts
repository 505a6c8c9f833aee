/** What Slack gets, compared with the files under test/golden/slack. */
import type { Look } from "../../../adapters/chat/look.ts";
import { filled, formView } from "../../../adapters/slack/form.ts";
import { render } from "../../../adapters/slack/render.ts";
import { messageView } from "../../../adapters/slack/view.ts";
import { goldenFiles } from "../../support/golden.ts";
import { brokenLimits, brokenMessage } from "../../support/slack-checks.ts";
import { stateOf } from "../../support/slack-state.ts";
import { words } from "../../support/words.ts";

const look: Look = {
  zones: [
    { zone: "Europe/Copenhagen", city: "Aarhus" },
    { zone: "Asia/Tehran", city: "Tabriz" },
  ],
  picture: () => null,
  handle: ({ key }) => `handle-of-${key}`,
  words,
};
const of = { metadata: "metadata", callback: "callback", zone: "Europe/Copenhagen", words, rare: true };

goldenFiles({
  name: "slack",
  message: (message) => {
    const drawn = render(message, look);
    return { drawn, broken: brokenMessage(drawn) };
  },
  window: (message) => {
    const drawn = messageView(message, look, "PAR-00001", "metadata");
    return { drawn, broken: brokenLimits(drawn) };
  },
  form: (action) => {
    const drawn = formView(action, "en", of);
    return { drawn, broken: brokenLimits(drawn), came: filled(action, stateOf(drawn)), stood: filled(action, { values: {} }) };
  },
});
