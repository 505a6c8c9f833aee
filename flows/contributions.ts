/**
 * What the firms put into a recovery of their own: each is asked once what it can move where nobody or nobody yet known caused it; a
 * customer that found what the supplier caused may bridge it, if that suits it; one that carries out its part may be helped with it.
 */
import type { Shared, VisibleCase } from "../src/domain/case.ts";
import type { AskOf } from "../src/domain/command.ts";
import { contributionsOf } from "../src/domain/contribution.ts";
import { resources } from "../src/domain/deal.ts";
import type { Draft, Event } from "../src/domain/event.ts";
import type { PromiseShape } from "../src/domain/events/negotiation.ts";
import {
  accept,
  type Context,
  type Decision,
  type DrawAsk,
  type Flow,
  type Notice,
  quick,
  reject,
  slow,
  type Wanted,
} from "../src/domain/flow.ts";
import type { PromiseId } from "../src/domain/ids.ts";
import { type Account, firms, otherFirm, personOf } from "../src/domain/people.ts";
import { isPending } from "../src/domain/settling.ts";
import { movableRow, resourceNames } from "./contribution-cards.ts";
import { maxPromises } from "./deal.ts";
import { isBlind } from "./diagnosis.ts";
import { inFiveDays } from "./follow-up-state.ts";
import { apart, changeable, offered } from "./offer.ts";
import { button, choices, facts, field, firmName, moment, named, quoted, speak, text, toBoth } from "./parts.ts";
import { isUntold, planOf } from "./plan.ts";
import { allSettled } from "./promise-state.ts";
import { readWhen } from "./reading/when.ts";
import type { Speak } from "./wording/index.ts";

/** Whether something is still looked for that puts it right. */
const isOpen = (s: Shared): boolean => s.negotiation.status === "open" && !isPending(s);

function asks(s: Shared, account: Account): Wanted[] {
  if (!s.acknowledged || s.followUp.closed || s.severity === "low") return [];
  const { moves, bridge, beside } = contributionsOf(s);
  const plan = planOf(s, account);
  const { reopened: round } = s.followUp;
  const works = plan.customer.includes("work");
  const due = { withinMinutes: account.service.option[s.severity] };
  // While the views differ, work is asked of nobody: whoever can move something may say so under More.
  // And one thing at a time: first what each firm thinks, if both write that down first.
  const moving = isOpen(s) && !plan.differs && !isUntold(s) && !isBlind(s) && (plan.locus === "environment" || plan.locus === "unknown");
  const stands = s.severity === "high" || s.severity === "critical";
  const bridging = isOpen(s) && stands && plan.locus === "supplier" && s.report.perspective === "reactive";
  const bridged = bridge !== null || s.negotiation.options.some(({ deal }) => deal.temporary);
  const helping = s.negotiation.status === "agreed" && !allSettled(s) && (plan.locus === "customer" || plan.locus === "environment");
  return [
    ...firms
      .filter((firm) => moving && moves[firm] === undefined && (firm === "supplier" || works))
      .map((firm): Wanted => ({ key: `move:${round}:${firm}`, firm, to: [s.lead[firm]], due, slots: quick.slice(0, 2) })),
    ...(bridging && !bridged ? [{ key: `bridge:${round}`, firm: "customer", to: [s.lead.customer], due, slots: [] } satisfies Wanted] : []),
    ...(helping && works && beside === null
      ? [{ key: `beside:${round}`, firm: "customer", to: [s.lead.customer], due: inFiveDays, slots: slow.slice(0, 3) } satisfies Wanted]
      : []),
  ];
}

const moveButton = (see: VisibleCase, t: Speak, primary: boolean) =>
  button(
    t,
    "action.say-movable",
    see.id,
    { type: "offer-resources" },
    {
      style: primary ? "primary" : "plain",
      intro: t("form.offer-resources"),
      submit: "action.tell-both",
      fields: [
        field.choices(t, "resources", "field.resources", choices(t, resources, "resource"), true),
        field.text(t, "what", "field.resources-what"),
      ],
    },
  );

const move: DrawAsk = (see, subject, say, _who, account) => {
  const t = speak(say);
  return {
    title: t("ask.move"),
    blocks: [text(t("ask.move.body")), ...facts(movableRow(see.shared, null, t, account))],
    actions: [
      moveButton(see, t, true),
      button(t, "action.nothing-to-move", see.id, { type: "answer-otherwise", ask: `move:${subject}`, how: "skip" }),
    ],
  };
};

const bridge: DrawAsk = (see, subject, say, _who, account) => {
  const t = speak(say);
  return {
    title: t("ask.bridge"),
    blocks: [text(t("ask.bridge.body", { firm: firmName(account, "supplier") }))],
    actions: [
      button(
        t,
        "action.bridge",
        see.id,
        { type: "offer-bridge" },
        { intro: t("form.offer-bridge"), fields: [field.text(t, "what", "field.bridge", { required: true })] },
      ),
      button(t, "action.no-bridge", see.id, { type: "answer-otherwise", ask: `bridge:${subject}`, how: "skip" }),
    ],
  };
};

