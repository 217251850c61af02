// Drives the real window: a small W3C WebDriver client over WebKitWebDriver, with everything the
// program may touch (documents, settings, caches) in a folder of its own under /tmp.
import { spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

export const APP = process.env.JUNTADA_APP ?? "/usr/bin/juntada-desktop";
/** The command line beside it. */
export const CLI = process.env.JUNTADA_CLI ?? "juntada";
export const ROOT = path.resolve(import.meta.dirname, "../..");
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
/** How long anything on the screen may take on a busy machine, in milliseconds. */
const PATIENCE = 30_000;

/** Waits until `look` answers something true, and returns it. */
export async function until(what, look, patience = PATIENCE) {
  const end = Date.now() + patience;
  let last;
  while (Date.now() < end) {
    try {
      const found = await look();
      if (found) return found;
    } catch (error) {
      last = error;
    }
    await pause(60);
  }
  throw new Error(
    `em ${patience} ms não veio: ${what}${last ? ` (${last.message})` : ""}`,
  );
}

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/**
 * Brings a control into view and waits until it moves no more, as a person does: the driver scrolls no part of
 * the page, and a click on a button that a sentence above it moves is lost.
 */
const AT_REST = `
  const control = document.querySelector(args[0]);
  control.scrollIntoView({ block: "center" });
  const place = () => JSON.stringify(control.getBoundingClientRect());
  const frame = () => new Promise(requestAnimationFrame);
  for (let still = 0, last = place(); still < 3; ) {
    await frame();
    still = place() === last ? still + 1 : 0;
    last = place();
  }
  // What comes to stand above may push it away before the click lands: then the click is not its own.
  window.errado = args[0];
  control.addEventListener("click", () => { window.errado = null; }, { capture: true, once: true });`;

/** A person's folders for one run; `clear` removes them. */
export class Place {
  constructor() {
    this.root = mkdtempSync(path.join(tmpdir(), "juntada-janela-"));
    this.home = path.join(this.root, "Juntada");
    this.cases = path.join(this.home, "Casos");
    this.out = path.join(this.home, "Dossiês");
    this.offers = path.join(this.root, "ofertas");
    mkdirSync(this.offers);
  }

  env() {
    const inside = (name) => path.join(this.root, name);
    return {
      ...process.env,
      HOME: this.root,
      XDG_CONFIG_HOME: inside("config"),
      XDG_DATA_HOME: inside("data"),
      XDG_CACHE_HOME: inside("cache"),
      XDG_STATE_HOME: inside("state"),
      JUNTADA_HOME: this.home,
      JUNTADA_TEST_OFFERS: this.offers,
      LANG: "C.UTF-8",
      GTK_A11Y: process.env.GTK_A11Y ?? "",
    };
  }

  #offer(name, paths) {
    // Renamed into place: the program never sees half a file.
    const draft = path.join(this.offers, `${name}.novo`);
    writeFileSync(draft, JSON.stringify(paths));
    renameSync(draft, path.join(this.offers, name));
  }

  /** The next time the system's picker is called, it gives these. */
  nextPick(paths) {
    this.#offer("pick.json", paths);
  }

  /** These are dropped now, through the function behind the real drop. */
  async drop(paths) {
    this.#offer("drop.json", paths);
    await until(
      "a entrega do que foi solto",
      () => !existsSync(path.join(this.offers, "drop.json")),
    );
  }

  /** What the program would have opened in other programs. */
  opened() {
    const file = path.join(this.offers, "opened.jsonl");
    if (!existsSync(file)) return [];
    return readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  }

  clear() {
    rmSync(this.root, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The program in its window. */
export class Window {
  /** Starts the program and waits for its page. */
  static async open(place, args = []) {
    const window = new Window();
    try {
      await window.#start(place, args);
      return window;
    } catch (error) {
      await window.close();
      throw error;
    }
  }

  async #start(place, args) {
    const port = await freePort();
    this.base = `http://127.0.0.1:${port}`;
    const env = {
      ...place.env(),
      TAURI_AUTOMATION: "true",
      TAURI_WEBVIEW_AUTOMATION: "true",
    };
    this.driver = spawn("WebKitWebDriver", [`--port=${port}`], {
      env,
      stdio: "ignore",
    });
    await until(
      "o WebKitWebDriver",
      async () => (await fetch(`${this.base}/status`)).ok,
    );
    const options = { "webkitgtk:browserOptions": { binary: APP, args } };
    const session = await this.#call("POST", "/session", {
      capabilities: { alwaysMatch: options },
    });
    this.session = `/session/${session.sessionId}`;
    await this.#call("POST", `${this.session}/timeouts`, {
      script: PATIENCE / 2,
      pageLoad: PATIENCE,
    });
    await this.#page();
  }

  /** Waits until a page stands that was not marked as the one before. */
  #page() {
    const script =
      "return !window.antes && document.readyState === 'complete' && !!document.querySelector('#app')?.firstElementChild";
    // Asked at once, never awaited in the page: a page that goes away would not answer.
    return until("a página", () =>
      this.call("POST", "/execute/sync", { script, args: [] }),
    );
  }

  /** Loads the page anew, as a start of the program does. */
  async reload() {
    const script =
      "window.antes = true; setTimeout(() => location.reload(), 100)";
    await this.call("POST", "/execute/sync", { script, args: [] });
    await this.#page();
  }

  async #call(method, address, body) {
    const response = await fetch(this.base + address, {
      method,
      headers: { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const { value } = await response.json();
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  }

  /** A call inside the session. */
  call(method, address, body) {
    return this.#call(method, this.session + address, body);
  }

  /** Runs a function body in the page; may be `async`. Arguments are `args[0]`… */
  run(body, ...args) {
    const script = `const done = arguments[arguments.length - 1]; const args = Array.from(arguments).slice(0, -1);
      (async () => { ${body} })().then((value) => done({ value }), (error) => done({ error: String(error?.message ?? error) }));`;
    return this.call("POST", "/execute/async", { script, args }).then(
      (answer) => {
        if (answer.error !== undefined) throw new Error(answer.error);
        return answer.value;
      },
    );
  }

  /** Asks the desk itself, as the page does; returns the answer. */
  ask(request) {
    return this.run(
      `const internals = window.__TAURI_INTERNALS__;
       const id = internals.transformCallback(() => undefined);
       return JSON.parse(await internals.invoke("ask", { job: 900000 + id % 1000, request: JSON.stringify(args[0]), channel: "__CHANNEL__:" + id }));`,
      request,
    );
  }

  /** Calls a command of the shell; returns `{value}` or `{refused}`. */
  invoke(command, payload = {}) {
    return this.run(
      `return window.__TAURI_INTERNALS__.invoke(args[0], args[1]).then((value) => ({ value: value ?? null }), (refused) => ({ refused: String(refused) }));`,
      command,
      payload,
    );
  }

  async #element(css) {
    return (
      await this.call("POST", "/element", { using: "css selector", value: css })
    )[ELEMENT];
  }

  /** Marks the visible control of this role and name, and returns how to find it. */
  async #named(role, name) {
    const mark = await this.run(
      NAMED,
      role,
      name instanceof RegExp ? { pattern: name.source } : name,
    );
    if (!mark) throw new Error(`não há ${role} “${name}” na tela`);
    return `[data-alvo="${mark}"]`;
  }

  /** Clicks the visible control of this role and name, as a person does. */
  async click(role, name) {
    await this.#until(`${role} “${name}”`, async () => {
      const css = await this.#named(role, name);
      const id = await this.#element(css);
      await this.run(AT_REST, css);
      await this.call("POST", `/element/${id}/click`, {});
      return this.run(`return window.errado !== args[0]`, css);
    });
  }

  /** Types into the field of this name, after emptying it, and stays in it. */
  async write(name, text) {
    const css = await this.#until(`campo “${name}”`, () =>
      this.#named("field", name),
    );
    const id = await this.#element(css);
    await this.call("POST", `/element/${id}/clear`, {});
    // A letter and its deletion: the page hears of what is typed, and no text at all cannot be.
    const keys = text === "" ? "x\uE003" : text;
    await this.call("POST", `/element/${id}/value`, { text: keys });
  }

  /** Types into the field of this name and leaves it: a field saves when it is left. */
  async type(name, text) {
    await this.write(name, text);
    await this.run("document.activeElement?.blur()");
  }

  /** Chooses an entry, by its words, in the list of this name. */
  async choose(name, words) {
    const css = await this.#until(`lista “${name}”`, () =>
      this.#named("field", name),
    );
    await this.run(
      `const list = document.querySelector(args[0]);
       list.value = [...list.options].find((option) => option.textContent.trim() === args[1]).value;
       list.dispatchEvent(new Event("change", { bubbles: true }));`,
      css,
      words,
    );
  }

  /** Whether a visible control of this role and name stands. */
  has(role, name) {
    return this.#named(role, name).then(
      () => true,
      () => false,
    );
  }

  /** All words on the screen. */
  words() {
    return this.run("return document.body.innerText");
  }

  /** Waits until these words stand on the screen. */
  sees(text) {
    const wanted =
      text instanceof RegExp ? text : { test: (words) => words.includes(text) };
    return this.#until(`“${text}” na tela`, async () =>
      wanted.test(await this.words()),
    );
  }

  /** Waits; what does not come is told with what stands on the screen instead. */
  async #until(what, look) {
    try {
      return await until(what, look);
    } catch (error) {
      const words = await this.words().catch(() => "?");
      throw new Error(`${error.message}\nNa tela:\n${words}`, { cause: error });
    }
  }

  /** Saves a picture of the page. */
  async picture(file) {
    await pause(300);
    writeFileSync(
      file,
      Buffer.from(await this.call("GET", "/screenshot"), "base64"),
    );
  }

  /** Number of the program's process. */
  pid() {
    const [pid] = children(this.driver.pid);
    if (!pid) throw new Error("o processo do programa não foi achado");
    return pid;
  }

  /** Numbers of all processes of the program: its own, and those that WebKit started for it. */
  processes() {
    const below = (pid) => [pid, ...children(pid).flatMap(below)];
    return below(this.pid());
  }

  /** Ends the program at once, as a power cut does. */
  async kill() {
    const all = this.processes();
    process.kill(all[0], "SIGKILL");
    await gone(all);
    await this.#endDriver();
  }

  /** Closes the window as a person does, by a window manager, and waits until the program ends. */
  async quit() {
    const all = this.processes();
    const manager = spawn("openbox", [], { stdio: "ignore" });
    try {
      await pause(1000);
      const id = said(
        "xdotool",
        "search",
        "--onlyvisible",
        "--name",
        "^Juntada$",
      ).split("\n")[0];
      said("xdotool", "windowfocus", id, "key", "alt+F4");
      await gone(all);
    } finally {
      manager.kill();
    }
    await this.#endDriver();
  }

  /**
   * Goes through the steps of the generate screen, which is open; `choices` are made at its first
   * step, `seen` is awaited before the last button.
   */
  async generate({ choices = [], seen = async () => {} } = {}) {
    await this.sees("Para quem é este dossiê?");
    for (const choice of choices) await this.click("choice", choice);
    await this.click("button", "Continuar");
    await this.sees("Confira antes de gerar");
    // What was found comes to stand above the button.
    await this.sees(
      /Não encontrei nada para acertar|Você decide o que acertar/,
    );
    await this.click("button", "Continuar");
    await this.sees("Como você vai entregar?");
    await this.click("button", "Continuar");
    await this.sees("Veja antes de gerar");
    await seen();
    await this.click("main button", "Gerar dossiê");
    const ready = () => this.has("button", "Conferir agora");
    await until("o resultado", ready, 120_000);
  }

  /** Ends the session, and with it the program. */
  async close() {
    if (this.session) {
      const all = this.processes();
      await this.call("DELETE", "").catch((error) =>
        console.warn(error.message),
      );
      // The driver ends the program only after it has answered.
      await gone(all);
    }
    await this.#endDriver();
  }

  async #endDriver() {
    if (!isRunning(this.driver.pid)) return;
    const ended = new Promise((done) => this.driver.once("exit", done));
    this.driver.kill();
    await ended;
  }
}

