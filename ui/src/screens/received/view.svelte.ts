// How the table of received dossiers looks: its columns and the height of its rows. It stays with
// this computer's window, as it says nothing of any dossier.
import { COLUMNS, type Column } from "./list";

const PLACE = "received-view";
/** The column without which a row could not be opened. */
export const ALWAYS: Column = "client";

export type Density = "normal" | "compact";
interface View {
  columns: readonly Column[];
  density: Density;
}

/** Reads a view as it was kept; what is missing or not understood is as usual. */
export function readView(kept: string | null): View {
  const usual: View = { columns: COLUMNS, density: "normal" };
  try {
    const { columns, density } = JSON.parse(kept ?? "{}") as { [K in keyof View]?: unknown };
    return {
      columns: Array.isArray(columns) ? withAlways(columns) : usual.columns,
      density: density === "compact" ? density : usual.density,
    };
  } catch {
    return usual;
  }
}

/** Returns columns in their order, with the one that always stands. */
function withAlways(columns: readonly unknown[]): Column[] {
  return COLUMNS.filter((column) => column === ALWAYS || columns.includes(column));
}

class TableView {
  private view = $state.raw<View>(readView(localStorage.getItem(PLACE)));

  get columns(): readonly Column[] {
    return this.view.columns;
  }
  get density(): Density {
    return this.view.density;
  }

  /** Shows these columns. */
  show(columns: readonly string[]): void {
    this.keep({ ...this.view, columns: withAlways(columns) });
  }

  /** Makes the rows higher or lower. */
  space(density: Density): void {
    this.keep({ ...this.view, density });
  }

  private keep(view: View): void {
    this.view = view;
    localStorage.setItem(PLACE, JSON.stringify(view));
  }
}

export const tableView = new TableView();
