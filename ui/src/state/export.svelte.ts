// Making a dossier of a case: what was chosen, the preview, and what was made. It outlives the
// screen, so that work goes on while the user is elsewhere in the case.
import {
  backend,
  Refused,
  type Explanation,
  type Finding,
  type Job,
  type Offer,
  type Place,
  type ProfileEntry,
  type Progress,
  type Shown,
} from "../backend";
import { usualCopies } from "../screens/export/paper";
import { openCase } from "./case.svelte";

/** A destination that dossiers are made for. */
export type Profile = ProfileEntry;

/** The pages of one dossier that an export would write now. */
export interface Preview {
  /** The company it is about, where it is about one. */
  respondent?: string;
  /** Names its pictures: `page/<key>/<page>/<width>`. */
  key: string;
  pages: number;
  bytes: number;
  exhibits: {
    number: string;
    title: string;
    first_page: number | null;
    last_page: number | null;
  }[];
  chapters: { title: string; page: number }[];
  findings: Finding[];
}

/** The first dossier, and all of them. */
interface Previewed extends Preview {
  packages: Preview[];
}

/** One dossier with its ZIP; places are handles. */
export interface Package {
  respondent?: string;
  dossier: string[];
  zip: string;
  /** Whether the ZIP opens only with a passphrase; nothing else was made then. */
  protected: boolean;
  seal: string;
  pages: number;
  /** Complaint sheet, petition and the like. */
  papers: string[];
  labels: string | null;
  /** What is uploaded one by one, in order; empty where the destination takes paper or a ZIP. */
  upload_files: string[];
}

interface Exported extends Package {
  packages: Package[];
}

/** What an export made. */
export interface Made {
  packages: Package[];
  places: Record<string, Place>;
  notices: Explanation[];
  profile: Profile;
  draft: boolean;
  /** Name of the folder that was chosen; null where it lies in the usual one. */
  folder: string | null;
  /** Keys of the covers' pictures, where the preview showed just these pages. */
  covers: string[];
}

/** What was copied to another place, and read back. */
export interface CopiedOut {
  copied: { name: string; bytes: number; sha256: string }[];
}

export const PARTS = ["whom", "review", "how", "before"] as const;
export type Part = (typeof PARTS)[number];

/** What does not change the pages, or changes without the user. */
const BESIDES = new Set(["undo", "redo", "last_export", "findings", "interview"]);

/** Returns a text that is the same as long as the case says the same. */
function wording(shown: Shown | null): string {
  return JSON.stringify(shown, (key, value: unknown) => (BESIDES.has(key) ? undefined : value));
}

class ExportDesk {
  part = $state<Part>("whom");
  profile = $state.raw<Profile | null>(null);
  chosenCopies = $state<number | null>(null);
  labels = $state(true);
  draft = $state(false);
  /** Delivery since which only what is new goes; everything otherwise. */
  since = $state<string | null>(null);
  /** Passphrase for the ZIP, as typed; null where it gets none. It is never stored. */
  passphrase = $state<string | null>(null);
  /** Whether the passphrase as it is typed now can be taken. */
  passphraseFits = $state(false);
  /** Folder chosen for the results; the usual one otherwise. */
  out = $state.raw<Offer | null>(null);
  page = $state(1);

  previews = $state.raw<Preview[]>([]);
  /** Which of the previews is shown. */
  which = $state(0);
  preview = $derived(this.previews[this.which] ?? null);
  /** Pages of each dossier. */
  pages = $derived(this.previews.map((one) => one.pages));
  notices = $state.raw<Explanation[]>([]);
  looking = $state.raw<Progress | null>(null);
  lookTrouble = $state.raw<Explanation | null>(null);
  /** What the last look was at, however it ended. */
  private looked = $state("");
  private lookJob: Job<Previewed> | null = null;

  making = $state.raw<Progress | null>(null);
  cancelled = $state(false);
  made = $state.raw<Made | null>(null);
  trouble = $state.raw<Explanation | null>(null);
  private makeJob: Job<Exported> | null = null;

  constructor(private readonly handle: string) {}

