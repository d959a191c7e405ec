"use strict";

// The live page. All content is inserted as text, never as markup.

const LINES_SHOWN = 10;
const STORIES_SHOWN = 12;
const CLICKS_SHOWN = 10;
const POINTS = 120;
const TOKEN = "freshet-token";
const byId = (id) => document.getElementById(id);
const whole = new Intl.NumberFormat("en");

const view = {
  connection: null,
  requested: "",
  reader: "",
  now: null,
  before: null,
  showBefore: false,
  stories: [],
  trending: new Map(),
  window: "1h",
  readers: "",
  previous: null,
  median: [],
  high: [],
  rate: [],
};

function element(name, className, text) {
  const created = document.createElement(name);
  if (className) created.className = className;
  if (text !== undefined) created.textContent = text;
  return created;
}

// --- Totals, health and charts

function millis(value) {
  if (value === null) return "–";
  return value < 10 ? value.toFixed(1) + " ms" : value < 1000 ? Math.round(value) + " ms" : (value / 1000).toFixed(1) + " s";
}

function push(points, value) {
  points.push(value);
  if (points.length > POINTS) points.shift();
}

function path(points, top, close) {
  const known = points.map((value, index) => [index, value]).filter((point) => point[1] !== null);
  if (known.length === 0) return "";
  const span = Math.max(30, points.length);
  const x = (index) => (240 * (index + span - points.length) / (span - 1)).toFixed(1);
  const y = (value) => (42 - 38 * Math.min(1, value / top)).toFixed(1);
  const line = known.map(([index, value], order) => (order ? "L" : "M") + x(index) + " " + y(value)).join("");
  return close ? line + "L" + x(known[known.length - 1][0]) + " 44L" + x(known[0][0]) + " 44Z" : line;
}

function draw(id, points, faint) {
  const svg = byId(id);
  const top = Math.max(1e-9, ...points.filter((value) => value !== null), ...faint.filter((value) => value !== null));
  const parts = [["area", path(points, top, true)], ["faint", path(faint, top, false)], ["", path(points, top, false)]];
  svg.replaceChildren(...parts.map(([className, d]) => {
    const part = document.createElementNS("http://www.w3.org/2000/svg", "path");
    part.setAttribute("class", className);
    part.setAttribute("d", d);
    return part;
  }));
}

function showState(state, text) {
  byId("state").dataset.state = state;
  if (byId("state-text").textContent !== text) byId("state-text").textContent = text;
}

function onFigures(figures) {
  byId("total-articles").textContent = whole.format(figures.articles);
  byId("total-clicks").textContent = whole.format(figures.clicks);
  byId("total-lists").textContent = whole.format(figures.lists);
  byId("total-live").textContent = whole.format(figures.liveArticles);
  byId("total-dead").textContent = whole.format(figures.deadLetters);
  byId("total-dead").classList.toggle("alarm", figures.deadLetters > 0);
  const health = figures.health;
  if (health.live && health.ready) showState("ready", "Running");
  else showState("unready", health.reasons.join("; ") || "Not ready");

  push(view.median, figures.clickToListMillisMedian);
  push(view.high, figures.clickToListMillis99);
  byId("latency-median").textContent = millis(figures.clickToListMillisMedian);
  byId("latency-99").textContent = millis(figures.clickToListMillis99);
  const previous = view.previous;
  if (previous && figures.at > previous.at && figures.lists >= previous.lists) {
    const rate = 1000 * (figures.lists - previous.lists) / (figures.at - previous.at);
    push(view.rate, rate);
    byId("rate-lists").textContent = rate < 10 ? rate.toFixed(1) : whole.format(Math.round(rate));
  }
  view.previous = figures;
  // The p99 line is capped at ten times the largest median, so that one slow click does not flatten the chart.
  const cap = 10 * Math.max(1, ...view.median.filter((value) => value !== null));
  draw("chart-latency", view.median, view.high.map((value) => value === null ? null : Math.min(value, cap)));
  draw("chart-rate", view.rate, []);

  const readers = figures.readers.join("\n");
  if (readers !== view.readers) {
    view.readers = readers;
    byId("readers").replaceChildren(...figures.readers.map((reader) => {
      const option = element("option");
      option.value = reader;
      return option;
    }));
  }
  for (const story of view.stories) {
    const reached = figures.readersReached[story.articleId];
    if (reached !== undefined) showReached(story, reached);
  }
}

