// What the tests ask of a page, as functions of `window.look`. It runs beside the page's own scripts and changes nothing.
window.look = (() => {
  const TEXT_SKIPPED = "script, style, noscript, template, datalist, title";
  // where a name as machines write it may stand: the line with the identifier, code, the reference of the vocabulary, and
  // the words of a plan
  const RAW_ALLOWED = "code, pre, kbd, samp, textarea, .iri, .documentation, blockquote, q, mark, [data-plan-text]";
  const FOCUSABLE =
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], audio[controls], iframe";

  const describe = (element) => {
    const name = element.id ? `#${element.id}` : element.className && typeof element.className === "string"
      ? `.${element.className.trim().split(/\s+/).join(".")}` : "";
    const words = (element.innerText || element.getAttribute("aria-label") || element.name || "").trim();
    return `${element.tagName.toLowerCase()}${name} ‘${words.slice(0, 60).replace(/\s+/g, " ")}’`;
  };

  // Asked of thousands of texts, whose ancestors are few.
  const remembering = (ask) => {
    let known = null;
    return (element) => {
      if (known === null) {
        known = new Map();
        queueMicrotask(() => { known = null; }); // the page may change after this turn
      }
      if (!known.has(element)) known.set(element, ask(element));
      return known.get(element);
    };
  };
  const styleOf = remembering((element) => {
    const { overflowX, overflowY, position, clipPath, clip } = getComputedStyle(element);
    return { overflowX, overflowY, position, clipPath, clip, box: element.getBoundingClientRect() };
  });

  // drawn at all, also when it must be scrolled to; what only screen readers get is a box of a pixel
  const shown = (element) => {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
    const style = styleOf(element);
    return style.clipPath !== "inset(50%)" && style.clip !== "rect(0px, 0px, 0px, 0px)";
  };

  const hiddenForEyes = remembering((element) => {
    const { position, box, clipPath, clip } = styleOf(element);
    if (position === "absolute" || position === "fixed") {
      if (box.width <= 1 || box.height <= 1 || box.right <= 0 || box.bottom + scrollY <= 0) return true;
      if (clipPath === "inset(50%)" || clip === "rect(0px, 0px, 0px, 0px)") return true;
    }
    return element.parentElement !== null && hiddenForEyes(element.parentElement);
  });

  const texts = () => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const element = node.parentElement;
      if (!node.data.trim() || !element || element.closest(TEXT_SKIPPED)) continue;
      if (shown(element) && !hiddenForEyes(element)) found.push([node, element]);
    }
    return found;
  };

  const rects = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].filter((box) => box.width > 0.5 && box.height > 0.5);
  };

  const scrolls = (value) => value === "auto" || value === "scroll";

  // What sticks out of the page to the right, so that all of it scrolls sideways.
  const overflow = () => {
    const whole = document.scrollingElement;
    const width = whole.clientWidth;
    const culprits = [];
    if (whole.scrollWidth > width) {
      for (const element of document.body.querySelectorAll("*")) {
        if (element.getBoundingClientRect().right <= width + 0.5) continue;
        let inside = false;
        let free = getComputedStyle(element).position === "absolute"; // what scrolls does not hold it, unless it is placed in it
        for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
          const style = getComputedStyle(at);
          if (style.position !== "static") free = style.position === "absolute";
          if (style.overflowX !== "visible" && !free) inside = true;
        }
        if (!inside) culprits.push(describe(element));
      }
    }
    return { width, needed: whole.scrollWidth, culprits: culprits.slice(0, 6) };
  };

  // Texts that are cut off: part of them lies outside an ancestor that hides what sticks out.
  const clipped = () => {
    const found = new Set();
    for (const [node, element] of texts()) {
      const boxes = rects(node);
      for (let at = element; at && at !== document.documentElement; at = at.parentElement) {
        const style = styleOf(at);
        if (scrolls(style.overflowX) || scrolls(style.overflowY)) break;
        const edge = style.box;
        const cut = (hides, out) => (hides === "hidden" || hides === "clip") && boxes.some(out);
        if (
          cut(style.overflowX, (box) => box.right > edge.right + 1.5 || box.left < edge.left - 1.5) ||
          // half a line: the room of a line (line-height) may be less than its letters ask for
          cut(style.overflowY, (box) => box.bottom > edge.bottom + box.height / 2 || box.top < edge.top - box.height / 2)
        ) {
          found.add(describe(element));
          break;
        }
      }
    }
    for (const control of document.querySelectorAll("select, button, input[type=submit]")) {
      if (shown(control) && !hiddenForEyes(control) && control.scrollWidth > control.clientWidth + 2 &&
          getComputedStyle(control).overflowX !== "visible") found.add(describe(control));
    }
    return [...found].slice(0, 10);
  };

  // What is to lie over the page: menus, heads of tables that stay in sight.
  const floats = remembering((element) =>
    ["sticky", "fixed"].includes(styleOf(element).position) || (element.parentElement !== null && floats(element.parentElement)));

  // Texts that lie over each other.
  const overlaps = () => {
    const boxes = [];
    for (const [node, element] of texts()) {
      if (floats(element)) continue;
      for (const box of rects(node)) {
        let { left, right, top, bottom } = box;
        for (let at = element; at && at !== document.body; at = at.parentElement) { // only what can be seen of it
          const style = styleOf(at);
          if (style.overflowX === "visible" && style.overflowY === "visible") continue;
          const edge = style.box;
          left = Math.max(left, edge.left); right = Math.min(right, edge.right);
          top = Math.max(top, edge.top); bottom = Math.min(bottom, edge.bottom);
        }
        const line = (bottom - top) * 0.25; // letters seldom fill their line
        if (right - left > 1 && bottom - top > 1) boxes.push({ left, right, top: top + line, bottom: bottom - line, node, element });
      }
    }
    boxes.sort((one, two) => one.top - two.top);
    const found = [];
    for (let i = 0; i < boxes.length && found.length < 5; i++) {
      for (let j = i + 1; j < boxes.length && boxes[j].top < boxes[i].bottom; j++) {
        const [one, two] = [boxes[i], boxes[j]];
        if (one.node === two.node) continue;
        if (Math.min(one.right, two.right) - Math.max(one.left, two.left) > 2) {
          found.push(`${describe(one.element)} and ${describe(two.element)}`);
          break;
        }
      }
    }
    return found;
  };

  // Names as machines write them, where people read: links, headings, cells, buttons.
  const rawNames = (codes) => {
    const known = new Set(codes);
    const found = new Set();
    for (const [node, element] of texts()) {
      if (element.closest(RAW_ALLOWED)) continue;
      const text = node.data.replaceAll(`${location.origin}/`, " /"); // a citation has the address of what it cites
      if (/https?:\/\/|\b(?:rg|rgt|rgc|skos|prov|oa|dcterms|rdfs|owl|xsd):[A-Za-z]/.test(text)) found.add(text.trim().slice(0, 100));
      for (const word of text.match(/\b[a-z]+(?:[A-Z][a-z]+)+\b/g) || []) if (known.has(word)) found.add(word);
    }
    return [...found].slice(0, 10);
  };

  // Figures on which nothing is drawn.
  const emptyFigures = () => {
    const found = [];
    const drawnOn = (canvas) => {
      if (!canvas.width || !canvas.height) return false;
      const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
      if (pixels === undefined) return true; // not drawn in pixels that can be read
      const colours = new Set();
      for (let i = 0; i < pixels.length && colours.size < 2; i += 4) {
        colours.add(`${pixels[i]} ${pixels[i + 1]} ${pixels[i + 2]} ${pixels[i + 3]}`);
      }
      return colours.size > 1;
    };
    const layers = Map.groupBy([...document.querySelectorAll("canvas")].filter(shown), (one) => one.closest("figure") || one.parentElement);
    for (const [figure, canvases] of layers) if (!canvases.some(drawnOn)) found.push(describe(figure));
    for (const svg of document.querySelectorAll("svg")) {
      if (!shown(svg)) continue;
      const drawn = [...svg.querySelectorAll("path, rect, circle, line, polyline, polygon, text, use, ellipse")].some((part) => {
        const box = part.getBoundingClientRect();
        return box.width > 0 || box.height > 0;
      });
      if (!drawn) found.push(describe(svg.closest("figure") || svg));
    }
    for (const figure of document.querySelectorAll("figure")) {
      if (!shown(figure)) continue;
      const box = figure.getBoundingClientRect();
      const holds = figure.querySelector("canvas, svg, table, blockquote, img, pre, [role=img]") || figure.innerText.trim();
      if (box.height < 5 || !holds) found.push(describe(figure));
    }
    return [...new Set(found)];
  };

  const noFocus = (style) =>
    [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.borderColor, style.borderWidth,
      style.backgroundColor, style.textDecorationLine, style.textDecorationThickness].join("|");

  const looks = (element) => noFocus(getComputedStyle(element)) +
    noFocus(getComputedStyle(element, "::before")) + noFocus(getComputedStyle(element, "::after")) +
    (element.parentElement ? noFocus(getComputedStyle(element.parentElement)) : "");

  // All that Tab stops at, in the order of the page; of a group of radio buttons the one that is chosen, or the first.
  const focusables = () => {
    const groups = new Set();
    const chosen = (element) => {
      if (element.type !== "radio") return true;
      const group = [...document.querySelectorAll("input[type=radio]")].filter((one) => one.name === element.name && one.form === element.form);
      const checked = group.find((one) => one.checked);
      if (checked) return checked === element;
      if (groups.has(element.name)) return false;
      groups.add(element.name);
      return true;
    };
    return [...document.querySelectorAll(FOCUSABLE)].filter(
      (element) => !element.disabled && element.tabIndex >= 0 && !element.closest("[inert]") &&
        element.checkVisibility({ visibilityProperty: true }) &&
        !(element.tagName === "SUMMARY" && element.parentElement.querySelector("summary") !== element) && chosen(element),
    );
  };

  // Keeps how everything looks without the focus, to be compared with how it looks with it.
  let before = null;
  let stops = [];
  const watchFocus = () => {
    document.activeElement?.blur();
    before = focusables().map((element) => ({ element, look: looks(element) }));
    document.addEventListener("focusin", () => stops.push(focused()));
    return before.length;
  };
  // Where the focus is: its place in the list (-1: not on it, null: nowhere), whether it shows and can be seen.
  const focused = () => {
    const element = document.activeElement;
    if (!element || element === document.body || element === document.documentElement) return null;
    const place = before.findIndex((one) => one.element === element);
    const box = element.getBoundingClientRect();
    const at = document.elementFromPoint(
      Math.min(Math.max(box.left + Math.min(box.width, 8) / 2, 0), innerWidth - 1),
      Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1),
    );
    return {
      place,
      what: describe(element),
      shows: place < 0 || before[place].look !== looks(element),
      inSight: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
      covered: at !== null && !element.contains(at) && !at.contains(element) && !at.closest("label")?.contains(element) &&
        !element.closest(".CodeMirror")?.contains(at), // an editor draws what is typed over the field that takes it
    };
  };
  // Where it has been since this was asked last.
  const visited = () => {
    const found = stops.filter((stop) => stop !== null);
    stops = [];
    return found;
  };
  const focusOn = (place) => { before[place].element.focus(); };

  // Things that look as if they can be clicked on, but that Tab never comes to.
  const clickable = () => {
    const found = new Set();
    for (const element of document.body.querySelectorAll("*")) {
      if (getComputedStyle(element).cursor !== "pointer" || !shown(element) || hiddenForEyes(element)) continue;
      const reached = element.closest(`${FOCUSABLE}, label, option, canvas, svg`);
      if (!reached && !element.querySelector(FOCUSABLE)) found.add(describe(element));
    }
    return [...found].slice(0, 10);
  };

  const structure = () => ({
    headings: [...document.querySelectorAll("h1")].map((one) => one.innerText.trim()),
    tables: [...document.querySelectorAll("table")].map((one) => one.rows.length),
    forms: [...document.querySelectorAll("form")].map((one) => one.getAttribute("action") ?? ""),
    links: new Set([...document.querySelectorAll("main a[href]")].map((one) => one.href)).size,
  });

  // WCAG 2.2, 1.4.12: the reader's own spacing. A sheet that is built is no inline style, so a strict policy lets it be.
  const spaceTexts = () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
      p { margin-block-end: 2em !important; }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  };

  const moving = () => document.getAnimations()
    .filter((one) => one.playState === "running" && (one.effect?.getComputedTiming().activeDuration ?? 0) > 10)
    .map((one) => describe(one.effect.target));

  // Latin texts that run from right to left, because something before them turned the line around.
  const turned = () => {
    const found = new Set();
    for (const [node, element] of texts()) {
      if (/[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(node.data)) continue;
      const at = node.data.search(/[A-Za-z]{2}/);
      if (at < 0) continue;
      const letter = (place) => {
        const range = document.createRange();
        range.setStart(node, place);
        range.setEnd(node, place + 1);
        return range.getBoundingClientRect();
      };
      const [one, two] = [letter(at), letter(at + 1)];
      if (one.width && two.width && Math.abs(one.top - two.top) < 2 && two.left < one.left) found.add(describe(element));
    }
    return [...found].slice(0, 10);
  };

  // What a plan may not bring into a page: scripts of its own, handlers, links that run, elements to load.
  const planted = () => [
    ...[...document.querySelectorAll("script")].filter((one) => one.src ? !one.src.startsWith(`${location.origin}/static/`) : one.type !== "application/json"),
    ...[...document.querySelectorAll("*")].filter((one) => [...one.attributes].some(({ name }) => name.startsWith("on"))),
    ...document.querySelectorAll('[href^="javascript:" i], [src^="javascript:" i], [action^="javascript:" i], img[src="x"], base, iframe, object, embed'),
  ].map((one) => one.outerHTML.slice(0, 150));

  return { turned, planted, overflow, clipped, overlaps, rawNames, emptyFigures, focusables, watchFocus, focused, visited, focusOn, clickable, structure, spaceTexts, moving };
})();
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective}: ${event.blockedURI || "inline"} ${event.sourceFile || ""}:${event.lineNumber}`));
