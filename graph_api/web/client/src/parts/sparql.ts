// The editor for SPARQL: the textarea of the form, with colours, a check of the syntax, and completion of classes and
// properties from our own VoID description. Without it the form works all the same.
import Yasqe from "@zazuko/yasqe";

interface Term {
  iri: string;
  uses: number;
}
type Json = Record<string, unknown>;

const VOID = "http://rdfs.org/ns/void#";
let described: Promise<{ classes: string[]; properties: string[] }> | undefined;

/** The terms that the graph uses, most used first. */
function terms(address: string): Promise<{ classes: string[]; properties: string[] }> {
  described ??= fetch(address, { headers: { Accept: "application/ld+json" } })
    .then((answer) => (answer.ok ? answer.json() : []))
    .then((document: unknown) => {
      const nodes = nodesOf(document);
      return { classes: used(nodes, "class", "entities"), properties: used(nodes, "property", "triples") };
    });
  return described;
}

function nodesOf(document: unknown): Json[] {
  if (Array.isArray(document)) return document as Json[];
  const graph = (document as Json)["@graph"];
  return Array.isArray(graph) ? (graph as Json[]) : [document as Json];
}

/** A value of a property, by its whole name or its prefixed one. */
function values(node: Json, name: string): unknown[] {
  const value = node[`${VOID}${name}`] ?? node[`void:${name}`];
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

function text(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value ?? "");
  const held = value as Json;
  return String(held["@id"] ?? held["@value"] ?? "");
}

function used(nodes: Json[], kind: string, counted: string): string[] {
  const found = new Map<string, Term>();
  for (const node of nodes)
    for (const value of values(node, kind)) {
      const iri = text(value);
      const uses = Number(text(values(node, counted)[0])) || 0;
      if (iri) found.set(iri, { iri, uses: Math.max(uses, found.get(iri)?.uses ?? 0) });
    }
  return [...found.values()].sort((a, b) => b.uses - a.uses || a.iri.localeCompare(b.iri)).map((term) => term.iri);
}

function prefixes(): Record<string, string> {
  const block = document.getElementById("sparql-prefixes");
  return JSON.parse(block?.textContent ?? "{}") as Record<string, string>;
}

function whole(name: string, known: Record<string, string>): string {
  const colon = name.indexOf(":");
  const namespace = colon < 0 ? undefined : known[name.slice(0, colon)];
  return namespace === undefined || name.startsWith("<") ? name.replace(/^</, "") : namespace + name.slice(colon + 1);
}

function short(iri: string, known: Record<string, string>): string {
  for (const [prefix, namespace] of Object.entries(known))
    if (iri.startsWith(namespace) && /^[\w-]*$/.test(iri.slice(namespace.length)))
      return `${prefix}:${iri.slice(namespace.length)}`;
  return `<${iri}>`;
}

/** A completer of ours in place of the package's, which asks other hosts. */
function completer(name: "class" | "property", address: string, known: Record<string, string>): void {
  const original = Yasqe.Autocompleters[name];
  if (original === undefined) throw new Error(`the editor has no completer '${name}'`);
  Yasqe.registerAutocompleter(
    {
      name,
      bulk: false,
      autoShow: false,
      persistenceId: null,
      isValidCompletionPosition: (editor) => original.isValidCompletionPosition(editor),
      get: async (_, token) => {
        const asked = whole(token?.autocompletionString ?? token?.string ?? "", known).toLowerCase();
        const found = await terms(address);
        const all = name === "class" ? found.classes : found.properties;
        return all.filter((iri) => iri.toLowerCase().startsWith(asked) || local(iri).startsWith(asked)).slice(0, 100);
      },
      preProcessToken: (_, token) => ({ ...token, autocompletionString: token.string }),
      postProcessSuggestion: (_, __, suggested) => short(suggested, known),
    },
    true,
  );
}

/** Declares a prefix of ours as soon as it is used; the package's own completer knows other prefixes only. */
function declarePrefixes(known: Record<string, string>): void {
  const original = Yasqe.Autocompleters["prefixes"];
  if (original === undefined) throw new Error("the editor has no completer 'prefixes'");
  const declarations = Object.entries(known).map(([prefix, namespace]) => `${prefix}: <${namespace}>`);
  Yasqe.registerAutocompleter({ ...original, persistenceId: null, get: () => declarations.sort() }, true);
}

function local(iri: string): string {
  return (iri.split(/[#/]/).pop() ?? "").toLowerCase();
}

export function attach(form: HTMLElement): void {
  const field = form.querySelector("textarea");
  if (!(form instanceof HTMLFormElement) || field === null) return;
  const known = prefixes();
  const address = form.dataset["void"] ?? "";
  completer("class", address, known);
  completer("property", address, known);
  declarePrefixes(known);
  const place = document.createElement("div");
  place.className = "sparql__editor";
  field.before(place);
  const editor = new Yasqe(place, {
    value: field.value,
    persistenceId: null,
    showQueryButton: false,
    createShareableLink: null as never, // the address of the page is the link
    consumeShareLink: null,
    prefixCcApi: null,
    resizeable: false,
    lineWrapping: true, // so that nothing scrolls sideways
    collapsePrefixesOnLoad: false,
    autocompleters: ["prefixes", "class", "property", "variables"],
    editorHeight: "auto", // all of the query is in sight: nothing scrolls within the page
    screenReaderLabel: form.querySelector("label")?.textContent ?? "SPARQL",
  });
  field.hidden = true;
  const label = form.querySelector("label");
  label?.addEventListener("click", () => editor.focus());
  const send = (): void => form.requestSubmit();
  editor.addKeyMap({
    "Ctrl-Enter": send,
    "Cmd-Enter": send,
    // Tab is to leave the editor after Escape, so that the keyboard is not trapped in it (WCAG 2.1.2)
    Esc: () => {
      editor.getInputField().blur();
      form.querySelector("button")?.focus();
    },
  });
  form.addEventListener("submit", () => {
    field.value = editor.getValue();
  });
}
