// The window among other programs: files that the file manager opens, a second start, a real pointer that
// drags files, the theme, its place on the screen, and what assistive technology is told.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { APP, Place, ROOT, Window, said, until } from "./driver.mjs";

const SAMPLES = path.join(ROOT, "assets/sample/arquivos");

/** Lets this page hear what arrives, beside its own listeners. */
async function listening(window) {
  await window.run(
    `window.__told = [];
     const channel = "__CHANNEL__:" + window.__TAURI_INTERNALS__.transformCallback(({ message }) => message && window.__told.push(message));
     await window.__TAURI_INTERNALS__.invoke("listen", { channel });`,
  );
  return () => window.run("return window.__told");
}

describe("the window among other programs", () => {
  let place;
  let window;

  beforeEach(() => {
    place = new Place();
  });

  afterEach(async () => {
    await window?.close();
    window = undefined;
    place.clear();
  });

  test("a second start hands its file to the first and ends", async () => {
    const file = path.join(place.root, "pacote da Ana.zip");
    writeFileSync(file, "PK");
    window = await Window.open(place);
    const told = await listening(window);
    const second = spawnSync(APP, [path.basename(file)], {
      env: place.env(),
      cwd: place.root,
      timeout: 20_000,
    });
    assert.equal(second.status, 0);
    const [event] = await until("o arquivo da segunda abertura", async () => {
      const events = await told();
      return events.length > 0 && events;
    });
    assert.equal(event.name, "opened_with");
    assert.deepEqual(event.detail.names, ["pacote da Ana.zip"]);
    assert.ok(
      !JSON.stringify(event).includes(place.root),
      "a path came to the page",
    );
  });

  test("files dragged with a real pointer arrive as handles", async (context) => {
    if (spawnSync("xdotool", ["version"]).error)
      return context.skip("não medido: falta o xdotool");
    const files = ["nota fiscal é.pdf", "foto.jpg"].map((name) =>
      path.join(place.root, name),
    );
    copyFileSync(path.join(SAMPLES, "fatura_02_2026.pdf"), files[0]);
    copyFileSync(path.join(SAMPLES, "IMG_20260126_152240.jpg"), files[1]);
    window = await Window.open(place);
    const told = await listening(window);
    await drag(files, [600, 400]);
    const events = await until("o que foi solto", async () => {
      const all = await told();
      return all.some((event) => event.detail?.kind === "drop") && all;
    });
    assert.equal(events[0].detail.kind, "over");
    const { offer } = events.find(
      (event) => event.detail.kind === "drop",
    ).detail;
    assert.deepEqual(offer.names, ["nota fiscal é.pdf", "foto.jpg"]);
    assert.match(offer.handle, /^escolha:\d+$/);
    assert.ok(
      !JSON.stringify(events).includes(place.root),
      "a path came to the page",
    );
  });

  test("the window takes the theme that was chosen", async () => {
    window = await Window.open(place);
    const dark = () =>
      window.run("return matchMedia('(prefers-color-scheme: dark)').matches");
    const choose = async (theme) => {
      const { reply } = await window.ask({
        request: "settings",
        path: "ajustes:",
      });
      const answer = await window.ask({
        request: "set_settings",
        path: "ajustes:",
        settings: { ...reply, theme },
      });
      assert.ok(answer.reply, JSON.stringify(answer));
    };
    await choose("dark");
    await until("o tema escuro", dark);
    await choose("light");
    await until("o tema claro", async () => !(await dark()));
  });

  test("what was just typed is saved when the window is closed", async (context) => {
    if (spawnSync("openbox", ["--version"]).error)
      return context.skip("não medido: falta o openbox");
    window = await Window.open(place);
    await window.click("button", "Montar meu caso");
    await window.write("Nome da empresa", "Loja Aurora");
    const closed = window;
    window = undefined;
    await closed.quit();
    window = await Window.open(place);
    const { reply } = await window.ask({ request: "cases", path: "casos:" });
    assert.deepEqual(
      reply.cases.map(({ company }) => company),
      ["Loja Aurora"],
    );
  });

  test("the first window leaves part of the screen free, and is never smaller than 720 × 480", async () => {
    window = await Window.open(place);
    const [width, height] = await window.run(
      "return [innerWidth, innerHeight]",
    );
    assert.deepEqual([width, height], [1229, 691]);
  });

  test("a window remembered on a screen that is gone comes back whole", async () => {
    const config = path.join(place.env().XDG_CONFIG_HOME, "br.juntada.desktop");
    mkdirSync(config, { recursive: true });
    const lost = {
      width: 1000,
      height: 600,
      x: 900,
      y: 500,
      prev_x: 0,
      prev_y: 0,
      maximized: false,
      visible: true,
      decorated: true,
      fullscreen: false,
    };
    writeFileSync(
      path.join(config, ".window-state.json"),
      JSON.stringify({ main: lost }),
    );
    window = await Window.open(place);
    const geometry = () => {
      const id = said(
        "xdotool",
        "search",
        "--onlyvisible",
        "--name",
        "^Juntada$",
      ).split("\n")[0];
      const text = said("xdotool", "getwindowgeometry", "--shell", id);
      return Object.fromEntries(
        [...text.matchAll(/^(\w+)=(-?\d+)$/gm)].map(([, name, value]) => [
          name,
          Number(value),
        ]),
      );
    };
    await until("a janela inteira na tela", () => {
      const { X, Y, WIDTH, HEIGHT } = geometry();
      return (
        WIDTH === 1000 &&
        HEIGHT === 600 &&
        X + WIDTH <= 1366 &&
        Y + HEIGHT <= 768 &&
        X >= 0 &&
        Y >= 0
      );
    });
  });
});

