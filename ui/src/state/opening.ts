// Opening a file or folder in the system's own program.
import { backend, type Explanation } from "../backend";
import { t } from "../i18n";

/** Opens what a handle means; returns what to tell the user when the system does not. */
export async function openOutside(
  handle: string,
  how: "open" | "reveal",
  what: "file" | "folder",
): Promise<Explanation | null> {
  try {
    await backend().open(handle, how);
    return null;
  } catch {
    return {
      code: "not_opened",
      what: t(`not-opened-${what}`),
      next: t(`not-opened-next-${what}`),
    };
  }
}
