import { cleanup, render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import TextField from "./TextField.svelte";

afterEach(cleanup);

const field = (): HTMLInputElement => screen.getByLabelText("Nome");

describe("a field that saves itself", () => {
  it("keeps what is typed while an older text comes back saved", async () => {
    const user = userEvent.setup();
    const props = { label: "Nome", value: "", onsave: vi.fn() };
    const { rerender } = render(TextField, props);
    await user.type(field(), "Ana Maria");
    await rerender({ ...props, value: "Ana" });
    expect(field().value).toBe("Ana Maria");
    await user.tab();
    expect(props.onsave).toHaveBeenCalledExactlyOnceWith("Ana Maria");
  });

  it("shows what an undo brings back once its own text was saved", async () => {
    const user = userEvent.setup();
    const props = { label: "Nome", value: "Ana", onsave: vi.fn() };
    const { rerender } = render(TextField, props);
    await user.type(field(), "!");
    await user.tab();
    await rerender({ ...props, value: "Ana!" });
    await rerender({ ...props, value: "Ana" });
    expect(field().value).toBe("Ana");
  });
});