/** Drags files with a real pointer from another program to a place on the screen. */
async function drag(files, [x, y]) {
  const source = spawn(
    "/usr/bin/python3",
    [path.join(import.meta.dirname, "drag_source.py"), ...files],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  try {
    await new Promise((ready, failed) => {
      source.stdout.once("data", ready);
      source.once("exit", () =>
        failed(new Error("a janela de onde se arrasta não abriu")),
      );
    });
    await pause(500);
    const pointer = async (...words) => {
      said("xdotool", ...words);
      await pause(60);
    };
    await pointer("mousemove", "40", "30");
    await pointer("mousedown", "1");
    for (let step = 1; step <= 16; step += 1) {
      await pointer(
        "mousemove",
        String(Math.round(40 + ((x - 40) * step) / 16)),
        String(Math.round(30 + ((y - 30) * step) / 16)),
      );
    }
    await pause(400);
    await pointer("mouseup", "1");
    await pause(400);
  } finally {
    source.kill();
  }
}

/** Roles of what a person can act on, as assistive technology names them. */
const CONTROLS =
  /^(push button|button|toggle button|check box|radio button|entry|password text|text|link|combo box|menu item|slider|spin button)$/;

test("assistive technology is told a name for every control of every screen", async (context) => {
  const tree = (...words) =>
    spawnSync(
      "/usr/bin/python3",
      [path.join(import.meta.dirname, "tree.py"), ...words],
      {
        encoding: "utf8",
        timeout: 60_000,
        maxBuffer: 64 * 1024 * 1024,
      },
    );
  if (
    spawnSync("/usr/bin/python3", [
      "-c",
      "import gi; gi.require_version('Atspi', '2.0')",
    ]).status !== 0
  )
    return context.skip("não medido: falta o AT-SPI para Python");
  const place = new Place();
  const window = await Window.open(place);
  const nameless = [];
  const look = async (screen) => {
    const { stdout, stderr, status } = tree(path.basename(APP));
    assert.equal(status, 0, stderr);
    const controls = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
      .filter(({ role, shown }) => shown && CONTROLS.test(role));
    assert.ok(
      controls.length > 1,
      `${screen}: no control is told at all\n${stdout.slice(0, 2000)}`,
    );
    controls
      .filter(({ name }) => !name?.trim())
      .forEach(({ role }) => nameless.push(`${screen}: ${role}`));
  };
  try {
    await look("primeira vez");
    await window.click("button", "Ver um exemplo pronto");
    await until("o exemplo", () => window.has("button", /^Provas/), 120_000);
    for (const step of [
      "O que aconteceu",
      "Provas",
      "Contatos e protocolos",
      "Linha do tempo",
      "Relato e pedidos",
      "Gerar dossiê",
    ]) {
      await window.click("nav button", new RegExp(`^${step}`));
      await pause(500);
      await look(step);
    }
    await window.click("header button", "Meus casos");
    await pause(500);
    await look("meus casos");
  } finally {
    await window.close();
    place.clear();
  }
  assert.deepEqual(nameless, []);
});
