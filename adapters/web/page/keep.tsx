/** What can be made of something that somebody wrote in a room: a report, or an entry of the case that it stands in. */
import type { Action, Message } from "../../../src/domain/message.ts";
import { fetchMore } from "./api.ts";
import { press, withBegun } from "./press.ts";
import { current, setNote } from "./state.ts";
import type { RoomMessage } from "./wire.ts";
import { word } from "./words.ts";

const find = (message: Message | null, wanted: string): Action | undefined =>
  message?.blocks.flatMap((block) => (block.kind === "actions" ? block.actions : [])).find(({ key }) => key === wanted);

/** Opens the form of the case with which something is shared with both firms, filled with the message; says so where there is none any more. */
async function share(entry: RoomMessage, id: string, origin: string): Promise<void> {
  setNote(origin, null);
  try {
    const action = find(await fetchMore(id), "action.share");
    if (action) press(withBegun(action, entry), origin);
    else setNote(origin, { kind: "refused", says: [word("page.case-takes-no-more")], actions: [], retry: null });
  } catch {
    setNote(origin, { kind: "trouble", says: null, actions: [], retry: () => void share(entry, id, origin) });
  }
}

/** The quiet buttons of what a person wrote; nothing is kept before the form that they open is sent. */
export function Keep({ entry, origin }: { entry: RoomMessage; origin: string }) {
  const { welcome, spent } = current();
  const report = spent.has(origin) ? undefined : find(welcome, "action.report");
  const { case: thread } = entry;
  const quiet = (keeps: string, label: string, onClick: () => void) => (
    <button type="button" class="button button-quiet keep-button" data-keep={keeps} aria-describedby={`${origin}-by`} onClick={onClick}>
      {label}
    </button>
  );
  return (
    <div class="keep">
      {thread !== null && quiet("case", word("page.add-to-case"), () => void share(entry, thread, origin))}
      {report && quiet("report", word("page.report-this"), () => press(withBegun(report, entry), origin))}
    </div>
  );
}
