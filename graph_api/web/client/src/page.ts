// What the parts need of the page that they are on.

/** The data of an element: the JSON block whose id its `data-source` names. */
export function dataOf<Data>(element: HTMLElement): Data {
  const source = document.getElementById(element.dataset["source"] ?? "");
  if (source === null) throw new Error(`#${element.id} has no data: there is no #${element.dataset["source"]}`);
  return JSON.parse(source.textContent ?? "") as Data;
}

/** The value of a design token. */
export function token(name: `--${string}`): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** The language of the page, for numbers and messages. */
export const language: string = document.documentElement.lang || "nl";

const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 3 });

/** A number as people of the page's language write it. */
export function written(value: number): string {
  return numbers.format(value);
}

/** Whether the reader asked for little movement. */
export function isStill(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Goes to an address of this site; others are left alone. */
export function go(href: string | undefined): void {
  if (href === undefined) return;
  const address = new URL(href, location.href);
  if (address.origin === location.origin) location.assign(address);
}

/** A text in lines of at most so many characters, and no more than so many lines. */
export function lines(text: string, width: number, most: number): string {
  const made: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && line.length + 1 + word.length > width) {
      made.push(line);
      line = "";
    }
    line = line === "" ? word.slice(0, width) : `${line} ${word}`;
  }
  made.push(line);
  return made.length > most ? `${made.slice(0, most).join("\n")} …` : made.join("\n");
}
