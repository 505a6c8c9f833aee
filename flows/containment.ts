/** What is done so that it does not spread: at the customer, at the supplier, on the way. What is planned is no containment. */
import type { Shared, VisibleCase } from "../src/domain/case.ts";
import { accept, type DrawAsk, type Flow, quick, type Wanted } from "../src/domain/flow.ts";
import { type Place, places, type Sort } from "../src/domain/intake.ts";
import type { Action, Block } from "../src/domain/message.ts";
import { type Account, type Firm, firms } from "../src/domain/people.ts";
import { button, choices, facts, field, named, quoted, row, speak, text } from "./parts.ts";
import { plannedLocus } from "./plan.ts";
import type { Speak } from "./wording/index.ts";

/** The places that a firm can look after. */
const placesOf: { readonly [F in Firm]: readonly Place[] } = { customer: ["customer-stock"], supplier: ["supplier-stock", "transit"] };

/** Kinds of failure of which no piece lies anywhere. */
const withoutPieces: readonly Sort[] = ["late", "missing", "service", "bill"];

/** Whether there are pieces that could spread it: an order or a number of them was named, or somebody has set some aside. */
const hasPieces = ({ report, containment }: Shared): boolean =>
  !(report.details.sort !== null && withoutPieces.includes(report.details.sort)) &&
  (report.order !== null || report.affected !== null || containment.length > 0);

/** Whom it is asked of: the supplier; the customer, where it is not asked to work on what the supplier caused (questions page, section 1). */
const askedFirms = (s: Shared): readonly Firm[] =>
  firms.filter((firm) => firm === "supplier" || (s.report.perspective === "reactive" && plannedLocus(s) !== "supplier"));

const isAnswered = (s: Shared, place: Place): boolean => s.containment.some((one) => one.place === place);

/** The places that somebody still has to say something of. */
export const openPlaces = (s: Shared): readonly Place[] => {
  if (!s.acknowledged || s.followUp.closed || s.severity === "low" || s.negotiation.status === "agreed" || !hasPieces(s)) return [];
  return askedFirms(s)
    .flatMap((firm) => placesOf[firm])
    .filter((place) => !isAnswered(s, place));
};

function asks(s: Shared, account: Account): Wanted[] {
  const open = openPlaces(s);
  return firms
    .filter((firm) => placesOf[firm].some((place) => open.includes(place)))
    .map((firm) => ({
      key: `contain:${firm}`,
      firm,
      to: [s.lead[firm]],
      due: { withinMinutes: account.service.judge[s.severity] },
      slots: quick.slice(0, 3),
    }));
}

/** One place after the other: what was done there, or that nothing lies there. */
const contain: DrawAsk = (see, subject, say) => {
  const t = speak(say);
  const place = openPlaces(see.shared).find((one) => placesOf[subject as Firm]?.includes(one));
  if (!place) return { title: t("ask.contain"), blocks: [], actions: [] };
  return {
    title: t("ask.contain"),
    blocks: [text(t(`ask.contain.${place}`))],
    actions: [
      button(
        t,
        "action.contained",
        see.id,
        { type: "contain", place },
        { style: "primary", fields: [field.text(t, "what", "field.contained", { required: true, maxLength: 200 })] },
      ),
      button(t, "action.nothing-there", see.id, { type: "nothing-to-contain", place }),
    ],
  };
};

/** Done, nothing there, or open, in every place that is spoken of. */
function section(see: VisibleCase, t: Speak, account: Account): Block[] {
  const s = see.shared;
  const open = openPlaces(s);
  return facts(
    ...places.flatMap((place) => {
      const said = s.containment.filter((one) => one.place === place);
      if (said.length === 0) return open.includes(place) ? [row(t, `place.${place}`, t("contain.open"))] : [];
      return said.map(({ nothing, what, by }) =>
        row(t, `place.${place}`, nothing ? t("contain.nothing") : [quoted(what, t), " · ", named(account, by, t)]),
      );
    }),
  );
}

const containButton = (see: VisibleCase, t: Speak): Action =>
  button(
    t,
    "action.contain",
    see.id,
    { type: "contain" },
    {
      fields: [
        field.choice(t, "place", "field.place", choices(t, places, "place"), { required: true }),
        field.text(t, "what", "field.contained", { required: true, maxLength: 200 }),
      ],
    },
  );

export const containment: Flow = {
  rules: {
    contain: (_see, { place, what }, { said }) =>
      accept({ type: "contained", audience: "shared", place, nothing: false, said: said({ what }) }),
    "nothing-to-contain": (_see, { place }) => accept({ type: "contained", audience: "shared", place, nothing: true, said: null }),
  },
  asks,
  draw: { contain },
  redraws: { contained: ["contain"] },
  section: (see, say, account) => section(see, speak(say), account),
  more: (see, say) => (see.shared.followUp.closed ? [] : [containButton(see, speak(say))]),
};
