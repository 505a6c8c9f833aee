/** What the API offers, documented where it is checked: the OpenAPI page is made from these. */
import { createRoute, z } from "@hono/zod-openapi";
import { keySchema } from "../../src/domain/command.ts";
import { ids } from "../../src/domain/ids.ts";
import { exampleFile } from "../../src/domain/order-file.ts";
import { caseView } from "./case-view.ts";
import { orderBody } from "./orders.ts";
import { commandBody, meBody, reportBody, talkBody } from "./parse.ts";

const json = <T extends z.ZodType>(schema: T, description: string) => ({ description, content: { "application/json": { schema } } });
const parts = z.array(z.unknown()).openapi({ description: "Text with typed parts: strings, quotes, instants, money, names." });
const doneSchema = z.object({ ok: z.literal(true), case: z.string(), says: parts }).openapi("Done");
const refusedSchema = z.object({ ok: z.literal(false), code: z.string(), says: parts, actions: z.array(z.unknown()) }).openapi("Refused");
const wrongSchema = z
  .object({ ok: z.literal(false), code: z.literal("input"), field: z.string(), says: parts, example: z.string().nullable() })
  .openapi("InputError");
const wrongLines = z
  .array(z.object({ line: z.int(), field: z.string(), problem: z.string(), says: parts, example: z.string().nullable() }))
  .openapi("WrongLines");
const wrongFile = z
  .object({ ok: z.literal(false), code: z.literal("input"), field: z.string(), says: parts, lines: wrongLines.optional() })
  .openapi("FileError");
const messageSchema = z.unknown().openapi({ description: "A neutral message: blocks of typed parts with actions." });
const roomMessages = z.object({ messages: z.array(z.unknown()), seq: z.number() }).openapi("RoomMessages");
const pastOrder = z
  .object({
    number: z.string(),
    article: z.string(),
    quantity: z.number(),
    unit: z.string().nullable(),
    placed: z.string(),
    wanted: z.string(),
    specification: z.string().nullable(),
    changed: z.array(z.string()).openapi({ description: "In what it was said to be a change: nothing before it is compared in that." }),
  })
  .openapi("PastOrder");
const security = [{ bearer: [] }];
const answers = {
  200: json(doneSchema, "Done, or done before with the same key: the same answer."),
  400: json(wrongSchema, "A field cannot be read; says which, with an example."),
  401: { description: "Not signed in." },
  404: { description: "Not open to this person, or not there: the answer is the same." },
  409: json(refusedSchema, "Refused, with the reason and what to do instead; nothing was changed."),
  503: { description: "Nothing was saved; repeat with the same key." },
};
const caseParam = z.object({ case: ids.case });
const roomParam = z.object({ room: z.string().openapi({ param: { name: "room", in: "path" }, example: "shared" }) });

const offerNumber = z.coerce.number().int().min(1).max(100_000);

