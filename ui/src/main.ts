import { mount } from "svelte";
import App from "./App.svelte";
import { useBackend } from "./backend";
import { web } from "./backend/web";
import { loadWords } from "./i18n/load";
import "./app.css";

// Inside the window the shell's bridge stands; elsewhere only the tests' server does.
useBackend("__TAURI_INTERNALS__" in window ? (await import("./backend/tauri")).tauri : web);
await loadWords();

const target = document.getElementById("app");
if (target) mount(App, { target });
