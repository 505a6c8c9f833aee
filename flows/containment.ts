/** What is done so that it does not spread: at the customer, at the supplier, on the way. What is planned is no containment. */
import type { Shared, VisibleCase } from "../src/domain/case.ts";
import type { Locus } from "../src/domain/collaboration.ts";
import { accept, type DrawAsk, type Flow, quick, type Wanted } from "../src/domain/flow.ts";
import { type Place, places, type Sort } from "../src/domain/intake.ts";
import type { Action, Block, Field } from "../src/domain/message.ts";
import { type Account, type Firm, firms } from "../src/domain/people.ts";
import { button, choices, facts, field, named, quoted, row, speak, text } from "./parts.ts";
import { isUntold, plannedLocus } from "./plan.ts";
import type { Speak } from "./wording/index.ts";

/** The places that a firm can look after. */
const placesOf: { readonly [F in Firm]: readonly Place[] } = { customer: ["customer-stock"], supplier: ["supplier-stock", "transit"] };

/** Kinds of failure of which no piece lies anywhere. */
const withoutPieces: readonly Sort[] = ["late", "missing", "service", "bill"];

/** Whether there are pieces that could spread it: an order or a number of them was named, or somebody has set some aside. */
const hasPieces = ({ report, containment }: Shared): boolean =>
  !(report.details.sort !== null && withoutPieces.includes(report.details.sort)) &&
  (report.order !== null || report.affected !== null || containment.length > 0);

/** Where the customer thinks that it came from: how much work it is asked for follows that, whatever the supplier says (questions page, section 1). */
const customersView = (s: Shared): Locus => s.locus.settled ?? s.locus.says.customer ?? plannedLocus(s);

/** Whom it is asked of: the supplier; the customer once somebody has said where it came from, and never for what the supplier caused. */
const askedFirms = (s: Shared): readonly Firm[] =>
  firms.filter((firm) => firm === "supplier" || (s.report.perspective === "reactive" && !isUntold(s) && customersView(s) !== "supplier"));

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

const whatField = (t: Speak): Field => field.text(t, "what", "field.contained", { required: true, maxLength: 200 });

/** What the supplier knows of the customer's own stock, or has agreed with it, where nobody has said it and the customer is not asked. */
const thereField = (s: Shared, t: Speak): Field | null =>
  isAnswered(s, "customer-stock") || askedFirms(s).includes("customer")
    ? null
    : field.text(t, "there", "field.contained-there", { maxLength: 200, hint: "hint.contained-there" });

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
        { style: "primary", fields: [whatField(t), subject === "supplier" ? thereField(see.shared, t) : null] },
      ),
      button(t, "action.nothing-there", see.id, { type: "nothing-to-contain", place }),
    ],
  };
};

/** Done, nothing there, open, or not said, in every place, once one of them is spoken of. */
function section(see: VisibleCase, t: Speak, account: Account): Block[] {
  const s = see.shared;
  const open = openPlaces(s);
  const isSpokenOf = open.length > 0 || s.containment.length > 0;
  return facts(
    ...places.flatMap((place) => {
      const said = s.containment.filter((one) => one.place === place);
      if (said.length === 0 && (!isSpokenOf || s.followUp.closed)) return [];
      if (said.length === 0) return [row(t, `place.${place}`, t(open.includes(place) ? "contain.open" : "contain.not-said"))];
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
      fields: [field.choice(t, "place", "field.place", choices(t, places, "place"), { required: true }), whatField(t)],
    },
  );

export const containment: Flow = {
  rules: {
    contain: (_see, { place, what, there }, { said }) =>
      accept(
        { type: "contained", audience: "shared", place, nothing: false, said: said({ what }) },
        ...(there
          ? [{ type: "contained", audience: "shared", place: "customer-stock", nothing: false, said: said({ what: there }) } as const]
          : []),
      ),
    "nothing-to-contain": (_see, { place }) => accept({ type: "contained", audience: "shared", place, nothing: true, said: null }),
  },
  asks,
  draw: { contain },
  redraws: { contained: ["contain"] },
  section: (see, say, account) => section(see, speak(say), account),
  more: (see, say) => (see.shared.followUp.closed ? [] : [containButton(see, speak(say))]),
};
