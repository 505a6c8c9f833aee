/** What people hear of roles, help and thanks: whoever gets a role is told what it is, whoever faces it is told who. */
import type { VisibleCase } from "../src/domain/case.ts";
import type { Event } from "../src/domain/event.ts";
import type { Notice } from "../src/domain/flow.ts";
import type { PersonId } from "../src/domain/ids.ts";
import type { Block, Part } from "../src/domain/message.ts";
import { type Account, type Firm, firms, otherFirm, personOf } from "../src/domain/people.ts";
import { type Role, roles } from "../src/domain/roles.ts";
import { type RoleCard, roleBlocks } from "./participation-cards.ts";
import { caseNumber, firmName, listed, named, quoted, speak, text, toBoth } from "./parts.ts";
import type { Speak } from "./wording/index.ts";

type Blocks = (t: Speak, see: VisibleCase, account: Account) => Block[];

const toPerson = (person: PersonId, blocks: Blocks): Notice => ({
  to: { kind: "person", person },
  draw: (say, see, account) => blocks(speak(say), see, account),
});
/** A role that came to a person: what it is, and the three answers; nothing once it is theirs no longer. */
const given = (role: Role, person: PersonId): Notice =>
  toPerson(person, (t, see, account) => {
    const who = personOf(account, person);
    const held = see.shared.participation.roles.find((one) => one.role === role && one.person === person);
    if (!who || !held) return [];
    const { shared: s } = see;
    return [
      { kind: "heading", parts: t("notice.role-given", { who: who.name.split(" ")[0]!, role: t(`role.${role}`) }) },
      text([`${caseNumber(s.number)} · `, quoted(s.report.title, t)], "muted"),
      ...roleBlocks(see, role, who, t, account),
    ];
  });

/** What a person's part is who has offered it, or who leads for their firm; nothing once it is theirs no longer. */
const own = (role: Role, person: PersonId, how: Exclude<RoleCard, "given">): Notice =>
  toPerson(person, (t, see, account) => {
    const who = personOf(account, person);
    const { shared: s } = see;
    const has =
      how === "lead"
        ? s.lead[roles[role].firm] === person
        : s.participation.roles.some((one) => one.role === role && one.person === person);
    if (!who || !has || s.followUp.closed) return [];
    return [
      { kind: "heading", parts: t("notice.role-yours", { who: who.name.split(" ")[0]!, role: t(`role.${role}`) }) },
      text([`${caseNumber(s.number)} · `, quoted(s.report.title, t)], "muted"),
      ...roleBlocks(see, role, who, t, account, how),
    ];
  });

const organizer: { readonly [F in Firm]: Role } = { supplier: "value-process-organizer", customer: "co-organizer" };

/** Whoever faces a role: who holds its counterpart, else the other firm's lead. */
function counterpartOf(shared: VisibleCase["shared"], role: Role): PersonId {
  const held = shared.participation.roles.find((one) => one.role === roles[role].faces)?.person;
  return held ?? shared.lead[otherFirm(roles[role].firm)];
}

/** A line for one person, with the case that it is about. */
const line = (to: PersonId, words: (t: Speak, account: Account) => Part[]): Notice =>
  toPerson(to, (t, see, account) => [text([`${caseNumber(see.shared.number)}: `, ...words(t, account)])]);

export function notices(event: Event, shared: VisibleCase["shared"]): Notice[] {
  switch (event.type) {
    case "role-given":
    case "role-filled":
      return [given(event.role, event.to)];
    case "role-passed":
      // Whoever faces the role is told who has it now.
      return [
        given(event.role, event.to),
        line(counterpartOf(shared, event.role), (t, account) =>
          t("notice.role-passed", { by: named(account, event.by, t), who: named(account, event.to, t), role: t(`role.${event.role}`) }),
        ),
      ];
    case "acknowledged":
      // Both leads know what their part is; for a trifle nobody is told that.
      return shared.severity === "low" ? [] : firms.map((firm) => own(organizer[firm], shared.lead[firm], "lead"));
    case "lead-changed": {
      // Whoever takes it up themselves says so to both firms with it.
      const firm = event.of;
      if (firm === null || event.to === event.by) return [];
      return [
        own(organizer[firm], event.to, "lead"),
        line(shared.lead[otherFirm(firm)], (t, account) =>
          t("notice.lead-passed", { by: named(account, event.by, t), who: named(account, event.to, t), firm: firmName(account, firm) }),
        ),
      ];
    }
    case "role-left":
      return [
        toPerson(shared.lead[roles[event.role].firm], (t, see, account) => [
          text([
            `${caseNumber(see.shared.number)}: `,
            ...t("notice.role-left", { who: named(account, event.by, t), role: t(`role.${event.role}`) }),
            ...(event.said ? [" ", quoted(event.said.reason, t)] : []),
          ]),
        ]),
        line(counterpartOf(shared, event.role), (t, account) =>
          t("notice.role-left", { who: named(account, event.by, t), role: t(`role.${event.role}`) }),
        ),
      ];
    case "role-ended": {
      const { person, role } = event;
      if (person === null) return [];
      return [
        line(counterpartOf(shared, role), (t, account) =>
          t("notice.role-over", { who: named(account, person, t), role: t(`role.${role}`) }),
        ),
        ...(person === shared.lead[roles[role].firm] ? [] : [line(person, (t) => t("notice.role-ended", { role: t(`role.${role}`) }))]),
      ];
    }
    case "volunteered":
      return [
        ...toBoth((t, _see, account) => [
          text(
            t("notice.volunteered", {
              who: named(account, event.by, t),
              firm: firmName(account, event.of!),
              role: t(`role.${event.role}`),
            }),
          ),
        ]),
        own(event.role, event.by as PersonId, "offered"),
      ];
    case "help-wanted":
      return event.help.includes("none")
        ? []
        : toBoth((t, _see, account) => [
            text([
              ...t("notice.help-wanted", { who: named(account, event.by, t) }),
              " ",
              ...listed(
                event.help.map((one) => t(`help.${one}`)),
                t,
              ),
              ...(event.said ? [". ", quoted(event.said.note, t)] : ["."]),
            ]),
          ]);
    case "help-declined":
      return [
        ...toBoth((t, _see, account) => [text(t("notice.help-declined", { firm: firmName(account, "supplier") }))]),
        // Read once, by whoever asked for it.
        ...(event.said
          ? [
              line(shared.lead.customer, (t, account) => [
                ...t("notice.help-condition", { firm: firmName(account, "supplier") }),
                " ",
                quoted(event.said?.condition ?? null, t),
              ]),
            ]
          : []),
      ];
    case "condition-said":
      return [
        line(shared.lead[roles[event.role].firm], (t, account) => [
          ...t("notice.condition", { who: named(account, event.by, t), role: t(`role.${event.role}`) }),
          " ",
          quoted(event.said?.condition ?? null, t),
        ]),
      ];
    case "work-credited":
      // What is credited as the case ends stands on its closing card.
      if (shared.followUp.closed?.at === event.at) return [];
      return [
        ...toBoth((t, _see, account) => [
          text(
            t("notice.credited", {
              who: named(account, event.person, t),
              firm: firmName(account, event.firm),
              other: firmName(account, otherFirm(event.firm)),
              work: t(`work.${event.work}`, { count: event.count }),
            }),
          ),
        ]),
      ];
    default:
      return [];
  }
}