const beside: DrawAsk = (see, _subject, say) => {
  const t = speak(say);
  return {
    title: t("ask.beside"),
    blocks: [],
    actions: [
      button(t, "action.beside", see.id, { type: "say-beside", how: "beside" }),
      button(
        t,
        "action.be-shown",
        see.id,
        { type: "say-beside", how: "shown" },
        {
          intro: t("form.be-shown"),
          fields: [field.text(t, "what", "field.be-shown", { required: true }), field.when(t, "due", "field.be-shown-by", true)],
        },
      ),
      button(t, "action.no-beside", see.id, { type: "say-beside", how: "no" }),
    ],
  };
};

function sayBeside({ shared: s }: VisibleCase, { how, what, due: written }: AskOf<"say-beside">, context: Context): Decision {
  const { who, account } = context;
  const { agreement, status } = s.negotiation;
  if (who.firm !== "customer") return reject("customer-says-help", { firm: firmName(account, "customer") });
  if (!agreement) return reject("nothing-agreed");
  const said: Draft = { type: "beside-said", audience: "shared", how };
  if (how !== "shown") return accept(said);
  if (status !== "agreed") return reject("offer-on-table", { current: s.negotiation.current.number });
  if (!what || !written) return reject("say-what-to-show");
  const due = readWhen(written, context.now, who.calendar.zone);
  if (!due) return reject("unreadable-date", { text: { kind: "quote", text: written } });
  if (due <= context.now) return reject("date-passed", { at: moment(due) });
  const standing = changeable(s);
  if (standing.length >= maxPromises) return reject("too-many-promises", { most: maxPromises });
  const owner = personOf(account, s.lead.supplier) ? s.lead.supplier : account.people.find(({ firm }) => firm === "supplier")!.id;
  // The agreement as it stands, and one promise more: to be answered like any other change of it.
  const lesson: PromiseShape = { id: context.newId() as PromiseId, firm: "supplier", owner, due, needs: [], pledge: null };
  const holds = standing.map(({ id, firm, owner: by, what: is, due: until, needs, pledge }) => ({
    id,
    firm,
    owner: by,
    what: is,
    due: until,
    needs: needs.filter((need) => standing.some((one) => one.id === need)),
    pledge,
  }));
  const { deal, words } = apart({ ...agreement.revision.deal, promises: holds });
  const change = {
    deal: { ...deal, promises: [...deal.promises, lesson] },
    words: { ...words, promises: [...words.promises, what], why: null },
  };
  return accept(said, offered(s, change, context));
}

/** What both firms hear of it. */
function notices(event: Event): Notice[] {
  if (event.type !== "resources-offered" && event.type !== "bridge-offered" && event.type !== "beside-said") return [];
  if (event.type === "beside-said" && event.how !== "beside") return [];
  return toBoth((t, _see, account) => {
    const args = { who: named(account, event.by, t), firm: firmName(account, event.of!) };
    switch (event.type) {
      case "resources-offered":
        return [
          text([
            ...t("notice.movable", { ...args, resources: resourceNames(event.resources, t) }),
            ...(event.said?.what ? [" · ", quoted(event.said.what, t)] : []),
          ]),
        ];
      case "bridge-offered":
        return [text([...t("notice.bridge", args), " ", quoted(event.said?.what ?? null, t)])];
      case "beside-said":
        return [text(t("notice.beside", args))];
      default:
        return event satisfies never;
    }
  });
}

export const contributions: Flow = {
  rules: {
    "offer-resources": ({ shared: s }, { resources: all, what }, { account, said }) => {
      if (!s.acknowledged) return reject("acknowledge-first", { firm: firmName(account, otherFirm(s.report.firm)) });
      return accept({ type: "resources-offered", audience: "shared", resources: [...new Set(all)], said: said({ what: what ?? null }) });
    },
    /** It is theirs to offer, and nobody's to ask twice: it is recorded as work that was given, and whoever offered it as a volunteer. */
    "offer-bridge": ({ shared: s }, { what }, { who, account, said }) => {
      if (who.firm !== "customer") return reject("customer-bridges", { firm: firmName(account, "customer") });
      if (contributionsOf(s).bridge) return reject("said-already");
      const helps = s.participation.roles.some(
        ({ role, person, status }) => role === "co-implementor" && person === who.id && status !== "given",
      );
      return accept(...(helps ? [] : [{ type: "volunteered", audience: "shared", role: "co-implementor" } as const]), {
        type: "bridge-offered",
        audience: "shared",
        said: said({ what }),
      });
    },
    "say-beside": sayBeside,
  },
  asks,
  draw: { move, bridge, beside },
  redraws: { "resources-offered": ["move", "option", "choose", "evaluate"] },
  section: (see, say, account) => {
    const t = speak(say);
    const { bridge: bridged, beside: how } = contributionsOf(see.shared);
    return [
      ...(bridged ? [text([...t("card.bridge", { firm: firmName(account, "customer") }), " ", quoted(bridged.what, t)])] : []),
      ...(how === "beside" ? [text(t("card.beside", { firm: firmName(account, "customer") }), "muted")] : []),
    ];
  },
  more: (see, say) => {
    const s = see.shared;
    if (!s.acknowledged || s.followUp.closed || !isOpen(s) || s.severity === "low") return [];
    return [moveButton(see, speak(say), false)];
  },
  notices,
};