// --- A reader's list

function onClick(click) {
  if (click.userId !== view.reader) startReader(click.userId);
  byId("reader-click").textContent = "just read “" + click.title + "”";
}

function startReader(userId) {
  view.reader = userId;
  view.now = null;
  view.before = null;
  view.showBefore = false;
  byId("reader-name").textContent = userId;
  byId("reader-click").textContent = "";
  showList();
}

// Removes an erased reader everywhere, including the text field and its suggestions.
function onErased(erased) {
  if (view.requested === erased.userId) view.requested = "";
  if (byId("reader").value === erased.userId) byId("reader").value = "";
  [...byId("readers").children].filter((option) => option.value === erased.userId).forEach((option) => option.remove());
  if (view.reader !== erased.userId) return;
  startReader("");
  byId("reader-name").textContent = "No reader yet";
}

function onList(list) {
  if (list.userId !== view.reader) startReader(list.userId);
  if (view.now && view.now.recommendationId === list.recommendationId) return;
  view.before = view.now;
  view.now = list;
  showList();
}

function mark(articleId, rank, ranksBefore) {
  if (!ranksBefore) return element("span", "mark");
  const before = ranksBefore.get(articleId);
  if (before === undefined) return element("span", "mark new", "New");
  if (before === rank) return element("span", "mark", "");
  const up = before > rank;
  const moved = element("span", "mark " + (up ? "up" : "down"), (up ? "▲ " : "▼ ") + Math.abs(before - rank));
  moved.setAttribute("aria-label", (up ? "up " : "down ") + Math.abs(before - rank));
  return moved;
}

function showList() {
  const shown = view.showBefore && view.before ? view.before : view.now;
  const compared = shown === view.now ? view.before : null;
  const ranksBefore = compared ? new Map(compared.items.map((item, index) => [item.articleId, index])) : null;
  const lines = shown ? shown.items.slice(0, LINES_SHOWN) : [];
  byId("list").replaceChildren(...lines.map((item, index) => {
    const line = element("li");
    const moved = mark(item.articleId, index, ranksBefore);
    if (moved.classList.contains("new")) line.classList.add("arrive");
    else if (moved.textContent) line.classList.add("moved");
    line.append(element("span", "rank", index + 1), element("span", "title", item.title), moved);
    if (item.reasons.length) line.append(element("span", "reason", item.reasons.join(" · ")));
    return line;
  }));
  byId("list-empty").hidden = lines.length > 0;
  byId("show-before").disabled = !view.before;
  byId("show-now").setAttribute("aria-pressed", String(shown !== view.before || !view.before));
  byId("show-before").setAttribute("aria-pressed", String(Boolean(view.before) && shown === view.before));
  const current = new Set(shown ? shown.items.map((item) => item.articleId) : []);
  const gone = compared ? compared.items.slice(0, LINES_SHOWN).filter((item) => !current.has(item.articleId)) : [];
  byId("left").hidden = gone.length === 0;
  byId("left").textContent = "Removed: " + gone.map((item) => item.title).join(" · ");
}

// --- Latest articles

function storyLine(story, fresh) {
  const line = element("li", fresh ? "arrive" : "");
  line.append(element("div", "title", story.title));
  const meta = element("div", "meta");
  if (story.category) {
    const category = element("span", "category", story.category.name);
    if (!story.category.given) {
      category.classList.add("inferred");
      category.dataset.confidence = Math.round(100 * story.category.confidence) + " %";
    }
    meta.append(category);
  }
  if (story.keywords.length) meta.append(element("span", "", story.keywords.join(", ")));
  story.reachedElement = element("span", "reached");
  meta.append(story.reachedElement);
  line.append(meta);
  showReached(story, story.readersReached);
  story.element = line;
  return line;
}

function showReached(story, readers) {
  const text = readers === 0 ? "" : "pushed to " + whole.format(readers) + (readers === 1 ? " reader" : " readers");
  if (story.reachedElement.textContent !== text) story.reachedElement.textContent = text;
  story.reachedElement.classList.toggle("any", readers > 0);
}

function onStory(story) {
  byId("stories").prepend(storyLine(story, true));
  view.stories.unshift(story);
  while (view.stories.length > STORIES_SHOWN) view.stories.pop().element.remove();
  byId("stories-empty").hidden = true;
}

