// Names of nodes keep their size on the screen, and a name that would stand over another is left out until one comes
// nearer (or points at the node). Nodes with most lines go first.
import type { Core, NodeSingular } from "cytoscape";

const SIZE = 13; // pixels on the screen
const LETTER = 0.55; // width of a letter in that size, about
const LINE = 1.25;

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function boxOf(node: NodeSingular): Box {
  const { x, y } = node.renderedPosition();
  const lines = String(node.data("shown")).split("\n");
  const half = (Math.max(...lines.map((line) => line.length)) * SIZE * LETTER) / 2;
  const top = y + node.renderedHeight() / 2 + 2;
  return { left: x - half, right: x + half, top, bottom: top + lines.length * SIZE * LINE };
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function arrange(drawn: Core): void {
  const zoom = drawn.zoom();
  const kept: Box[] = [];
  drawn.batch(() => {
    const ranked = drawn.nodes().sort((a, b) => b.degree(false) - a.degree(false) || String(a.id()).localeCompare(String(b.id())));
    ranked.forEach((node) => {
      node.style({ "font-size": SIZE / zoom, "text-outline-width": 2 / zoom, "text-margin-y": 3 / zoom });
      const box = boxOf(node);
      const isFree = kept.every((other) => !overlaps(box, other));
      node.toggleClass("unnamed", !isFree);
      if (isFree) kept.push(box);
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
