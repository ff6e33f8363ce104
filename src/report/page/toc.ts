import { el } from "./dom.ts";

/** What the whole heading would say in too much room: all links fit at 1280 pixels. */
const SHORT: Readonly<Record<string, string>> = {
  opening: "In short",
  boom: "Boom and crash",
  hook: "The hook",
  honest: "Its cost",
  sales: "Sales",
  gains: "Gains",
  receipt: "Receipt",
};

/** Links to the sections; the one being read is marked. */
export function tableOfContents(main: HTMLElement): { readonly element: HTMLElement; readonly follow: () => void } {
  const sections = [...main.querySelectorAll<HTMLElement>(":scope > section")];
  const links = sections.map(({ id }) => {
    const heading = main.querySelector(`#${id}-title`)?.textContent ?? id;
    return el("a", { href: `#${id}` }, SHORT[id] ?? heading);
  });
  const element = el(
    "nav",
    { class: "toc", "aria-label": "Contents" },
    el("ol", {}, ...links.map((link) => el("li", {}, link))),
  );
  const mark = (current: HTMLElement): void => {
    links.forEach((link, i) => {
      if (sections[i] === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  };
  const follow = (): void => {
    const observer = new IntersectionObserver(
      (entries) => {
        const entered = entries.find(({ isIntersecting }) => isIntersecting);
        if (entered?.target instanceof HTMLElement) mark(entered.target);
      },
      { rootMargin: "-20% 0px -75% 0px" },
    );
    for (const section of sections) observer.observe(section);
  };
  return { element, follow };
}