// --- Trending

function onTrending(trending) {
  const isNew = !view.trending.has(trending.scope);
  view.trending.set(trending.scope, trending);
  if (isNew && trending.category) addCategory(trending.category);
  if (trending.scope === chosenScope()) showTrending();
}

function addCategory(category) {
  const select = byId("category");
  const known = [...select.options].map((option) => option.value);
  if (known.includes(category)) return;
  const option = element("option", "", category);
  option.value = category;
  const after = [...select.options].slice(1).find((other) => other.value.localeCompare(category) > 0);
  select.insertBefore(option, after || null);
}

function chosenScope() {
  const category = byId("category").value;
  return (category ? "category:" + category : "all") + "/" + view.window;
}

function showTrending() {
  const trending = view.trending.get(chosenScope());
  const items = trending ? trending.items.slice(0, CLICKS_SHOWN) : [];
  byId("clicks").replaceChildren(...items.map((item, index) => {
    const line = element("li");
    const bar = element("span", "bar");
    bar.style.transform = "scaleX(" + (item.clicks / items[0].clicks).toFixed(3) + ")";
    line.append(element("span", "rank", index + 1), element("span", "title", item.title), element("span", "count", whole.format(item.clicks)), bar);
    return line;
  }));
  byId("clicks-empty").hidden = items.length > 0;
}

// --- Live feed

function onSnapshot(snapshot) {
  view.stories = snapshot.stories.slice(0, STORIES_SHOWN);
  byId("stories").replaceChildren(...view.stories.map((story) => storyLine(story, false)));
  byId("stories-empty").hidden = view.stories.length > 0;
  view.trending.clear();
  snapshot.trending.forEach(onTrending);
  showTrending();
}

const handlers = { snapshot: onSnapshot, figures: onFigures, story: onStory, trending: onTrending, click: onClick, list: onList, erased: onErased };

function onMessage(message) {
  const [name, data] = message.split("\n");
  const handler = handlers[name.slice("event: ".length)];
  if (handler) handler(JSON.parse(data.slice("data: ".length)));
}

// Reads server-sent events with fetch, because EventSource cannot send an Authorization header.
async function follow(reader, signal) {
  const token = sessionStorage.getItem(TOKEN);
  const response = await fetch("api/feed" + (reader ? "?reader=" + encodeURIComponent(reader) : ""), {
    headers: token ? { Authorization: "Bearer " + token } : {},
    signal,
  });
  if (response.status === 401) {
    askForToken(token !== null);
    return;
  }
  if (!response.ok) throw new Error(response.status);
  byId("unlock").hidden = true;
  const chunks = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await chunks.read();
    if (done) throw new Error("live feed closed");
    const messages = (rest + value).split("\n\n");
    rest = messages.pop();
    messages.forEach(onMessage);
  }
}

function connect(reader) {
  if (view.connection) view.connection.abort();
  const connection = new AbortController();
  view.connection = connection;
  view.requested = reader;
  follow(reader, connection.signal).catch(() => {
    if (connection.signal.aborted) return;
    showState("lost", "Connection lost, reconnecting");
    setTimeout(() => { if (!connection.signal.aborted) connect(reader); }, 3000);
  });
}

function askForToken(wrong) {
  showState("lost", wrong ? "The token is not valid" : "Enter the access token to see readers");
  sessionStorage.removeItem(TOKEN);
  byId("unlock").hidden = false;
  byId("token").value = "";
  byId("token").focus();
}

byId("unlock").addEventListener("submit", (event) => {
  event.preventDefault();
  sessionStorage.setItem(TOKEN, byId("token").value.trim());
  connect(view.requested);
});
byId("follow").addEventListener("submit", (event) => {
  event.preventDefault();
  const reader = byId("reader").value.trim();
  startReader(reader);
  if (!reader) byId("reader-name").textContent = "The busiest reader";
  connect(reader);
});
byId("show-now").addEventListener("click", () => { view.showBefore = false; showList(); });
byId("show-before").addEventListener("click", () => { view.showBefore = true; showList(); });
byId("category").addEventListener("change", showTrending);
byId("windows").addEventListener("click", (event) => {
  const chosen = event.target.closest("button");
  if (!chosen) return;
  view.window = chosen.dataset.window;
  for (const button of byId("windows").querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button === chosen));
  }
  showTrending();
});
connect("");
