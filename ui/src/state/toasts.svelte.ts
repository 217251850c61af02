// Short messages that offer to undo. Failures never come here: they stay in a box until resolved.
export interface Toast {
  id: number;
  text: string;
  undo?: () => void;
}

class Toasts {
  list = $state<Toast[]>([]);
  private last = 0;

  /** Shows a message, with the way back where there is one. */
  show(text: string, undo?: () => void): void {
    this.last += 1;
    this.list = [...this.list.slice(-1), { id: this.last, text, ...(undo ? { undo } : {}) }];
  }

  /** Takes all of them away: what they offer to undo belongs to a case that is left. */
  clear(): void {
    this.list = [];
  }

  dismiss(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();
