import { button } from "./dom.ts";

/** Follows the system until the reader decides. */
export function themeSwitch(): HTMLButtonElement {
  const root = document.documentElement;
  const isDark = (): boolean => {
    const chosen = root.dataset["theme"];
    return chosen === undefined ? matchMedia("(prefers-color-scheme: dark)").matches : chosen === "dark";
  };
  const element = button(
    "",
    () => {
      root.dataset["theme"] = isDark() ? "light" : "dark";
      label();
    },
    { class: "theme" },
  );
  const label = (): void => {
    element.textContent = isDark() ? "Light" : "Dark";
    element.setAttribute("aria-label", `Switch to ${isDark() ? "light" : "dark"} colours`);
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", label);
  label();
  return element;
}
