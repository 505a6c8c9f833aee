/** What Slack would send back of a modal that nobody has touched. */
import type { InputBlock, ModalView } from "@slack/types";
import type { ViewState } from "../../adapters/slack/parse.ts";

type Held = ViewState["values"][string][string];

function held(element: InputBlock["element"]): Held {
  switch (element.type) {
    case "plain_text_input":
    case "number_input":
      return { type: element.type, value: element.initial_value ?? null };
    case "radio_buttons":
    case "static_select":
      return { type: element.type, selected_option: (element.initial_option ?? null) as NonNullable<Held["selected_option"]> | null };
    case "checkboxes":
    case "multi_static_select":
      return { type: element.type, selected_options: (element.initial_options ?? []) as NonNullable<Held["selected_options"]> };
    case "datepicker":
      return { type: element.type, selected_date: element.initial_date ?? null };
    case "datetimepicker":
      return { type: element.type, selected_date_time: element.initial_date_time ?? null };
    case "file_input":
      return { type: element.type, files: [] };
    default:
      throw new Error(`no form of ours has a ${element.type}`);
  }
}

/** The state of a modal as it was drawn. */
export const stateOf = ({ blocks }: ModalView): ViewState => ({
  values: Object.fromEntries(
    blocks.flatMap((block) => {
      if (block.type !== "input") return [];
      const { block_id, element } = block as InputBlock;
      return [[block_id!, { [element.action_id!]: held(element) }]];
    }),
  ),
});
