import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { expect } from "chai";
import { chromium, type Browser, type Page } from "playwright-core";

import { writeReport } from "../../src/report/write-report.ts";
import { syntheticRun } from "../fixtures/synthetic-run.ts";

const CHROMIUM = "/usr/bin/chromium";
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"];
const SECTIONS = [
  "opening",
  "boom",
  "hook",
  "honest",
  "cases",
  "sales",
  "land",
  "gains",
  "rings",
  "realism",
  "receipt",
];
const CHARTS = ["boom", "volume", "purchase", "wash", "by-rule", "compare-index", "compare-volume", "shadow", "rules"];
const LATER_CHARTS = ["sales", "land", "kinds", "cohorts", "holdings", "ring"];
const MEGABYTE = 1_000_000;

describe("the report in Chromium, at the default run's size", function () {
  this.timeout(60_000);
  let folder: string;
  let report: string;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  before(async function () {
    if (!existsSync(CHROMIUM)) {
      console.log(`      ${CHROMIUM} is not there: the report is not tested in a browser`);
      return this.skip();
    }
    folder = mkdtempSync(path.join(tmpdir(), "landslide-browser-"));
    report = path.join(folder, "report.html");
    const compare = syntheticRun({ parcels: 1_800, trades: 12_000, policy: "off" });
    writeReport({ ...syntheticRun({ parcels: 1_800, trades: 12_000 }), compare, outFile: report });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--headless", ...QUIET, "--disable-sync"] });
  });

  after(async () => {
    await browser?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true });
  });

  beforeEach(async () => {
    page = await open({ width: 1280, colorScheme: "light" });
  });

  afterEach(async () => {
    await page.context().close();
    expect(complaints).to.deep.equal([]);
  });

  it("is small enough to load at once", () => {
    expect(statSync(report).size).to.be.below(3 * MEGABYTE);
  });

  it("shows eleven sections and every chart, and asks nobody for anything", async () => {
    const sections = await page.locator("main > section").evaluateAll((all) => all.map(({ id }) => id));
    expect(sections).to.deep.equal(SECTIONS);
    for (const id of [...CHARTS, ...LATER_CHARTS]) {
      const chart = page.locator(`#figure-${id} .chart`).locator("svg, canvas").first();
      const box = await chart.boundingBox();
      expect(box?.height, id).to.be.greaterThan(60);
    }
    expect(await page.locator("#opening dd.value").allTextContents()).to.have.length(4);
    expect(await page.locator("#honest tbody tr").count()).to.be.greaterThan(20);
  });

  it("tells the purchase's story on hover and on focus", async () => {
    const story = page.locator("#boom [role=tooltip]");
    expect(await story.isVisible()).to.equal(false);
    await page.locator("#boom .point").focus();
    expect(await story.isVisible()).to.equal(true);
    expect(await story.textContent()).to.contain("JJ Lin buys (29, -5), (21, -127) and (11, 4) for $123,000");
  });

  it("keeps event labels from colliding", async () => {
    const boxes = await page.locator("#figure-boom svg text").evaluateAll((texts) =>
      texts
        .filter((text) => /lists|pays|estate|Average|about/.test(text.textContent))
        .map((text) => text.getBoundingClientRect())
        .map(({ left, right, top, bottom }) => ({ left, right, top, bottom })),
    );
    expect(boxes).to.have.length(5);
    const clashes = boxes.flatMap((a, i) =>
      boxes.filter(
        (b, j) => j > i && a.left < b.right && b.left < a.right && a.top < b.bottom - 3 && b.top < a.bottom - 3,
      ),
    );
    expect(clashes).to.deep.equal([]);
  });

  it("moves the map through time with the slider, and by itself", async () => {
    const slider = page.locator("#land input[type=range]");
    const late = await picture(page);
    await slider.fill("100");
    const early = await picture(page);
    expect(early).to.not.equal(late);
    expect(await slider.getAttribute("aria-valuetext")).to.equal("10 Apr 2020");
    await page.getByRole("button", { name: "▶ Play" }).click();
    while (Number(await slider.inputValue()) < 130) await page.evaluate("new Promise(requestAnimationFrame)");
    expect(await picture(page)).to.not.equal(early);
  });

  it("colours the map by price, by owner and by wash trades", async () => {
    await page.locator("#land input[type=range]").fill("700");
    const pictures = new Set<string>();
    for (const mode of ["price", "owner", "wash"]) {
      await page.locator(`#land input[value=${mode}]`).check();
      pictures.add(await picture(page));
    }
    expect(pictures.size).to.equal(3);
  });

  it("shows a parcel's history after a click, and after an arrow key", async () => {
    const selected = (): Promise<string | null> => page.locator("#land [data-parcel]").getAttribute("data-parcel");
    expect(await selected()).to.equal("29,-5");
    await page.locator("#land canvas").click({ position: { x: 60, y: 300 } });
    const clicked = await selected();
    expect(clicked).to.not.equal("29,-5");
    expect(await page.locator("#land .history li").count()).to.be.greaterThan(0);
    await page.locator("#land canvas").press("ArrowRight");
    const [from, to] = [Number(clicked?.split(",")[0]), Number((await selected())?.split(",")[0])];
    expect(to).to.be.greaterThan(from);
  });

  it("says in a parcel's history how each sale came about", async () => {
    await page.getByRole("button", { name: "Most traded" }).click();
    const ways = await page.locator("#land .history .how").allTextContents();
    expect(ways.join("\n")).to.match(/^public ask$/m);
    expect(new Set(ways).size).to.be.greaterThan(2);
  });

  it("tells sales by kind, and gives away what auctions, rentals and estates came to", async () => {
    const names = page.locator("#figure-sales svg text");
    expect(await names.filter({ hasText: "Auction" }).count()).to.equal(1);
    expect(await page.locator("#sales dd.value").count()).to.equal(9);
    const lines = (await save(page, "sales", "csv")).toString("utf8").split("\r\n");
    expect(lines[0]).to.equal("kind,month,settled,usd,share_of_sales,held,blocked");
    expect(lines.slice(1, 10).every((line) => line.split(",")[1] === "all")).to.equal(true);
    expect((await save(page, "sales", "svg")).toString("utf8")).to.contain("Public ask taken");
    expect((await save(page, "auctions", "csv")).toString("utf8")).to.match(/^figure,value\r\nheld,\d+\r\nsold,\d+/);
    await page.locator("#figure-estates summary").press("Enter");
    expect(await page.locator("#figure-estates tbody tr").count()).to.equal(9);
  });

  it("leads from a purchased parcel to its place on the map", async () => {
    await page.locator("#boom .parcels button").nth(1).click();
    expect(await page.locator("#land [data-parcel]").getAttribute("data-parcel")).to.equal("21,-127");
  });

  it("changes ring and pages through its walk", async () => {
    await page.locator("#rings input[value='ring/10']").check();
    expect(await page.locator("#figure-ring h3").textContent()).to.contain("Ring 10");
    await page.locator("#figure-ring").getByRole("button", { name: "Later ›" }).click();
    expect(await page.locator("#figure-ring .bar .subtitle").textContent()).to.match(/^tries 31 to 60 of/);
  });

  it("gives away numbers as CSV and pictures as SVG and PNG", async () => {
    const [csv, svg, png] = [
      await save(page, "boom", "csv"),
      await save(page, "boom", "svg"),
      await save(page, "boom", "png"),
    ];
    const lines = csv.toString("utf8").split("\r\n");
    expect(lines[0]).to.equal("month,path_usd,traded_index_usd,low_10pct_usd,high_90pct_usd");
    expect(lines).to.have.length(43);
    expect(svg.toString("utf8")).to.match(/^<svg/);
    expect(svg.toString("utf8")).to.not.contain("var(--");
    expect(svg.toString("utf8")).to.match(/<text x="8"[^>]* text-anchor="start"[^>]*>The typical parcel/);
    expect(png.subarray(1, 4).toString("latin1")).to.equal("PNG");
    expect((await save(page, "land", "png")).length).to.be.greaterThan(10_000);
  });

  it("writes its numbers into a table for who cannot see the chart", async () => {
    await page.locator("#figure-wash summary").click();
    await page.locator("#figure-wash table tbody tr").nth(40).waitFor();
  });

  it("follows the system's colours until the reader decides", async () => {
    const paper = (): Promise<unknown> => page.evaluate("getComputedStyle(document.body).backgroundColor");
    const light = await paper();
    await page.emulateMedia({ colorScheme: "dark" });
    const dark = await paper();
    expect(dark).to.not.equal(light);
    await page.getByRole("button", { name: "Switch to light colours" }).click();
    expect(await paper()).to.equal(light);
  });

  it("marks what rules in shadow would have done, and lists whom it would have cost", async () => {
    const dashed = await page.locator("#figure-shadow svg g[stroke-dasharray] rect").count();
    expect(dashed).to.be.greaterThan(1);
    const words = await page.locator("#figure-rules svg text").allTextContents();
    expect(words.filter((text) => text.includes("in shadow"))).to.have.length(4);
    const listed = await page.locator("#figure-honest-shadow tbody tr").allTextContents();
    expect(listed.length).to.be.greaterThan(0);
    for (const row of listed) expect(row).to.contain("in force, the rule would have held it");
  });

  it("filters the cases by what became of them, and opens the file of one", async () => {
    const rows = page.locator("#cases .case-list tbody tr");
    const all = await rows.count();
    await page.locator("#cases input[value=reversed]").check();
    const reversed = await rows.count();
    expect(reversed).to.be.within(1, all - 1);
    expect(await rows.first().textContent()).to.contain("reversed after 2 days");
    await rows.first().getByRole("button").press("Enter");
    const file = page.locator("#cases .case");
    await file.waitFor();
    expect(await file.locator("h3").textContent()).to.match(/^Case \d+: held by RoundTrip, reversed$/);
    expect(await file.locator("section h4").allTextContents()).to.have.length(7);
    expect(await file.textContent()).to.not.match(/Ring \d|wash ring|buy-back|Newcomer/i);
    await page.locator("#cases input[value=all]").check();
    await rows.nth(2).locator("td").nth(3).click();
    expect(await file.count()).to.equal(1);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.evaluate("document.documentElement.scrollWidth")).to.equal(360);
  });

  it("prints one case alone where that is asked for", async () => {
    await page.locator("#cases .case-list tbody button").first().click();
    await page.locator("#cases .case").waitFor();
    await page.evaluate("document.documentElement.dataset.print = 'case'");
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("#cases .case").isVisible()).to.equal(true);
    expect(await page.locator("#hook").isVisible()).to.equal(false);
    expect(await page.locator("#cases .case-list").isVisible()).to.equal(false);
  });

  it("fits a phone of 360 pixels, with event labels as numbers", async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.locator("#figure-boom .plot > svg[width='332']").waitFor();
    const width = await page.evaluate("document.documentElement.scrollWidth");
    expect(width).to.equal(360);
    const texts = await page
      .locator("#figure-boom .plot > svg text")
      .evaluateAll((all) => all.map((text) => text.firstChild?.textContent));
    expect(texts).to.include.members(["1", "2", "3", "4", "5"]);
    await page.locator("#figure-sales svg[width='332']").waitFor();
    const right = await page
      .locator("#figure-sales svg text")
      .evaluateAll((all) => Math.max(...all.map((text) => text.getBoundingClientRect().right)));
    expect(right).to.be.at.most(360);
  });

  it("prints without its buttons", async () => {
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("#figure-boom .tools").isVisible()).to.equal(false);
    expect(await page.locator("#figure-boom svg").first().isVisible()).to.equal(true);
  });

  it("can be reached by keyboard from its first link on", async () => {
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).to.equal("Skip to the report");
  });

  async function open(view: { readonly width: number; readonly colorScheme: "light" | "dark" }): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: view.width, height: 900 },
      colorScheme: view.colorScheme,
      acceptDownloads: true,
      // Else the page scrolls softly and clicks would aim at where things were.
      reducedMotion: "reduce",
    });
    const opened = await context.newPage();
    complaints = [];
    opened.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
    opened.on("pageerror", (error) => complaints.push(error.message));
    opened.on("request", (request) => {
      if (!/^(file|data|blob):/.test(request.url())) complaints.push(`asks for ${request.url()}`);
    });
    await opened.goto(pathToFileURL(report).href);
    await opened.locator("#figure-ring svg").first().waitFor();
    return opened;
  }
});

function picture(page: Page): Promise<string> {
  return page.locator("#land canvas").evaluate((canvas) => canvas.toDataURL());
}

async function save(page: Page, figure: string, kind: string): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator(`#figure-${figure} [data-save=${kind}]`).click(),
  ]);
  return readFileSync(await download.path());
}
