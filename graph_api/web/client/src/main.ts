// Attaches the parts of a page. A part is loaded only where a page has an element for it.
import type { Part } from "./part";

const PARTS: Record<string, () => Promise<Part>> = {
  autosubmit: () => import("./parts/autosubmit"),
  chart: () => import("./parts/chart"),
  copy: () => import("./parts/copy"),
  inplace: () => import("./parts/inplace"),
  network: () => import("./parts/network"),
  passages: () => import("./parts/passages"),
  picker: () => import("./parts/picker"),
  print: () => import("./parts/print"),
  sparql: () => import("./parts/sparql"),
};

async function attachAll(name: string, elements: HTMLElement[]): Promise<void> {
  const load = PARTS[name];
  if (load === undefined) throw new Error(`there is no part '${name}'`);
  const part = await load();
  for (const element of elements) part.attach(element);
}

const found = new Map<string, HTMLElement[]>();
for (const element of document.querySelectorAll<HTMLElement>("[data-part]")) {
  const name = element.dataset["part"] ?? "";
  found.set(name, [...(found.get(name) ?? []), element]);
}
for (const [name, elements] of found) void attachAll(name, elements);
