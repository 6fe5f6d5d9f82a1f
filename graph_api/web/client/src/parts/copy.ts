// Copies a citation, and says so, also to who does not see it.

const SHOWN_MS = 2500;
let status: HTMLElement | undefined;

export function say(text: string): void {
  if (status === undefined) {
    status = document.createElement("p");
    status.className = "hidden-text";
    status.setAttribute("role", "status");
    document.body.append(status);
  }
  status.textContent = "";
  const live = status;
  requestAnimationFrame(() => (live.textContent = text)); // a change is what is read out
}

/** Clipboard API where it is there (a secure context), else the old way. */
export async function write(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "hidden-text";
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

/** Shows the button and has it copy `data-copy`, with the whole address of `data-link` behind it. */
export function attach(button: HTMLElement): void {
  const { copy = "", link, done = "" } = button.dataset;
  const address = link === undefined ? "" : new URL(link, location.href).href;
  const label = button.textContent ?? "";
  button.hidden = false;
  button.addEventListener("click", async () => {
    const focused = document.activeElement;
    await write([copy, address].filter(Boolean).join(" "));
    if (focused instanceof HTMLElement) focused.focus();
    button.textContent = done;
    say(done);
    setTimeout(() => (button.textContent = label), SHOWN_MS);
  });
}
