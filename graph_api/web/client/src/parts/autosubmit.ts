// Sends a form of filters as soon as a choice changes. The button stays, for who types and for who waits.

/** Sends the form at each change of a choice; what is typed is sent by Enter or the button. */
export function attach(form: HTMLElement): void {
  if (!(form instanceof HTMLFormElement)) return;
  form.addEventListener("change", (event) => {
    const control = event.target;
    const isChoice =
      (control instanceof HTMLSelectElement && !control.multiple) || // of many, one chooses more before sending
      (control instanceof HTMLInputElement && ["checkbox", "radio", "range"].includes(control.type));
    if (isChoice) form.requestSubmit();
  });
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name); // short addresses
  });
}
