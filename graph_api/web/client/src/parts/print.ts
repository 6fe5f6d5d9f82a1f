// Opens the browser's dialogue for printing, which also saves as PDF.

/** Shows the button and has it print the page. */
export function attach(button: HTMLElement): void {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
