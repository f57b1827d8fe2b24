// Opens tasks in Label Studio's own frontend, in a browser without a window, and
// tells what it shows and what it would save: a JSON array with an object for
// each task, whose annotations are in the order of the task. Arguments: the
// folder of the installed packages, a file with a list of {config, task}, and a
// picture to be made of the first.
const fs = require("fs");
const path = require("path");
const { pathToFileURL } = require("url");

const [packages, input, picture] = process.argv.slice(2);
const { chromium } = require(path.join(packages, "node_modules", "playwright-core"));
const frontend = path.join(packages, "node_modules", "@heartexlabs", "label-studio", "build", "static");

const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

// Runs in the page: selects an annotation.
function select(number) {
  const store = window.studio.annotationStore;
  store.selectAnnotation(store.annotations.find((annotation) => annotation.pk === String(number + 1)).id);
}

// Runs in the page: whether all regions of the selected annotation are drawn.
function drawn() {
  const selected = window.studio.annotationStore.selected;
  return selected.regionStore.regions.every((region) => region._spans && region._spans.length > 0);
}

// Runs in the page: what is shown, and what would be saved.
function shown() {
  const selected = window.studio.annotationStore.selected;
  // A region is drawn as elements of a class of its own; where regions overlap
  // some of these lie in each other, and the outer ones have all the words.
  const words = (region) => {
    const own = region._stylesheet.className;
    const drawn = [...document.querySelectorAll("." + CSS.escape(own))];
    return drawn.filter((element) => !element.parentElement.closest("." + CSS.escape(own))).map((element) => element.textContent).join("");
  };
  return {
    result: selected.serializeAnnotation(),
    regions: selected.regionStore.regions.map((region) => ({
      id: region.id.replace(/#.*/, ""),
      text: region.text,
      shown: words(region),
    })),
    relations: selected.relationStore.relations.length,
  };
}

// Opens one task and goes through its annotations.
async function open(browser, { config, task }, picture) {
  task.annotations.forEach((annotation, number) => { annotation.id = number + 1; });
  const page = await browser.newPage({ viewport: { width: 1300, height: 900 } });
  const faults = [];
  page.on("pageerror", (fault) => faults.push(fault.message));
  await page.goto(pathToFileURL(path.join(__dirname, "empty.html")).href);
  await page.addStyleTag({ url: pathToFileURL(path.join(frontend, "css", "main.css")).href });
  await page.addScriptTag({ url: pathToFileURL(path.join(frontend, "js", "main.js")).href });
  await page.evaluate(([config, task]) => {
    new window.LabelStudio("label-studio", {
      config, task, user: { pk: 1 }, interfaces: ["panel", "side-column", "annotations:menu"],
      onLabelStudioLoad: (studio) => { window.studio = studio; },
    });
  }, [config, task]);
  await page.waitForFunction((n) => window.studio && window.studio.annotationStore.annotations.length === n, task.annotations.length);
  const annotations = [];
  for (let number = 0; number < task.annotations.length; number++) {
    await page.evaluate(select, number);
    await page.waitForFunction(drawn);
    annotations.push(await page.evaluate(shown));
    if (picture && number === 0) {
      await page.screenshot({ path: picture });
    }
  }
  await page.close();
  return { annotations, faults };
}

async function main() {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: flags });
  try {
    const shown = [];
    for (const one of JSON.parse(fs.readFileSync(input, "utf8"))) {
      shown.push(await open(browser, one, shown.length === 0 && picture));
    }
    console.log(JSON.stringify(shown));
  } finally {
    await browser.close();
  }
}

main().catch((fault) => { console.error(fault); process.exit(1); });
