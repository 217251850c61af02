// Every screen but the list of cases and the greeting, which must stand at once; large dialogs too.
import { late, type Late } from "../state/late.svelte";
import type { Step } from "../state/route.svelte";

export const interviewScreen = late(() => import("./Interview.svelte"));
export const verifyScreen = late(() => import("./Verify.svelte"));
export const settingsScreen = late(() => import("./Settings.svelte"));
export const helpScreen = late(() => import("./Help.svelte"));
export const caseScreen = late(() => import("./CaseShell.svelte"));
export const exhibitScreen = late(() => import("./Exhibit.svelte"));
export const binScreen = late(() => import("./evidence/Bin.svelte"));
export const completeScreen = late(() => import("./evidence/Complete.svelte"));
export const hideDialog = late(() => import("./evidence/HideDialog.svelte"));
export const markDialog = late(() => import("./evidence/MarkDialog.svelte"));
export const receivedScreen = late(() => import("./Received.svelte"));
export const readerScreen = late(() => import("./Reader.svelte"));
export const compareScreen = late(() => import("./Compare.svelte"));

/** The steps of a case. */
export const stepScreens: Record<Step, Late<Record<string, never>>> = {
  story: late(() => import("./Story.svelte")),
  evidence: late(() => import("./Evidence.svelte")),
  contacts: late(() => import("./Contacts.svelte")),
  timeline: late(() => import("./Timeline.svelte")),
  account: late(() => import("./Account.svelte")),
  missing: late(() => import("./Missing.svelte")),
  export: late(() => import("./Export.svelte")),
};

/** The screens in the order in which people come to them. */
export const ahead = [
  caseScreen,
  stepScreens.evidence,
  interviewScreen,
  stepScreens.story,
  exhibitScreen,
  completeScreen,
  stepScreens.contacts,
  stepScreens.timeline,
  stepScreens.account,
  stepScreens.missing,
  stepScreens.export,
  binScreen,
  hideDialog,
  markDialog,
  settingsScreen,
  helpScreen,
  verifyScreen,
  receivedScreen,
  readerScreen,
  compareScreen,
];
