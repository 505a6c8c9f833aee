/** What Teams gets, compared with the files under test/golden/teams. */
import type { Look } from "../../../adapters/chat/look.ts";
import { type Dialog, filled, formDialog, messageDialog } from "../../../adapters/teams/dialog.ts";
import { render } from "../../../adapters/teams/render.ts";
import { goldenFiles } from "../../support/golden.ts";
import { submittedOf } from "../../support/teams/read.ts";
import { problemsOfCard, problemsOfDialog } from "../../support/teams/validator.ts";
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
const dialog = (drawn: Dialog) => ({ drawn, broken: problemsOfDialog(drawn) });

goldenFiles({
  name: "teams",
  message: (message) => {
    const drawn = render(message, look);
    return { drawn, broken: problemsOfCard(drawn, "conversation") };
  },
  window: (message) => dialog(messageDialog(message, look, "PAR-00001")),
  form: (action) => {
    const drawn = formDialog(action, "en", { handle: "handle", zone: "Europe/Copenhagen", words });
    return { ...dialog(drawn), came: filled(action, submittedOf(drawn.card.content)), stood: filled(action, {}) };
  },
});
