// The link beside a passage copies itself, besides going there.
import { say, write } from "./copy";

/** The current heading in sight, in an outline that scrolls by itself. */
function show(outline: HTMLElement | null): void {
  const current = outline?.querySelector<HTMLElement>("[aria-current]");
  const box = outline?.querySelector<HTMLElement>("nav");
  if (!current || !box || box.scrollHeight <= box.clientHeight) return;
  const above = current.getBoundingClientRect().top - box.getBoundingClientRect().top;
  box.scrollTop += above - box.clientHeight / 2;
}

/** Has each link to a passage in a text copy its address, and say so. */
export function attach(text: HTMLElement): void {
  const { done = "" } = text.dataset;
  show(document.querySelector(".reader__outline"));
  text.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a.reader__anchor") : null;
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.replaceState(null, "", link.href);
    void write(link.href).then(() => {
      link.focus();
      say(done);
      const sign = link.firstElementChild;
      if (sign === null) return;
      sign.textContent = "✓";
      setTimeout(() => (sign.textContent = "#"), 2000);
    });
  });
}
