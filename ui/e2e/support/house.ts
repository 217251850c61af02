// A server with a home of its own: the engine, the screen, and what a test plays of the system.
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ENGINE, SCREEN, SERVER } from "./places";

/** The day in every house: what is due, and every picture, stays the same tomorrow. */
export const NOW = "2026-05-05T10:20:00-03:00";

interface Line {
  answer?: { reply?: unknown; error?: { code: string; what: string } };
}

export class House {
  private constructor(
    private readonly server: ChildProcess,
    /** Address of the screen. */
    readonly url: string,
    /** Folder of this house: `Casos/`, `Dossiês/` and `ajustes.json`. */
    readonly home: string,
  ) {}

  /** Starts a server over an empty home. @throws Error when it does not start */
  static async open(): Promise<House> {
    const home = mkdtempSync(join(tmpdir(), "juntada-tela-"));
    const args = ["--home", home, "--ui", SCREEN, "--reader", ENGINE, "--now", NOW];
    const server = spawn(SERVER, args, { stdio: ["ignore", "pipe", "inherit"] });
    const url = await new Promise<string>((started, failed) => {
      server.once("error", failed);
      server.once("exit", (code) => failed(new Error(`the server ended with ${code}`)));
      createInterface({ input: server.stdout }).once("line", started);
    });
    return new House(server, url, home);
  }

  /** Ends the server and removes the home. */
  async close(): Promise<void> {
    const ended = new Promise((end) => this.server.once("exit", end));
    this.server.kill();
    await ended;
    rmSync(this.home, { recursive: true, force: true });
  }

  /** Asks the engine as the screen would. @throws Error when it refuses */
  async ask<R>(request: Record<string, unknown>): Promise<R> {
    const lines = await this.post("/ask?job=0", request);
    const last = JSON.parse(lines.trim().split("\n").at(-1) ?? "{}") as Line;
    if (last.answer?.reply === undefined)
      throw new Error(`${JSON.stringify(request).slice(0, 200)}: ${last.answer?.error?.what}`);
    return last.answer.reply as R;
  }

  /** Lays files ready for the next pick or paste. */
  async queue(...paths: string[]): Promise<void> {
    await this.post("/test/queue", { paths });
  }

  /** Returns a handle to files, as the picker would. */
  async offer(...paths: string[]): Promise<string> {
    await this.queue(...paths);
    return (JSON.parse(await this.post("/pick?what=files", null)) as { handle: string }).handle;
  }

  /** Drops files on the window. */
  async drop(...paths: string[]): Promise<void> {
    await this.post("/test/drop", { paths });
  }

  /** Returns what the screen had opened in other programs. */
  async opened(): Promise<{ how: string; path: string }[]> {
    const response = await fetch(`${this.url}/test/opened`);
    return (await response.json()) as { how: string; path: string }[];
  }

  private async post(address: string, body: unknown): Promise<string> {
    const response = await fetch(this.url + address, {
      method: "POST",
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    return response.text();
  }
}
