/** The flows, in the order in which their parts stand on a card. */
import type { Flow } from "../src/domain/flow.ts";
import { analysis } from "./analysis.ts";
import { anytime } from "./anytime.ts";
import { followUp } from "./follow-up.ts";
import { negotiation } from "./negotiation.ts";
import { notification } from "./notification.ts";
import { prevention } from "./prevention.ts";
import { promises } from "./promises.ts";

export const flows: readonly Flow[] = [notification, analysis, negotiation, promises, followUp, prevention, anytime];
