// A network from the data beside it. The table below says the same, and is the way in for a keyboard.
import cytoscape from "cytoscape";
import { dataOf, go, lines, token } from "../page";
import { key, looks } from "../network/shapes";
import { keepLabelsApart } from "../network/labels";

interface Node {
  id: string;
  label: string;
  kind: string;
  href?: string;
  /** Relative to the others; 1 by itself. */
  size?: number;
}

interface Edge {
  source: string;
  target: string;
  weight?: number;
  label?: string;
}

interface Network {
  nodes: Node[];
  edges: Edge[];
  kinds: Record<string, string>;
}

/** Cytoscape writes a style element unless it finds one of this id; the policy forbids it, and figures.css has it. */
const STYLES = "__________cytoscape_stylesheet";
const ZOOM = 1.3;
const AROUND = 44; // pixels around the whole, for the names at its edge
const LABEL = 22; // characters of a line in a label

function withoutOwnStyles(): void {
  if (document.getElementById(STYLES) !== null) return;
  const there = document.createElement("meta");
  there.id = STYLES;
  document.head.append(there);
}

/** Nodes on a circle to begin with, so that the same network always looks the same. */
function elements(data: Network): cytoscape.ElementDefinition[] {
  const most = Math.max(1, ...data.nodes.map((node) => node.size ?? 1));
  const heaviest = Math.max(1, ...data.edges.map((edge) => edge.weight ?? 1));
  const around = 60 * Math.sqrt(data.nodes.length) + 40;
  const nodes = data.nodes.map((node, at) => ({
    data: { ...node, shown: lines(node.label, LABEL, 3), extent: 18 + 30 * Math.sqrt((node.size ?? 1) / most) },
    position: {
      x: around * Math.cos((2 * Math.PI * at) / data.nodes.length),
      y: around * Math.sin((2 * Math.PI * at) / data.nodes.length),
    },
  }));
  const edges = data.edges.map((edge, at) => ({
    data: { ...edge, id: `edge ${at}`, width: 1 + 5 * ((edge.weight ?? 1) / heaviest) },
  }));
  return [...nodes, ...edges];
}

/** Spreads the nodes over the shape of the plot: names lie flat, so they need width most. */
function fill(drawn: cytoscape.Core): void {
  const box = drawn.nodes().boundingBox({ includeLabels: false });
  if (box.w === 0 || box.h === 0) return;
  const stretch = Math.min(3, Math.max(0.6, (drawn.width() / drawn.height()) / (box.w / box.h)));
  drawn.nodes().positions((node) => ({ x: node.position("x") * stretch, y: node.position("y") }));
  drawn.fit(undefined, AROUND);
}

function button(text: string, name: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "nl-button nl-button--secondary network__button";
  made.textContent = text;
  made.setAttribute("aria-label", name);
  made.addEventListener("click", act);
  return made;
}

/** Draws the network, with a key and buttons to come nearer and to see it whole. */
export function attach(element: HTMLElement): void {
  const data = dataOf<Network>(element);
  if (data.nodes.length === 0) return;
  withoutOwnStyles();
  const shown = looks(data.nodes.map((node) => node.kind));
  const plot = document.createElement("div");
  plot.className = "network__plot";
  plot.setAttribute("role", "img");
  plot.setAttribute("aria-labelledby", `${element.id}-title`);
  element.hidden = false;
  element.append(key(shown, data.kinds), plot);
  const family = token("--basis-text-font-family-default");
  const drawn = cytoscape({
    container: plot,
    elements: elements(data),
    style: [
      {
        selector: "node",
        style: {
          width: "data(extent)",
          height: "data(extent)",
          label: "data(shown)",
          "font-family": family,
          "text-wrap": "wrap",
          "text-valign": "bottom",
          "text-margin-y": 4,
          color: token("--grey-700"),
          "text-outline-color": "#fff",
          "text-outline-width": 2,
        },
      },
      ...[...shown].map(([kind, look]) => ({
        selector: `node[kind = ${JSON.stringify(kind)}]`,
        style: { "background-color": look.colour, shape: look.shape },
      })),
      {
        selector: "edge",
        style: { width: "data(width)", "line-color": token("--grey-300"), "curve-style": "haystack" },
      },
      { selector: ".unnamed", style: { label: "" } },
      { selector: ".near", style: { label: "data(shown)", "z-index": 9 } },
      { selector: ".far", style: { opacity: 0.2 } },
    ],
    layout: { name: "cose", animate: false, randomize: false, nodeRepulsion: () => 60_000, idealEdgeLength: () => 110, padding: AROUND, nodeDimensionsIncludeLabels: true },
    userZoomingEnabled: false, // the wheel scrolls the page
    boxSelectionEnabled: false,
    autoungrabify: true,
  });
  drawn.on("tap", "node", (event) => go(event.target.data("href") as string | undefined));
  drawn.on("mouseover", "node", (event) => {
    plot.style.cursor = event.target.data("href") ? "pointer" : "default";
    const around = event.target.closedNeighborhood();
    around.addClass("near");
    drawn.elements().not(around).addClass("far");
  });
  drawn.on("mouseout", "node", () => {
    plot.style.cursor = "";
    drawn.elements().removeClass("far near");
  });
  fill(drawn);
  keepLabelsApart(drawn);
  const near = (factor: number): void => {
    drawn.zoom({ level: drawn.zoom() * factor, renderedPosition: { x: drawn.width() / 2, y: drawn.height() / 2 } });
  };
  const { nearer = "", further = "", whole = "" } = element.dataset;
  const tools = document.createElement("div");
  tools.className = "network__tools";
  tools.append(button("+", nearer, () => near(ZOOM)), button("−", further, () => near(1 / ZOOM)), button("⤢", whole, () => void drawn.fit(undefined, AROUND)));
  element.append(tools);
}
