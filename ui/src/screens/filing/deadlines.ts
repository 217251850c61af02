// Deadlines as the screen tells them: what comes next, how many days, what is settled.
import type { Deadline, DeadlineReport } from "../../backend";
import { LANGUAGE } from "../../i18n";

/** Returns the deadline to speak of first: one's own that runs, else the company's. */
export function nextDeadline(report: DeadlineReport | null): Deadline | undefined {
  const running = (report?.deadlines ?? []).filter(({ state }) => state === "running");
  const own = running.filter(({ bound, paused_by }) => bound === "consumer" && !paused_by);
  return own[0] ?? running.find(({ bound }) => bound === "company");
}

/** Returns how many days lie between two days, "2026-11-21". */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000);
}

/** Writes a day as people say it: "13 de maio", with the year where it is another. */
export function sayDay(day: string, today: string): string {
  const [year, month, date] = day.split("-").map(Number);
  return new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, date ?? 1)).toLocaleDateString(LANGUAGE, {
    timeZone: "UTC",
    day: "numeric",
    month: "long",
    ...(day.slice(0, 4) === today.slice(0, 4) ? {} : { year: "numeric" }),
  });
}

/** Deadlines parted by whom they bind; what is settled stands apart. */
export interface Parted {
  own: Deadline[];
  company: Deadline[];
  met: Deadline[];
}

/** Parts deadlines; their order stays. */
export function parted(deadlines: readonly Deadline[]): Parted {
  const open = deadlines.filter(({ state }) => state !== "met");
  return {
    own: open.filter(({ bound }) => bound === "consumer"),
    company: open.filter(({ bound }) => bound === "company"),
    met: deadlines.filter(({ state }) => state === "met"),
  };
}