const hide = z.object({});
/** Every route of the API by what it does. */
export const routes = {
  me: createRoute({
    method: "get",
    path: "/api/me",
    security,
    summary: "Who I am, my rooms, the time",
    responses: { 200: json(hide, "You") },
  }),
  speak: createRoute({
    method: "put",
    path: "/api/me",
    security,
    summary: "Choose my language: forms, direct messages and the page",
    request: { body: { required: true, ...json(meBody, "The language") } },
    responses: { 200: json(z.object({ ok: z.literal(true) }), "Chosen"), 400: answers[400] },
  }),
  messages: createRoute({
    method: "get",
    path: "/api/rooms/{room}/messages",
    security,
    summary: "What I may read in a room",
    request: { params: roomParam },
    responses: { 200: json(roomMessages, "Oldest first"), 404: answers[404] },
  }),
  welcome: createRoute({
    method: "get",
    path: "/api/rooms/{room}/welcome",
    security,
    summary: "What a room says of itself",
    request: { params: roomParam },
    responses: { 200: json(messageSchema, "A message"), 404: answers[404] },
  }),
  talk: createRoute({
    method: "post",
    path: "/api/rooms/{room}/messages",
    security,
    summary: "Say something in a room; “@parley …” is answered privately",
    request: {
      params: roomParam,
      body: {
        required: true,
        ...json(talkBody, "What is said"),
      },
    },
    responses: { 200: json(z.object({ ok: z.literal(true) }), "Said"), 400: answers[400], 404: answers[404] },
  }),
  report: createRoute({
    method: "post",
    path: "/api/cases",
    security,
    summary: "Report a failure or a risk",
    request: { body: { required: true, ...json(reportBody, "The report and its key") } },
    responses: answers,
  }),
  order: createRoute({
    method: "post",
    path: "/api/orders",
    security,
    summary: "Have an order compared with this customer's own past orders; the same number with the same content again changes nothing",
    request: { body: { required: true, ...json(orderBody, "The order; a key is not needed") } },
    responses: answers,
  }),
  orderFile: createRoute({
    method: "post",
    path: "/api/orders/csv",
    security,
    summary: "Many orders at once, past ones too: all or none",
    request: {
      query: z.object({ key: keySchema.optional() }),
      body: {
        required: true,
        description: "UTF-8, commas or semicolons",
        content: { "text/csv": { schema: z.string().openapi({ example: exampleFile }) } },
      },
    },
    responses: {
      ...answers,
      400: json(wrongFile, "Lines that cannot be read, each with its field, what is wrong and an example; nothing was saved."),
    },
  }),
  orders: createRoute({
    method: "get",
    path: "/api/orders",
    security,
    summary: "The past orders of an article that a new one is compared with, newest first",
    request: { query: z.object({ article: z.string().min(1).max(60).openapi({ example: "HP-120" }) }) },
    responses: { 200: json(z.object({ orders: z.array(pastOrder) }), "The orders") },
  }),
  command: createRoute({
    method: "post",
    path: "/api/cases/{case}/commands",
    security,
    summary: "Ask something of a case",
    request: { params: caseParam, body: { required: true, ...json(commandBody, "The command and its key") } },
    responses: answers,
  }),
  look: createRoute({
    method: "get",
    path: "/api/cases/{case}",
    security,
    summary: "A case in brief: how it stands, who leads, whose turn it is, what is waited for",
    request: { params: caseParam },
    responses: { 200: json(caseView, "The case"), 404: answers[404] },
  }),
  more: createRoute({
    method: "get",
    path: "/api/cases/{case}/more",
    security,
    summary: "Everything that I may do in a case now",
    request: { params: caseParam },
    responses: { 200: json(messageSchema, "A message with actions"), 404: answers[404] },
  }),
  full: createRoute({
    method: "get",
    path: "/api/cases/{case}/report",
    security,
    summary: "The case report (8D) in Markdown",
    request: { params: caseParam },
    responses: { 200: { description: "Markdown", content: { "text/markdown": { schema: z.string() } } }, 404: answers[404] },
  }),
  agreement: createRoute({
    method: "get",
    path: "/api/cases/{case}/agreements/{agreement}",
    security,
    summary: "An agreement as both firms signed it, in Markdown",
    request: {
      params: z.object({
        case: ids.case,
        agreement: z
          .string()
          .regex(/^(?:AGR|REH)-\d{5,}-\d+$/)
          .meta({ example: "AGR-00042-1" }),
      }),
    },
    responses: { 200: { description: "Markdown", content: { "text/markdown": { schema: z.string() } } }, 404: answers[404] },
  }),
  comparison: createRoute({
    method: "get",
    path: "/api/cases/{case}/offers/{one}/{other}",
    security,
    summary: "Two offers side by side, by their numbers",
    request: { params: z.object({ case: ids.case, one: offerNumber.meta({ example: 2 }), other: offerNumber.meta({ example: 3 }) }) },
    responses: { 200: json(messageSchema, "A message"), 404: answers[404] },
  }),
  invitation: createRoute({
    method: "get",
    path: "/api/cases/{case}/visits/{visit}",
    security,
    summary: "A visit for one's calendar (iCalendar)",
    request: { params: z.object({ case: ids.case, visit: ids.visit }) },
    responses: { 200: { description: "iCalendar", content: { "text/calendar": { schema: z.string() } } }, 404: answers[404] },
  }),
  upload: createRoute({
    method: "post",
    path: "/api/files",
    security,
    summary: "Add a file (at most 10 MB); it is seen where it is used",
    request: {
      body: {
        required: true,
        content: { "multipart/form-data": { schema: z.object({ file: z.unknown().openapi({ type: "string", format: "binary" }) }) } },
      },
    },
    responses: { 200: json(z.object({ id: z.string(), name: z.string(), type: z.string() }), "The file"), 400: answers[400] },
  }),
  file: createRoute({
    method: "get",
    path: "/api/files/{file}",
    security,
    summary: "A file that I may see",
    request: { params: z.object({ file: ids.file }) },
    responses: { 200: { description: "The bytes, as an attachment" }, 404: answers[404] },
  }),
  stream: createRoute({
    method: "get",
    path: "/api/stream",
    security,
    summary: "What is new in my rooms, live",
    responses: { 200: { description: "Server-sent events: message, clock", content: { "text/event-stream": { schema: z.string() } } } },
  }),
};
