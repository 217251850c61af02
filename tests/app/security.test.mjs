// Whatever a hostile page could try from inside the window is refused: network, evaluated text,
// foreign commands, navigation, new windows, and a path where a handle belongs.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { Place, Window, until } from "./driver.mjs";

let place;
let window;
let server;
let address;
let seen = 0;

before(async () => {
  server = createServer((line) => {
    seen += 1;
    line.destroy();
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  address = `http://127.0.0.1:${server.address().port}`;
  place = new Place();
  window = await Window.open(place);
});

after(async () => {
  await window?.close();
  server?.close();
  place?.clear();
});

test("the page reaches no address of the network, by any way a page has", async () => {
  const tries = await window.run(
    `const at = args[0];
     const outcome = (promise) => Promise.race([promise.then(() => "REACHED", () => "refused"), new Promise((done) => setTimeout(done, 1500, "refused"))]);
     const loaded = (tag, set) => outcome(new Promise((done, fail) => {
       const element = document.createElement(tag);
       element.onload = done; element.onerror = fail;
       set(element); document.head.append(element);
     }));
     const opens = (make) => outcome(new Promise((done, fail) => {
       try { const line = make(); line.onopen = done; line.onerror = fail; } catch (error) { fail(error); }
     }));
     const request = () => new Promise((done, fail) => {
       const ask = new XMLHttpRequest(); ask.onload = done; ask.onerror = fail; ask.open("GET", at + "/xhr"); ask.send();
     });
     navigator.sendBeacon?.(at + "/beacon", "x");
     return {
       fetch: await outcome(fetch(at + "/fetch", { mode: "no-cors" })),
       xhr: await outcome(request()),
       image: await loaded("img", (image) => (image.src = at + "/image")),
       script: await loaded("script", (script) => (script.src = at + "/script")),
       style: await loaded("link", (link) => { link.rel = "stylesheet"; link.href = at + "/style"; }),
       prefetch: await loaded("link", (link) => { link.rel = "prefetch"; link.href = at + "/prefetch"; }),
       socket: await opens(() => new WebSocket(at.replace("http", "ws") + "/socket")),
       events: await opens(() => new EventSource(at + "/events")),
       font: await outcome(new FontFace("x", "url(" + at + "/font)").load()),
       worker: await outcome(new Promise((done, fail) => { try { new Worker(at + "/worker").onerror = fail; } catch (error) { fail(error); } })),
     };`,
    address,
  );
  for (const [way, outcome] of Object.entries(tries))
    assert.equal(outcome, "refused", way);
  assert.equal(seen, 0, "a server heard of the page");
});

test("the page cannot make the system ask for the name of a host", async (context) => {
  const trace = path.join(place.root, "rastro");
  const watched = window.processes().flatMap((pid) => ["-p", String(pid)]);
  const options = [
    "-f",
    "-qq",
    "-s",
    "200",
    "-e",
    "trace=connect,sendto,sendmmsg",
    "-o",
    trace,
  ];
  if (spawnSync("strace", ["-V"]).error)
    return context.skip("não medido: falta o strace");
  const strace = spawn("strace", [...options, ...watched], { stdio: "ignore" });
  try {
    await pause(1000);
    if (strace.exitCode !== null)
      return context.skip("não medido: o sistema não deixa observar");
    await window.run(
      `const hint = (rel) => { const link = document.createElement("link"); link.rel = rel; link.href = "https://" + rel + ".segredo.example"; document.head.append(link); };
       ["preconnect", "dns-prefetch", "prefetch", "preload", "modulepreload", "stylesheet"].forEach(hint);
       const control = document.createElement("meta");
       control.httpEquiv = "x-dns-prefetch-control"; control.content = "on";
       document.head.append(control);
       const link = document.createElement("a");
       link.href = "https://link.segredo.example"; link.textContent = "x";
       document.body.append(link);
       try { location.assign("https://assign.segredo.example"); } catch {}
       window.open("https://open.segredo.example");
       await new Promise((done) => setTimeout(done, 2500));
       link.remove();`,
    );
  } finally {
    strace.kill("SIGINT");
    await until(
      "o fim da observação",
      () => strace.exitCode !== null || strace.signalCode !== null,
    );
  }
  const lines = readFileSync(trace, "latin1").split("\n");
  assert.ok(lines.length > 1, "nothing was watched");
  // What remains of every try is a knock on the door behind which nobody is.
  const nowhere = /htons\(9\), sin_addr=inet_addr\("127\.0\.0\.1"\)/;
  const leaks = lines.filter(
    (line) => /AF_INET|segredo/.test(line) && !nowhere.test(line),
  );
  assert.deepEqual(leaks, []);
});

test("text is never run as a program", async () => {
  const tries = await window.run(`
    const refused = (deed) => { try { deed(); return "RAN"; } catch (error) { return error.name; } };
    window.ran = [];
    const inline = document.createElement("script");
    inline.textContent = "window.ran.push('inline')";
    document.head.append(inline);
    const holder = document.createElement("div");
    holder.innerHTML = "<img src='x:' onerror=\\"window.ran.push('handler')\\">";
    document.body.append(holder);
    try { setTimeout("window.ran.push('timer')", 0); } catch {}
    const link = document.createElement("a");
    link.href = "javascript:window.ran.push('address')";
    document.body.append(link); link.click();
    await new Promise((done) => setTimeout(done, 400));
    holder.remove(); link.remove();
    return { made: refused(() => Function("return 1")()), evaluated: refused(() => (0, eval)("1")), ran: window.ran };`);
  assert.deepEqual(tries, {
    made: "EvalError",
    evaluated: "EvalError",
    ran: [],
  });
});

test("commands of Tauri and its plugins are not open to the page", async () => {
  const foreign = [
    "plugin:app|version",
    "plugin:dialog|open",
    "plugin:dialog|save",
    "plugin:event|emit",
    "plugin:event|listen",
    "plugin:fs|read_text_file",
    "plugin:opener|open_path",
    "plugin:path|resolve_directory",
    "plugin:shell|execute",
    "plugin:webview|create_webview_window",
    "plugin:window|close",
    "plugin:window|create",
    "plugin:window-state|filename",
    "unknown",
  ];
  for (const command of foreign) {
    const { refused } = await window.invoke(command, {
      label: "main",
      path: "/etc/passwd",
      event: "tauri://drag-drop",
      target: { kind: "Any" },
      handler: 1,
    });
    assert.match(refused ?? "ALLOWED", /not allowed|not found/i, command);
  }
  assert.equal(await window.run("return typeof window.__TAURI__"), "undefined");
  assert.equal(
    await window.run("return Object.isFrozen(Object.prototype)"),
    true,
  );
});

test("the page stays where it is and opens no window", async () => {
  const own = await window.run("return location.origin");
  const away = [
    `${address}/away`,
    "https://example.org/",
    "file:///etc/passwd",
    "data:text/html,x",
    "about:blank",
    "blob:x",
  ];
  for (const target of away) {
    await window.run(
      "try { location.assign(args[0]); } catch {} await new Promise((done) => setTimeout(done, 250));",
      target,
    );
    assert.equal(await window.run("return location.origin"), own, target);
  }
  const ways = await window.run(
    `const made = window.open(args[0] + "/new");
     const link = document.createElement("a");
     link.href = args[0] + "/blank"; link.target = "_blank"; link.download = "x";
     document.body.append(link); link.click(); link.removeAttribute("download"); link.click(); link.remove();
     const form = document.createElement("form");
     form.action = args[0] + "/form"; document.body.append(form); form.submit(); form.remove();
     const frame = document.createElement("iframe");
     frame.src = args[0] + "/frame"; document.body.append(frame);
     await new Promise((done) => setTimeout(done, 600)); frame.remove();
     return { opened: made !== null, origin: location.origin };`,
    address,
  );
  assert.deepEqual(ways, { opened: false, origin: own });
  assert.equal((await window.call("GET", "/window/handles")).length, 1);
  assert.equal(seen, 0, "a server heard of the page");
});

test("a path in the place of a handle is refused, and no path comes back", async () => {
  const secret = path.join(place.root, "segredo.txt");
  writeFileSync(secret, "x");
  const paths = [
    "/etc",
    "/etc/passwd",
    secret,
    "../..",
    "casos:/../..",
    "caso:../../etc",
    "escolha:99",
    "feito:0",
    "file:///etc",
    "",
  ];
  for (const wrong of paths) {
    const answer = await window.ask({ request: "show", path: wrong });
    assert.ok(answer.error, `show ${wrong}`);
    const opened = await window.invoke("open", { handle: wrong, how: "open" });
    assert.ok(opened.refused, `open ${wrong}`);
  }
  const made = await window.ask({
    request: "new",
    path: "casos:",
    title: "Prova de segurança",
  });
  assert.ok(made.reply, JSON.stringify(made));
  for (const wrong of paths) {
    const answer = await window.ask({
      request: "add",
      path: made.case,
      files: [wrong],
    });
    assert.ok(answer.error, `add ${wrong}`);
  }
  const told = JSON.stringify([
    made,
    await window.ask({ request: "cases", path: "casos:" }),
  ]);
  assert.ok(!told.includes(place.root), told);
  assert.deepEqual(place.opened(), []);
});

test("pictures come by key alone", async () => {
  const keys = [
    "item/" + "0".repeat(64) + "/1/160",
    "..%2f..%2fetc%2fpasswd",
    "etc/passwd",
    "",
    "item/x/1/160?x=1",
  ];
  for (const key of keys) {
    const outcome = await window.run(
      `return new Promise((done) => { const image = new Image(); image.onload = () => done("SHOWN"); image.onerror = () => done("refused");
         image.src = "caso://localhost/" + args[0]; });`,
      key,
    );
    assert.equal(outcome, "refused", key);
  }
});

/** All files below a folder. */
export function filesBelow(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile());
}

test("WebKit keeps no picture of a case on the disk", async () => {
  const kept = filesBelow(path.join(place.root, "cache")).filter((file) =>
    /JFIF|\x89PNG/.test(readFileSync(file, "latin1")),
  );
  assert.deepEqual(kept, []);
});
