import { beforeEach, expect, test } from "vitest";
import {
  Refused,
  useBackend,
  type Answer,
  type Ask,
  type Backend,
  type Progress,
  type Shown,
} from "../backend";
import { openCase } from "./case.svelte";
import { exportDesk, type ExportDesk, type Preview, type Profile } from "./export.svelte";

interface Asked {
  request: Ask;
  cancelled: boolean;
  progress: (progress: Progress) => void;
  answer: (reply: unknown, places?: Answer<unknown>["places"]) => Promise<void>;
  refuse: (code: string) => Promise<void>;
}

let asked: Asked[] = [];
const settle = (): Promise<void> => new Promise((done) => setTimeout(done));

function start<R>(request: Ask, progress: (progress: Progress) => void) {
  let own!: Asked;
  const done = new Promise<Answer<R>>((resolve, reject) => {
    own = {
      request,
      cancelled: false,
      progress,
      answer: (reply, places) => {
        resolve({
          reply: reply as R,
          notices: [],
          attention: false,
          ...(places ? { places } : {}),
        });
        return settle();
      },
      refuse: (code) => {
        reject(new Refused({ code, what: code }));
        return settle();
      },
    };
  });
  asked.push(own);
  return { done, cancel: () => (own.cancelled = true) };
}

const procon = { id: "procon", destination: "procon" } as Profile;
const lawyer = { id: "advogado", destination: "lawyer" } as Profile;
const shown = (title: string): Shown => ({ title, respondents: [], exhibits: [] }) as never;
function preview(...keys: string[]): Preview & { packages: Preview[] } {
  const packages = keys.map((key) => ({ key, pages: 12, bytes: 1 }) as Preview);
  return { ...(packages[0] as Preview), packages };
}
const last = (): Asked => asked.at(-1) as Asked;

let desk: ExportDesk;
let cases = 0;
beforeEach(() => {
  asked = [];
  useBackend({
    start,
    ask: () => Promise.resolve({ reply: openCase.shown, notices: [], attention: false }),
  } as unknown as Backend);
  cases += 1;
  openCase.handle = `caso:${cases}`;
  openCase.shown = shown("Caso");
  desk = exportDesk(openCase.handle);
  desk.choose(procon);
});

test("a case keeps its desk", () => {
  expect(exportDesk(openCase.handle)).toBe(desk);
  expect(exportDesk("caso:outro")).not.toBe(desk);
});

test("only what is new since a delivery is looked at and made, until another place is chosen", async () => {
  void desk.look();
  await last().answer(preview("k1"));
  desk.narrow("d1");
  expect([desk.preview, desk.stale]).toEqual([null, true]);
  void desk.look();
  expect(last().request).toMatchObject({ request: "preview", since: "d1" });
  await last().answer(preview("k2"));
  void desk.make();
  expect(last().request).toMatchObject({ request: "export", since: "d1" });
  desk.choose({ ...desk.profile, id: "jec-balcao" } as NonNullable<typeof desk.profile>);
  expect(desk.since).toBeNull();
});

test("a preview is stale until made, and again when the case says something else", async () => {
  expect(desk.stale).toBe(true);
  void desk.look();
  expect(last().request).toEqual({
    request: "preview",
    path: openCase.handle,
    profile: "procon",
    since: null,
  });
  last().progress({ doing: "Conferindo as provas", done: 1, total: 3 });
  expect(desk.looking?.done).toBe(1);
  await last().answer(preview("k1"));
  expect([desk.preview?.key, desk.looking, desk.stale]).toEqual(["k1", null, false]);
  openCase.shown = { ...shown("Caso"), undo: "Retirar" };
  expect(desk.stale).toBe(false);
  openCase.shown = shown("Outro título");
  expect(desk.stale).toBe(true);
});

test("a later look takes the place of an earlier one, whatever comes first", async () => {
  void desk.look();
  const first = last();
  void desk.look();
  expect(first.cancelled).toBe(true);
  await last().answer(preview("new"));
  await first.answer(preview("old"));
  expect(desk.preview?.key).toBe("new");
});

test("a look that the user stopped stays stopped, another destination begins anew", async () => {
  void desk.look();
  desk.stopLooking();
  await last().refuse("cancelled");
  expect(desk.lookTrouble?.code).toBe("cancelled");
  expect(desk.stale).toBe(false);
  desk.choose(lawyer);
  expect(desk.lookTrouble).toBeNull();
  expect(desk.stale).toBe(true);
  expect(desk.copies).toBe(1);
});

test("the page shown exists in the new preview", async () => {
  desk.page = 40;
  void desk.look();
  await last().answer(preview("k"));
  expect(desk.page).toBe(12);
});

test("one of several previews is shown, as long as there are so many", async () => {
  void desk.look();
  await last().answer(preview("a", "b"));
  desk.page = 7;
  desk.show(1);
  expect([desk.preview?.key, desk.page]).toEqual(["b", 1]);
  void desk.look();
  await last().answer(preview("c"));
  expect(desk.preview?.key).toBe("c");
});

test("what was made is told with names, and goes to the usual folder unless one was chosen", async () => {
  void desk.make();
  expect(last().request).toMatchObject({ request: "export", out: "saida:", draft: false });
  const made = { dossier: ["feito:1"], zip: "feito:2", seal: "00", pages: 9, labels: null };
  const places = { "feito:1": { name: "Dossiê.pdf", bytes: 5, folder: false } };
  await last().answer({ ...made, packages: [] }, places);
  expect(desk.making).toBeNull();
  expect(desk.made?.packages).toEqual([made]);
  expect(desk.made?.places["feito:1"]?.name).toBe("Dossiê.pdf");
  desk.again("before");
  desk.out = {
    handle: "escolha:4",
    names: ["Mesa"],
    count: 1,
    bytes: 0,
    folder: true,
    case: false,
  };
  void desk.make();
  expect(last().request).toMatchObject({ out: "escolha:4" });
});

test("a making that was cancelled left nothing and says so; one that failed says why", async () => {
  void desk.make();
  void desk.make();
  expect(asked).toHaveLength(1);
  desk.stopMaking();
  expect(last().cancelled).toBe(true);
  await last().refuse("cancelled");
  expect([desk.cancelled, desk.made, desk.trouble, desk.making]).toEqual([true, null, null, null]);
  void desk.make();
  await last().refuse("disk_full");
  expect(desk.cancelled).toBe(false);
  expect(desk.trouble?.code).toBe("disk_full");
});

test("the cover is shown only where the preview showed these very pages", async () => {
  const made = { dossier: [], zip: "z", seal: "00", pages: 9, labels: null, packages: [] };
  void desk.look();
  await last().answer(preview("k"));
  void desk.make();
  await last().answer(made);
  expect(desk.made?.covers).toEqual(["page/k/1/320"]);
  openCase.shown = shown("Mudou");
  void desk.make();
  await last().answer(made);
  expect(desk.made?.covers).toEqual([]);
});
