import { agreements } from "./agreements.ts";
import { analysis } from "./analysis.ts";
import { anytime } from "./anytime.ts";
import { asking } from "./asking.ts";
import { card } from "./card.ts";
import { causes } from "./causes.ts";
import { chat } from "./chat.ts";
import { contributions } from "./contributions.ts";
import { digest } from "./digest.ts";
import { escalation } from "./escalation.ts";
import { followUp } from "./follow-up.ts";
import { hearing } from "./hearing.ts";
import { input } from "./input.ts";
import { intake } from "./intake.ts";
import { ledger } from "./ledger.ts";
import { lists } from "./lists.ts";
import { mail } from "./mail.ts";
import { negotiation } from "./negotiation.ts";
import { notification } from "./notification.ts";
import { orders } from "./orders.ts";
import { page } from "./page.ts";
import { participation } from "./participation.ts";
import { prevention } from "./prevention.ts";
import { promises } from "./promises.ts";
import { report } from "./report.ts";
import { review } from "./review.ts";
import { rooms } from "./rooms.ts";
import { setUp } from "./set-up.ts";
import { settling } from "./settling.ts";
import { slack } from "./slack.ts";
import { standing } from "./standing.ts";
import { survey } from "./survey.ts";
import { talk } from "./talk.ts";
import { teams } from "./teams.ts";
import { teamsApp } from "./teams-app.ts";
import { visits } from "./visits.ts";
import { waiting } from "./waiting.ts";

/** Danish; every sentence of English, or it does not compile. */
export const da = {
  ...rooms,
  ...lists,
  ...card,
  ...causes,
  ...notification,
  ...intake,
  ...hearing,
  ...asking,
  ...analysis,
  ...visits,
  ...negotiation,
  ...contributions,
  ...agreements,
  ...promises,
  ...waiting,
  ...settling,
  ...escalation,
  ...followUp,
  ...survey,
  ...ledger,
  ...review,
  ...participation,
  ...prevention,
  ...standing,
  ...orders,
  ...anytime,
  ...digest,
  ...report,
  ...setUp,
  ...chat,
  ...slack,
  ...talk,
  ...teams,
  ...teamsApp,
  ...mail,
  ...page,
  ...input,
} as const;