/** Waits until these processes have ended. */
async function gone(pids) {
  const left = () => pids.filter(isRunning);
  try {
    await until("o fim do programa", () => left().length === 0);
  } catch (error) {
    const names = left().map(
      (pid) => `${pid} ${stat(pid).join(" ").slice(0, 40)}`,
    );
    left().forEach((pid) => process.kill(pid, "SIGKILL"));
    throw new Error(`${error.message}: ${names.join("; ")}`);
  }
}

/** Runs a program and returns what it printed; nothing if it failed. */
export function said(program, ...words) {
  const { stdout, status, error } = spawnSync(program, words, {
    encoding: "utf8",
  });
  if (error) throw error;
  return status === 0 ? stdout.trim() : "";
}

/** Whether a process still does something: one that waits to be collected does not. */
function isRunning(pid) {
  return !["", "Z", "X"].includes(stat(pid)[0] ?? "");
}

/** State and parent of a process, and what else the system tells; nothing if it is gone. */
function stat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
}

/** Numbers of the processes that this one started. */
function children(parent) {
  const all = readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number);
  return all.filter((pid) => Number(stat(pid)[1]) === parent);
}

/** Finds the first visible, enabled control of a role (args[0]) and accessible name (args[1]). */
const NAMED = `
  const [role, wanted] = args;
  const kinds = {
    button: "button, [role=button], summary",
    link: "a[href], button.link",
    field: "input:not([type=radio]):not([type=checkbox]):not([type=hidden]), textarea, select",
    choice: "input[type=radio], input[type=checkbox]",
    any: "button, a[href], summary, input, textarea, select, [role=button], [role=menuitem]",
  };
  const clean = (text) => (text ?? "").replace(/\\s+/g, " ").trim();
  const byId = (ids) => (ids ?? "").split(" ").map((id) => document.getElementById(id)?.textContent).join(" ");
  const shown = (node) => { const copy = node.cloneNode(true); copy.querySelectorAll("[aria-hidden=true], svg").forEach((part) => part.remove()); return clean(copy.textContent); };
  const nameOf = (control) => clean(control.getAttribute("aria-label")) || clean(byId(control.getAttribute("aria-labelledby")))
    || clean([...(control.labels ?? [])].map((label) => label.textContent).join(" ")) || shown(control) || clean(control.title);
  const fits = (name) => typeof wanted === "string" ? name.replace(/ \\(opcional\\)$/, "") === wanted : new RegExp(wanted.pattern).test(name);
  const visible = (control) => control.checkVisibility({ visibilityProperty: true }) && !control.disabled && !control.closest("[inert]");
  const open = document.querySelector("dialog[open]") ?? document;
  const found = [...open.querySelectorAll(kinds[role] ?? role)].filter((control) => fits(nameOf(control)));
  const control = found.find(visible);
  if (!control) return null;
  control.dataset.alvo ??= "a" + Math.random().toString(36).slice(2);
  return control.dataset.alvo;`;
