// Names of nodes keep their size on the screen, and a name that would stand over another is left out until one comes
// nearer (or points at the node). The largest nodes go first; a name that finds no room below its node is tried above it,
// then at its sides, and the largest few are always named, at the least crowded side.
import type { Core, NodeSingular } from "cytoscape";

const SIZE = 13; // pixels on the screen
const LETTER = 0.55; // width of a letter in that size, about
const LINE = 1.25;
const GAP = 3; // pixels between a node and its name
const ALWAYS = 8; // nodes that are named come what may

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

interface Side {
  valign: "top" | "center" | "bottom";
  halign: "left" | "center" | "right";
}

const SIDES: readonly Side[] = [
  { valign: "bottom", halign: "center" },
  { valign: "top", halign: "center" },
  { valign: "center", halign: "right" },
  { valign: "center", halign: "left" },
];

function boxOf(node: NodeSingular, { valign, halign }: Side): Box {
  const { x, y } = node.renderedPosition();
  const lines = String(node.data("shown")).split("\n");
  const width = Math.max(...lines.map((line) => line.length)) * SIZE * LETTER;
  const height = lines.length * SIZE * LINE;
  const away = node.renderedHeight() / 2 + GAP;
  const left = halign === "center" ? x - width / 2 : halign === "right" ? x + away : x - away - width;
  const top = valign === "center" ? y - height / 2 : valign === "bottom" ? y + away : y - away - height;
  return { left, right: left + width, top, bottom: top + height };
}

/** The surface that two have in common, in square pixels. */
function shared(a: Box, b: Box): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}

function covered(box: Box, others: readonly Box[]): number {
  return others.reduce((sum, other) => sum + shared(box, other), 0);
}

function bodyOf(node: NodeSingular): Box {
  const { x, y } = node.renderedPosition();
  const half = node.renderedHeight() / 2;
  return { left: x - half, right: x + half, top: y - half, bottom: y + half };
}

function arrange(drawn: Core): void {
  const zoom = drawn.zoom();
  const kept: Box[] = [];
  const whole: Box = { left: 0, right: drawn.width(), top: 0, bottom: drawn.height() };
  const bodies = drawn.nodes().map(bodyOf);
  drawn.batch(() => {
    const ranked = drawn.nodes().sort(
      (a, b) =>
        Number(b.data("extent")) - Number(a.data("extent")) ||
        b.degree(false) - a.degree(false) ||
        String(a.id()).localeCompare(String(b.id())),
    );
    ranked.forEach((node, at) => {
      // What a side costs: names that it would cover most of all, then nodes, then what would fall off the figure.
      const tried = SIDES.map((side) => {
        const box = boxOf(node, side);
        const off = (box.right - box.left) * (box.bottom - box.top) - shared(box, whole);
        const names = covered(box, kept);
        return { side, box, names, isWhole: off < 1, cost: 10 * (names + off) + covered(box, bodies) };
      });
      const best = tried.reduce((least, one) => (one.cost < least.cost ? one : least));
      const isNamed = (best.names === 0 && best.isWhole) || at < ALWAYS;
      const { valign, halign } = best.side;
      const gap = GAP / zoom;
      node.style({
        "font-size": SIZE / zoom,
        "text-outline-width": 2 / zoom,
        "text-valign": valign,
        "text-halign": halign,
        "text-margin-y": valign === "bottom" ? gap : valign === "top" ? -gap : 0,
        "text-margin-x": halign === "right" ? gap : halign === "left" ? -gap : 0,
      });
      node.toggleClass("unnamed", !isNamed);
      if (isNamed) kept.push(best.box);
    });
  });
}

/** Arranges the names now, and anew after each change of zoom. */
export function keepLabelsApart(drawn: Core): void {
  arrange(drawn);
  let waiting = 0;
  drawn.on("zoom resize", () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => arrange(drawn));
  });
}
