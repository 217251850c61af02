// The pictures of the README: run by `scripts/pictures.sh`, never by `make test`.
import { defineConfig } from "@playwright/test";
import base from "../playwright.config";

export default defineConfig(base, { testDir: ".", testMatch: "readme.pictures.ts", workers: 1 });
