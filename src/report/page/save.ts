import { svg } from "./dom.ts";

export function saveText(name: string, text: string, type: string): void {
  saveBlob(name, new Blob([text], { type }));
}

export function saveBlob(name: string, blob: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The download has begun by then; the address keeps the data alive until it is given back.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A chart as a file of its own: styles written out, title above, paper behind. */
export function standaloneSvg(chart: SVGSVGElement, title: string): string {
  const copy = chart.cloneNode(true) as SVGSVGElement; // a clone is what its original is
  const [width, height] = [
    chart.clientWidth || Number(chart.getAttribute("width")),
    Number(chart.getAttribute("height")),
  ];
  const styles = getComputedStyle(document.documentElement);
  inlineStyles(chart, copy);

  const head = 34;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height + head));
  copy.setAttribute("viewBox", `0 ${-head} ${width} ${height + head}`);
  const paper = svg("rect", { x: 0, y: -head, width, height: height + head, fill: styles.getPropertyValue("--paper") });
  const heading = svg(
    "text",
    { x: 8, y: 20 - head, "font-size": 15, "font-weight": 700, "font-family": "system-ui, sans-serif" },
    title,
  );
  // A chart centres its texts; this one would lose its first half.
  heading.setAttribute("text-anchor", "start");
  heading.setAttribute("fill", styles.getPropertyValue("--ink"));
  const patterns = document.querySelector("#patterns defs")?.cloneNode(true);
  copy.prepend(paper, heading);
  if (patterns !== undefined) copy.prepend(patterns);

  const text = new XMLSerializer().serializeToString(copy);
  return text.replace(/var\((--[\w-]+)\)/g, (_, name: string) => styles.getPropertyValue(name).trim());
}

/** Draws an SVG on a canvas at twice its size and hands it over as PNG. */
export async function svgToPng(text: string): Promise<Blob> {
  const image = new Image();
  const url = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * 2;
    canvas.height = image.naturalHeight * 2;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await canvasToPng(canvas);
  } finally {
    URL.revokeObjectURL(url);
  }
}

export function canvasToPng(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error("no picture")) : resolve(blob)), "image/png");
  });
}

const INHERITED = ["font-family", "font-size", "font-weight", "color"] as const;

/** Only what style sheets decide: presentation attributes travel with the clone anyway. */
function inlineStyles(from: Element, to: Element): void {
  const decides = from.tagName === "text" || from.tagName === "svg" || from.tagName === "g";
  if (decides && to instanceof SVGElement) {
    const styles = getComputedStyle(from);
    for (const name of INHERITED) to.style.setProperty(name, styles.getPropertyValue(name));
  }
  [...from.children].forEach((child, i) => {
    const twin = to.children[i];
    if (twin !== undefined) inlineStyles(child, twin);
  });
}
