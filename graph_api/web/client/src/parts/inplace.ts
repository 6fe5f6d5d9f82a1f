// Follows links to the same page with other choices without leaving it: what they lead to is fetched and put in place.
import { attach as attachCopy } from "./copy";

/** Fetches the page behind a link and takes over the content of the element with the same id; false if that fails. */
async function put(element: HTMLElement, address: string): Promise<boolean> {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById(element.id);
  if (fresh === null) return false;
  document.title = page.title;
  element.replaceChildren(...fresh.childNodes);
  for (const button of element.querySelectorAll<HTMLElement>('[data-part="copy"]')) attachCopy(button);
  return true;
}

/** Moves to where the address points, also for who reads by ear: the place gets the focus. */
function show(element: HTMLElement, hash: string): void {
  const place = document.getElementById(decodeURIComponent(hash.slice(1))) ?? element;
  if (!place.hasAttribute("tabindex")) place.setAttribute("tabindex", "-1");
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "start" });
}

/** Every link inside to the same path is followed in place; back and forward work as ever. */
export function attach(element: HTMLElement): void {
  let shown = location.search;
  const follow = async (url: URL): Promise<void> => {
    shown = url.search;
    element.setAttribute("aria-busy", "true");
    const done = await put(element, url.href).catch(() => false);
    element.removeAttribute("aria-busy");
    if (!done) return location.assign(url);
    show(element, url.hash);
  };
  element.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link === null || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const url = new URL(link.href);
    const same = url.origin === location.origin && url.pathname === location.pathname;
    if (!same || url.search === location.search || url.searchParams.get("view") !== null) return;
    event.preventDefault();
    history.pushState(null, "", url);
    void follow(url);
  });
  window.addEventListener("popstate", () => {
    if (location.search !== shown) void follow(new URL(location.href)); // not for a place within what is shown
  });
}
