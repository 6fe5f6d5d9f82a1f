// Kinds of nodes differ by shape as well as by colour.

export interface Look {
  /** As Cytoscape calls it. */
  shape: "ellipse" | "round-rectangle" | "triangle" | "diamond" | "pentagon" | "hexagon" | "star" | "vee";
  colour: string;
  /** The same shape for the key, in a square of 20. */
  path: string;
}

const LOOKS: readonly Look[] = [
  { shape: "ellipse", colour: "#154f86", path: "M10 2a8 8 0 1 0 .01 0z" },
  { shape: "round-rectangle", colour: "#b5640f", path: "M3 4h14v12H3z" },
  { shape: "diamond", colour: "#1b7f6b", path: "M10 1l9 9-9 9-9-9z" },
  { shape: "triangle", colour: "#7a3fa8", path: "M10 2l8 16H2z" },
  { shape: "hexagon", colour: "#8c1d18", path: "M5 3h10l4 7-4 7H5l-4-7z" },
  { shape: "pentagon", colour: "#5a6672", path: "M10 1l9 7-3.5 11h-11L1 8z" },
  { shape: "star", colour: "#7a6a00", path: "M10 1l2.6 6h6.4l-5 4.4 1.8 6.6L10 14l-5.8 4 1.8-6.6-5-4.4h6.4z" },
  { shape: "vee", colour: "#2f7fb8", path: "M10 2l8 16-8-5-8 5z" },
];
const OTHER: Look = { shape: "ellipse", colour: "#5a6672", path: "M10 2a8 8 0 1 0 .01 0z" };

/** How nodes of each kind look; the kinds that have most nodes come first and differ most. */
export function looks(kinds: readonly string[]): Map<string, Look> {
  const number = new Map<string, number>();
  for (const kind of kinds) number.set(kind, (number.get(kind) ?? 0) + 1);
  const ranked = [...number].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([kind]) => kind);
  return new Map(ranked.map((kind, at) => [kind, LOOKS[at] ?? OTHER]));
}

const SVG = "http://www.w3.org/2000/svg";

/** The key: what each shape and colour is. */
export function key(shown: Map<string, Look>, names: Record<string, string>): HTMLUListElement {
  const list = document.createElement("ul");
  list.className = "network__key";
  for (const [kind, look] of shown) {
    const picture = document.createElementNS(SVG, "svg");
    for (const [name, value] of Object.entries({ viewBox: "0 0 20 20", width: "16", height: "16", "aria-hidden": "true" })) {
      picture.setAttribute(name, value);
    }
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", look.path);
    path.setAttribute("fill", look.colour);
    picture.append(path);
    const item = document.createElement("li");
    item.append(picture, names[kind] ?? kind);
    list.append(item);
  }
  return list;
}
