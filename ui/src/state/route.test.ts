import { expect, it } from "vitest";
import { router } from "./route.svelte";

it("goes back to where the case was left, past what was read beside it", () => {
  router.home();
  router.go({ at: "case", step: "contacts" });
  router.go({ at: "help" });
  router.go({ at: "settings" });
  router.backToCase();
  expect(router.current).toEqual({ at: "case", step: "contacts" });
  router.back();
  expect(router.current).toEqual({ at: "cases" });
});

it("leaves nothing of a closed case behind", () => {
  router.go({ at: "case", step: "export" });
  router.home();
  router.back();
  expect(router.current).toEqual({ at: "cases" });
});
