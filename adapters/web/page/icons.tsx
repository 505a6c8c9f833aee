/** Small line drawings; each stands beside words that say the same. */
import type { ComponentChildren } from "preact";
import type { RoomFace } from "./wire.ts";

function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" width="16" height="16" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

/** Two circles that meet: both firms. */
export const BothIcon = () => (
  <Icon>
    <circle cx="7.2" cy="10" r="5" />
    <circle cx="12.8" cy="10" r="5" />
  </Icon>
);

/** A closed lock: one firm only, or decided. */
export const LockIcon = () => (
  <Icon>
    <rect x="4" y="9" width="12" height="8" rx="1.5" />
    <path d="M6.8 9V6.4a3.2 3.2 0 0 1 6.4 0V9" />
  </Icon>
);

/** One person. */
const PersonIcon = () => (
  <Icon>
    <circle cx="10" cy="6.6" r="3.4" />
    <path d="M3.6 17a6.4 6.4 0 0 1 12.8 0" />
  </Icon>
);

/** A wheel: how things are set. */
export const GearIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="2.6" />
    <path d="M10 2.8v2.4M10 14.8v2.4M2.8 10h2.4M14.8 10h2.4M4.9 4.9l1.7 1.7M13.4 13.4l1.7 1.7M15.1 4.9l-1.7 1.7M6.6 13.4l-1.7 1.7" />
  </Icon>
);

/** A pencil. */
export const PencilIcon = () => (
  <Icon>
    <path d="m4 16 .8-3.6 8.6-8.6a1.4 1.4 0 0 1 2 0l.8.8a1.4 1.4 0 0 1 0 2l-8.6 8.6Z" />
  </Icon>
);

/** A clip. */
export const ClipIcon = () => (
  <Icon>
    <path d="m15.5 9.2-5.9 5.9a3.4 3.4 0 0 1-4.8-4.8l6.3-6.3a2.3 2.3 0 0 1 3.2 3.2l-6.2 6.2a1.1 1.1 0 0 1-1.6-1.6l5.4-5.3" />
  </Icon>
);

/** A cross. */
export const CrossIcon = () => (
  <Icon>
    <path d="m5 5 10 10M15 5 5 15" />
  </Icon>
);

/** A clock. */
export const ClockIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="7" />
    <path d="M10 6v4.2l2.8 1.8" />
  </Icon>
);

/** An arrow that turns back: an answer. */
export const ReplyIcon = () => (
  <Icon>
    <path d="M8 5 4 9l4 4M4.4 9H12a4 4 0 0 1 4 4v2.5" />
  </Icon>
);

/** A mark that points down and up. */
export const FoldIcon = () => (
  <Icon>
    <path d="m5 8 5 5 5-5" />
  </Icon>
);

/** Who can see it, as a shape. */
export function SeenIcon({ audience }: { audience: RoomFace["audience"] }) {
  if (audience === "shared") return <BothIcon />;
  return audience === "person" ? <PersonIcon /> : <LockIcon />;
}
