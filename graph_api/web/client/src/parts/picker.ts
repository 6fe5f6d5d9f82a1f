// A combobox over a list of which many may be chosen (ARIA Authoring Practices, 'editable combobox with list
// autocomplete'). The list itself stays in the form, hidden, and holds what is chosen.

interface Choice {
  option: HTMLOptionElement;
  text: string;
  /** Of its group; '' without one. */
  group: string;
  item: HTMLLIElement;
}

const MOST = 100; // choices that are shown at once; typing narrows them
let made = 0;

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

class Picker {
  private readonly choices: Choice[];
  private readonly input = document.createElement("input");
  private readonly list = document.createElement("ul");
  private readonly chosen = document.createElement("ul");
  private readonly none = document.createElement("p");
  private readonly status = document.createElement("p");
  private shown: Choice[] = [];
  private active = -1;

  constructor(private readonly select: HTMLSelectElement) {
    const id = select.id || `picker-${++made}`;
    this.choices = [...select.options].filter((option) => option.value !== "").map((option, at) => this.choice(option, `${id}-option-${at}`));
    this.build(id);
    this.listen();
    this.showChosen();
    this.close();
  }

  private choice(option: HTMLOptionElement, id: string): Choice {
    const item = document.createElement("li");
    item.id = id;
    item.className = "picker__option";
    item.setAttribute("role", "option");
    const parent = option.parentElement;
    const group = parent instanceof HTMLOptGroupElement ? parent.label : "";
    item.textContent = group === "" ? option.text : `${option.text} (${group})`;
    return { option, text: plain(item.textContent), group, item };
  }

  private build(id: string): void {
    const label = document.querySelector<HTMLLabelElement>(`label[for="${CSS.escape(this.select.id)}"]`);
    this.input.id = `${id}-search`;
    this.input.type = "text";
    this.input.autocomplete = "off";
    this.input.className = "utrecht-textbox utrecht-textbox--html-input";
    this.input.placeholder = this.select.dataset["search"] ?? "";
    this.list.id = `${id}-list`;
    const described = this.select.getAttribute("aria-describedby");
    const attributes: Record<string, string> = {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-controls": this.list.id,
      "aria-expanded": "false",
      ...(described === null ? {} : { "aria-describedby": described }),
    };
    for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);
    this.list.className = "picker__list";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-multiselectable", "true");
    this.list.setAttribute("aria-label", label?.textContent?.trim() ?? "");
    this.chosen.className = "picker__chosen";
    this.none.className = "picker__none";
    this.none.textContent = this.select.dataset["none"] ?? "";
    this.status.className = "hidden-text";
    this.status.setAttribute("role", "status");
    if (label !== null) label.htmlFor = this.input.id;
    const whole = document.createElement("div");
    whole.className = "picker";
    whole.append(this.chosen, this.input, this.list, this.status);
    this.select.after(whole);
    this.select.hidden = true;
  }

  private listen(): void {
    this.input.addEventListener("input", () => this.open());
    this.input.addEventListener("click", () => this.open());
    this.input.addEventListener("blur", () => this.close());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the input keeps the focus
    this.list.addEventListener("click", (event) => {
      const item = (event.target as HTMLElement).closest("li");
      const choice = this.shown.find((one) => one.item === item);
      if (choice) this.toggle(choice);
    });
  }

  private key(event: KeyboardEvent): void {
    const isOpen = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) this.open();
      this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && isOpen) {
      const choice = this.shown[this.active];
      if (choice === undefined) return;
      event.preventDefault();
      this.toggle(choice);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Backspace" && this.input.value === "") {
      const last = this.choices.filter((one) => one.option.selected).at(-1);
      if (last) this.toggle(last);
    }
  }

  private open(): void {
    const asked = plain(this.input.value.trim());
    this.shown = this.choices.filter((one) => one.text.includes(asked)).slice(0, MOST);
    this.list.replaceChildren(...this.shown.map((one) => one.item));
    if (this.shown.length === 0) this.list.replaceChildren(this.noneItem());
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.mark(asked === "" ? -1 : 0);
    this.tick();
  }

  private noneItem(): HTMLLIElement {
    const item = document.createElement("li");
    item.setAttribute("role", "option");
    item.setAttribute("aria-disabled", "true");
    item.append(this.none);
    return item;
  }

  private close(): void {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.mark(-1);
  }

  private move(step: number): void {
    const number = this.shown.length;
    if (number > 0) this.mark(this.active < 0 ? (step > 0 ? 0 : number - 1) : (this.active + step + number) % number);
  }

  private mark(at: number): void {
    this.shown[this.active]?.item.classList.remove("picker__option--active");
    this.active = at;
    const choice = this.shown[at];
    choice?.item.classList.add("picker__option--active");
    choice?.item.scrollIntoView({ block: "nearest" });
    if (choice) this.input.setAttribute("aria-activedescendant", choice.item.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  private toggle(choice: Choice): void {
    choice.option.selected = !choice.option.selected;
    this.input.value = "";
    this.status.textContent = `${choice.option.selected ? "✓" : "×"} ${choice.option.text}`;
    this.showChosen();
    this.tick();
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  private tick(): void {
    for (const one of this.shown) one.item.setAttribute("aria-selected", String(one.option.selected));
  }

  private showChosen(): void {
    const chosen = this.choices.filter((one) => one.option.selected);
    this.chosen.hidden = chosen.length === 0;
    this.chosen.replaceChildren(
      ...chosen.map((one) => {
        const item = document.createElement("li");
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = one.option.text;
        button.setAttribute("aria-label", `${this.select.dataset["remove"] ?? ""} ${one.option.text}`.trim());
        button.addEventListener("click", () => {
          this.toggle(one);
          this.input.focus();
        });
        item.append(button);
        return item;
      }),
    );
  }
}

/** Puts the combobox over a `<select multiple>`. */
export function attach(element: HTMLElement): void {
  if (element instanceof HTMLSelectElement && element.multiple) new Picker(element);
}
