import type { ReportData } from "../report-data.ts";
import { el } from "./dom.ts";
import { patterns } from "./patterns.ts";
import { boom } from "./sections/boom.ts";
import { cases } from "./sections/cases.ts";
import { gains } from "./sections/gains.ts";
import { honest } from "./sections/honest.ts";
import { hook } from "./sections/hook.ts";
import { land } from "./sections/land.ts";
import { opening } from "./sections/opening.ts";
import { purchaseCards } from "./sections/purchase.ts";
import { realism } from "./sections/realism.ts";
import { receipt } from "./sections/receipt.ts";
import { rings } from "./sections/rings.ts";
import { sales } from "./sections/sales.ts";
import { worlds } from "./sections/worlds.ts";
import { themeSwitch } from "./theme.ts";
import { tableOfContents } from "./toc.ts";

const source = document.querySelector("#report-data")?.textContent;
if (source === undefined) throw new Error("the report has lost its data");
// Written by the same version of the program that bundled this page.
show(JSON.parse(source) as ReportData);

function show(data: ReportData): void {
  const market = boom(data);
  market.append(...purchaseCards(data));
  const main = el(
    "main",
    { id: "content" },
    opening(data),
    market,
    ...worlds(data),
    hook(data),
    honest(data),
    cases(data),
    sales(data),
    land(data),
    gains(data),
    rings(data),
    realism(data),
    receipt(data),
  );
  const toc = tableOfContents(main);
  document.body.append(
    patterns(),
    el("a", { class: "skip", href: "#content" }, "Skip to the report"),
    el("header", { class: "top" }, el("b", {}, "Landslide"), toc.element, themeSwitch()),
    main,
  );
  toc.follow();
}