  copies = $derived(this.chosenCopies ?? usualCopies(this.profile?.destination ?? "procon"));
  /** The case and profile as a preview would show them now. */
  private now = $derived(`${this.profile?.id} ${this.since} ${wording(openCase.shown)}`);
  /** Whether the case changed since the preview was made or tried. */
  stale = $derived(this.looked !== this.now);

  /** Chooses a destination. */
  choose(profile: Profile): void {
    if (profile.id === this.profile?.id) return;
    this.profile = profile;
    this.since = null;
    this.chosenCopies = null;
    this.previews = [];
    this.notices = [];
    this.show(0);
    this.forgetLook();
  }

  /** Chooses the delivery since which only what is new goes, or everything. */
  narrow(since: string | null): void {
    this.since = since;
    this.previews = [];
    this.notices = [];
    this.show(0);
    this.forgetLook();
  }

  /** Shows another of the previews, from its first page. */
  show(which: number): void {
    this.which = which;
    this.page = 1;
  }

  /** Cancels a look that is of no use any more, as if it had never been begun. */
  private forgetLook(): void {
    this.lookJob?.cancel();
    this.lookJob = null;
    this.looking = null;
    this.lookTrouble = null;
  }

  /** Draws up the pages; a later call takes the place of an earlier one. @throws other than Refused */
  async look(): Promise<void> {
    this.forgetLook();
    const at = this.now;
    const { profile, since, handle: path } = this;
    if (!profile) return;
    this.looking = { doing: "", done: 0, total: 0 };
    const job = backend().start<Previewed>(
      { request: "preview", path, profile: profile.id, since },
      (progress) => {
        if (this.lookJob === job) this.looking = progress;
      },
    );
    this.lookJob = job;
    try {
      const answer = await job.done;
      if (this.lookJob !== job) return;
      this.previews = answer.reply.packages;
      this.notices = answer.notices;
      if (!this.preview) this.show(0);
      this.page = Math.min(this.page, Math.max(1, this.preview?.pages ?? 1));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (this.lookJob === job) this.lookTrouble = error.explanation;
    } finally {
      if (this.lookJob === job) {
        this.looked = at;
        this.looking = null;
        this.lookJob = null;
      }
    }
  }

  /** Gives the preview up. */
  stopLooking(): void {
    this.lookJob?.cancel();
  }

  /** Makes dossier and ZIP. @throws other than Refused */
  async make(): Promise<void> {
    const { handle: path, profile, draft, since, out, passphrase } = this;
    if (this.making || !profile) return;
    this.trouble = null;
    this.cancelled = false;
    const seen = draft || this.stale ? [] : this.previews;
    const covers = seen.map(({ key }) => `page/${key}/1/320`);
    this.making = { doing: "", done: 0, total: 0 };
    if (this.looking) this.forgetLook();
    try {
      this.makeJob = backend().start<Exported>(
        {
          request: "export",
          path,
          profile: profile.id,
          out: out?.handle ?? "saida:",
          draft,
          since,
          passphrase,
        },
        (progress) => (this.making = progress),
      );
      const answer = await this.makeJob.done;
      const { packages, ...first } = answer.reply;
      this.made = {
        packages: packages.length > 0 ? packages : [first],
        places: answer.places ?? {},
        notices: answer.notices,
        profile,
        draft,
        folder: out?.names[0] ?? null,
        covers: passphrase === null ? covers : [],
      };
      this.passphrase = null;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.explanation.code === "cancelled") this.cancelled = true;
      else this.trouble = error.explanation;
    } finally {
      this.makeJob = null;
      this.making = null;
    }
    if (openCase.handle === path) await openCase.refresh();
  }

  /** Stops the making; nothing of it stays. */
  stopMaking(): void {
    this.makeJob?.cancel();
  }

  /** Leaves the result and goes back to a part. */
  again(part: Part): void {
    this.made = null;
    this.cancelled = false;
    this.trouble = null;
    this.part = part;
  }
}

const desks = new Map<string, ExportDesk>();

/** Returns the desk of a case, the same as long as the window is open. */
export function exportDesk(handle: string): ExportDesk {
  const desk = desks.get(handle) ?? new ExportDesk(handle);
  desks.set(handle, desk);
  return desk;
}

export type { ExportDesk };
